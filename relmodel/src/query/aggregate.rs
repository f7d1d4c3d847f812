//! What can be said of all rows of a query together, or of those of each group.

use std::fmt;
use std::marker::PhantomData;

use super::collect::Rows;
use super::{Origin, Query, Whole};
use crate::db::Executor;
use crate::error::{Error, Kind, Result};
use crate::expr::{Expr, Expression, Number, Ordered, Selection};
use crate::record::Record;
use crate::row::Row;
use crate::sql::{Node, Scope};
use crate::value::ColumnType;

/// The rows of a query together, as the closure of [`Query::aggregate`] gets them.
pub struct Aggregates<M> {
    scope: Scope,
    model: PhantomData<fn() -> M>,
}

impl<M: Record, S, C: Origin> Query<M, S, C> {
    /// Runs the query for what can be said of its rows together: `SELECT count(*), sum(…), … FROM …`. It gives one value, or a tuple of them.
    ///
    /// Of no rows the count and the sum are 0, and the others `None`.
    /// The rows are those that the query gives: with a `limit`, as many. For one answer for each group of rows there is [`group_by`](Self::group_by).
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, author: String, likes: i64 }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Post].create(&db)?;
    /// # Post::insert_all(&db, [("ann", 3), ("ann", 4), ("bob", 1)].map(|(author, likes)| NewPost { author, likes }))?;
    /// # db.observe(|e| assert_eq!(e.sql(), r#"SELECT count(*), coalesce(sum(t0."likes"), 0), max(t0."likes"), count(DISTINCT t0."author") FROM "post" AS t0 WHERE t0."likes" > ?1"#));
    /// let (posts, likes, most, authors) = Post::filter(|p| p.likes.gt(2)).aggregate(&db, |all| {
    ///     (all.count(), all.sum(|p| p.likes), all.max(|p| p.likes), all.count_distinct(|p| p.author))
    /// })?;
    /// assert_eq!((posts, likes, most, authors), (2, 7, Some(4), 1));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`count`](Self::count); `is_decode` when a result is not a value of its type.
    pub fn aggregate<E, Out: Row>(
        &self,
        db: &dyn Executor,
        values: impl FnOnce(Aggregates<M>) -> E,
    ) -> Result<Out>
    where
        S: Whole<M>,
        E: Selection<Out = Out>,
    {
        let mut plan = self.plan.clone().into_plan().into_table();
        let all = Aggregates {
            scope: plan.scope,
            model: PhantomData,
        };
        plan.select.columns = values(all).into_cells();
        plan.select.order.clear();
        // Of no rows there is an answer, too.
        plan.is_empty = false;
        let mut answers: Vec<Out> = Rows::load(db, &plan)?;
        let none = || Error::new(Kind::Query, "nothing was asked of all rows together");
        answers.pop().ok_or_else(none)
    }
}

impl<M: Record> Aggregates<M> {
    /// Counts the rows: `count(*)`.
    pub fn count(&self) -> Expr<i64> {
        count()
    }

    /// Counts the different values of the rows, without NULL: `count(DISTINCT …)`. Texts are equal by the collation of their column.
    pub fn count_distinct<E: Expression>(&self, value: impl FnOnce(M::Fields) -> E) -> Expr<i64> {
        count_distinct(self.of(value))
    }

    /// Sums up a value of the rows, without those where it is NULL: `coalesce(sum(…), 0)`; of floats `total(…)`.
    pub fn sum<E: Expression, T: Number>(&self, value: impl FnOnce(M::Fields) -> E) -> Expr<T>
    where
        E::Type: Number<Sum = T>,
    {
        sum(self.of(value))
    }

    /// Gives the average of a value of the rows, without those where it is NULL; `None` where there is none.
    pub fn avg<E: Expression>(&self, value: impl FnOnce(M::Fields) -> E) -> Expr<Option<f64>>
    where
        E::Type: Number,
    {
        function("avg", self.of(value))
    }

    /// Gives the least value of the rows, without those where it is NULL; `None` where there is none.
    pub fn min<E: Expression>(
        &self,
        value: impl FnOnce(M::Fields) -> E,
    ) -> Expr<Option<<E::Type as ColumnType>::Base>>
    where
        E::Type: Ordered,
    {
        function("min", self.of(value))
    }

    /// Gives the greatest value of the rows, without those where it is NULL; `None` where there is none.
    pub fn max<E: Expression>(
        &self,
        value: impl FnOnce(M::Fields) -> E,
    ) -> Expr<Option<<E::Type as ColumnType>::Base>>
    where
        E::Type: Ordered,
    {
        function("max", self.of(value))
    }

    fn of<E: Expression>(&self, value: impl FnOnce(M::Fields) -> E) -> (Node, u32) {
        value(M::fields(self.scope)).into_tree()
    }
}

impl<M> fmt::Debug for Aggregates<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Aggregates").finish_non_exhaustive()
    }
}

pub(super) fn count() -> Expr<i64> {
    Expr::new(Node::CountAll, 1)
}

pub(super) fn count_distinct((value, depth): (Node, u32)) -> Expr<i64> {
    Expr::new(Node::CountDistinct(Box::new(value)), depth + 1)
}

pub(super) fn sum<T: Number>((value, depth): (Node, u32)) -> Expr<T> {
    let node = match T::IS_FLOAT {
        true => Node::call_of("total", vec![value], false),
        false => {
            let sum = Node::call_of("sum", vec![value], true);
            Node::call_of("coalesce", vec![sum, Node::Number(0)], false)
        }
    };
    Expr::new(node, depth + 2)
}

/// Another function of the values that are not NULL.
pub(super) fn function<T: ColumnType>(name: &'static str, (value, depth): (Node, u32)) -> Expr<T> {
    Expr::new(Node::call_of(name, vec![value], T::NULLABLE), depth + 1)
}
