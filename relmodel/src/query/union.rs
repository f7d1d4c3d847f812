//! Two queries as one.

use super::plan::{Plan, columns};
use super::{Many, Origin, Query};
use crate::expr::Expr;
use crate::record::{HasKey, Record};
use crate::sql::{Node, Scope};

impl<M: Record> Query<M, M, Many> {
    /// Makes a query for the rows that are in this one or in the other, each once: what `UNION` gives.
    ///
    /// Each of the two keeps its own `limit` and `offset`, with the order that they go by.
    /// What comes after, `order_by`, `limit`, `with` and `filter` among them, is about both together.
    ///
    /// The rows are found by their keys, so that an index serves each side. They are those of the model's table: of a side that is
    /// [SQL text](crate::Model::raw) the keys count, and not the values beside them.
    /// Where neither side has a limit, a filter with [`or`](crate::Condition::or) says the same, shorter.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct Post { id: Id<Post>, title: String, views: i64 }
    /// let newest = Post::all().order_by(|p| p.id.desc()).limit(3);
    /// let most_read = Post::all().order_by(|p| p.views.desc()).limit(3);
    ///
    /// let front_page = newest.union(most_read).order_by(|p| p.title);
    /// assert_eq!(
    ///     front_page.to_sql()?,
    ///     r#"SELECT t0."id", t0."title", t0."views" FROM "post" AS t0 WHERE t0."id" IN (SELECT t1."id" FROM "post" AS t1 ORDER BY t1."id" DESC LIMIT ?1) OR t0."id" IN (SELECT t2."id" FROM "post" AS t2 ORDER BY t2."views" DESC LIMIT ?2) ORDER BY t0."title""#,
    /// );
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    pub fn union<C: Origin>(self, other: Query<M, M, C>) -> Self
    where
        M: HasKey,
    {
        let mut both = Plan::of(M::def(), Scope::fresh());
        let sides = [self.into_plan(), other.into_plan()];
        let sides = sides.into_iter().filter(|side| !side.is_empty);
        let sides: Vec<_> = sides.map(|side| is_among(side, both.scope)).collect();
        let depth = sides.iter().map(|(_, depth)| *depth).max();
        let sides = sides.into_iter().map(|(side, _)| side).collect();
        both.filter(Expr::new(Node::Any(sides), depth.unwrap_or_default() + 1));
        Self::new(both, Vec::new())
    }
}

/// Whether a row of the model is one of a query's, and how deep that is.
fn is_among(query: Plan, row: Scope) -> (Node, u32) {
    let Plan {
        model,
        scope,
        mut select,
        ..
    } = query;
    let key = || model.key.iter().copied();
    select.columns = columns(model, scope, key()).collect();
    if !select.is_counted() {
        select.order.clear();
    }
    let depth = select.depth() + 1;
    let operands = columns(model, row, key()).collect();
    (Node::InSelect(operands, Box::new(select)), depth)
}
