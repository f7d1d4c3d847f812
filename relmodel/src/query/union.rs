//! Two queries as one.

use super::plan::{Plan, columns};
use super::{Origin, Query};
use crate::expr::Expr;
use crate::record::{HasKey, Record};
use crate::sql::{Node, Scope};

impl<M: Record, C: Origin> Query<M, M, C> {
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
    pub fn union<D: Origin>(self, other: Query<M, M, D>) -> Query<M>
    where
        M: HasKey,
    {
        let (mut one, other) = (self.into_plan(), other.into_plan());
        let row = one.scope;
        if let Some(sides) = sides(&mut one, &other) {
            if !other.is_empty {
                sides.push(is_among(other, row).0);
            }
            return Query::new(one, Vec::new());
        }
        let mut both = Plan::of(M::def(), Scope::fresh());
        let sides = [one, other].into_iter().filter(|side| !side.is_empty);
        let sides: Vec<_> = sides.map(|side| is_among(side, both.scope)).collect();
        let depth = sides.iter().map(|(_, depth)| *depth).max();
        let sides = sides.into_iter().map(|(side, _)| side).collect();
        both.filter(Expr::new(Node::Any(sides), depth.unwrap_or_default() + 1));
        Query::new(both, Vec::new())
    }
}

/// The sides of a query that is a union already and nothing else, so that another can stand beside them: a union of many is then no deeper than one of two.
/// It can't where the other contains this one's table, of which it was made.
fn sides<'p>(union: &'p mut Plan, other: &Plan) -> Option<&'p mut Vec<Node>> {
    let is_side = |node: &Node| matches!(node, Node::InSelect(..));
    let select = &mut union.select;
    let is_free = !select.is_counted() && !other.select.mentions(union.scope);
    match &mut *select.filter {
        [Node::Any(sides)] if is_free && sides.iter().all(is_side) => Some(sides),
        _ => None,
    }
}

/// Whether a row of the model is one of a query's, and how deep that is.
pub(crate) fn is_among(query: Plan, row: Scope) -> (Node, u32) {
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
