//! Groups: rows that are equal in a key, counted and summed up together.

use std::fmt;
use std::marker::PhantomData;

use super::{Origin, Plan, Query, Statement, Whole, aggregate};
use crate::db::Executor;
use crate::error::Result;
use crate::expr::{Condition, Expr, Expression, Number, OrderBy, Ordered, Selection};
use crate::record::Record;
use crate::row::{Part, Row};
use crate::sql::{Node, Scope, Term};
use crate::value::ColumnType;

/// A query whose rows are grouped by a key: what [`Query::group_by`] makes. It is about groups, so that closures get a [`Group`] and no columns.
#[must_use = "a query does nothing until it is loaded"]
pub struct Grouped<M, K> {
    plan: Plan,
    key: Vec<Node>,
    types: PhantomData<fn() -> (M, K)>,
}

/// A group of rows, as closures get it: its key, and what can be said of its rows together.
pub struct Group<M, K> {
    scope: Scope,
    key: Vec<Node>,
    types: PhantomData<fn() -> (M, K)>,
}

/// The key of a group: what the rows were grouped by.
pub struct GroupKey<K> {
    cells: Vec<Node>,
    types: PhantomData<fn() -> K>,
}

/// What is selected of each group: what [`Grouped::select`] makes. One value of each is a list for [`in_`](Expression::in_).
#[must_use = "a query does nothing until it is loaded"]
pub struct Groups<M, S> {
    query: Query<M, S>,
}

impl<M: Record, S, C: Origin> Query<M, S, C> {
    /// Groups the rows by a column, an expression, or a tuple of these: `GROUP BY`.
    ///
    /// From then on the query is about groups: the closures of `having`, `order_by` and `select` get a [`Group`],
    /// so that a column that is not grouped by can't be written. NULLs are one group.
    /// The rows are those that the query gives: with a `limit`, as many.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, author: String, likes: i64 }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Post].create(&db)?;
    /// # Post::insert_all(&db, [("ann", 3), ("ann", 4), ("bob", 1)].map(|(author, likes)| NewPost { author, likes }))?;
    /// let busy: Vec<(String, i64, i64)> = Post::all()
    ///     .group_by(|p| p.author)
    ///     .having(|g| g.count().gt(1))
    ///     .order_by(|g| g.count().desc())
    ///     .select(|g| (g.key(), g.count(), g.sum(|p| p.likes)))
    ///     .load(&db)?;
    /// assert_eq!(busy, [("ann".to_owned(), 2, 7)]);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    pub fn group_by<E, K: Part>(self, key: impl FnOnce(M::Fields) -> E) -> Grouped<M, K>
    where
        S: Whole<M>,
        E: Selection<Out = K>,
    {
        let mut plan = self.plan.into_plan().into_table();
        let key = key(M::fields(plan.scope)).into_cells();
        plan.select.group.clone_from(&key);
        plan.select.order.clear();
        Grouped {
            plan,
            key,
            types: PhantomData,
        }
    }
}

impl<M: Record, K: Part> Grouped<M, K> {
    /// Keeps the groups for which the condition holds: `HAVING`. Of several all must hold. Rows are left out before, by the query's `filter`.
    pub fn having<E: Condition>(mut self, condition: impl FnOnce(Group<M, K>) -> E) -> Self {
        let condition = condition(self.group()).into_condition().into_node();
        self.plan.select.having.push(condition);
        self
    }

    /// Orders the groups. A second call replaces the first.
    pub fn order_by<O: OrderBy>(mut self, order: impl FnOnce(Group<M, K>) -> O) -> Self {
        self.plan.select.order = order(self.group()).into_terms();
        self
    }

    /// Gives of each group its key, aggregates, or a tuple of these.
    pub fn select<E, Out: Row>(mut self, selection: impl FnOnce(Group<M, K>) -> E) -> Groups<M, Out>
    where
        E: Selection<Out = Out>,
    {
        self.plan.select.columns = selection(self.group()).into_cells();
        Groups {
            query: Query::new(self.plan, Vec::new()),
        }
    }

    fn group(&self) -> Group<M, K> {
        Group {
            scope: self.plan.scope,
            key: self.key.clone(),
            types: PhantomData,
        }
    }
}

impl<M: Record, K: Part> Group<M, K> {
    /// Gives what the rows were grouped by.
    pub fn key(&self) -> GroupKey<K> {
        GroupKey {
            cells: self.key.clone(),
            types: PhantomData,
        }
    }

    /// Counts the rows of the group: `count(*)`.
    pub fn count(&self) -> Expr<i64> {
        aggregate::count()
    }

    /// Counts the different values of the rows, without NULL: `count(DISTINCT …)`. Texts are equal by the collation of their column.
    pub fn count_distinct<E: Expression>(&self, value: impl FnOnce(M::Fields) -> E) -> Expr<i64> {
        aggregate::count_distinct(self.of(value))
    }

    /// Sums up a value of the rows, without those where it is NULL: `coalesce(sum(…), 0)`; of floats `total(…)`.
    pub fn sum<E: Expression, T: Number>(&self, value: impl FnOnce(M::Fields) -> E) -> Expr<T>
    where
        E::Type: Number<Sum = T>,
    {
        aggregate::sum(self.of(value))
    }

    /// Gives the average of a value of the rows, without those where it is NULL; `None` where all are.
    pub fn avg<E: Expression>(&self, value: impl FnOnce(M::Fields) -> E) -> Expr<Option<f64>>
    where
        E::Type: Number,
    {
        aggregate::function("avg", self.of(value))
    }

    /// Gives the least value of the rows, without those where it is NULL.
    pub fn min<E: Expression>(&self, value: impl FnOnce(M::Fields) -> E) -> Expr<E::Type>
    where
        E::Type: Ordered,
    {
        aggregate::function("min", self.of(value))
    }

    /// Gives the greatest value of the rows, without those where it is NULL.
    pub fn max<E: Expression>(&self, value: impl FnOnce(M::Fields) -> E) -> Expr<E::Type>
    where
        E::Type: Ordered,
    {
        aggregate::function("max", self.of(value))
    }

    fn of<E: Expression>(&self, value: impl FnOnce(M::Fields) -> E) -> (Node, u32) {
        value(M::fields(self.scope)).into_tree()
    }
}

#[diagnostic::do_not_recommend]
impl<K: Part> Selection for GroupKey<K> {
    type Out = K;

    fn into_cells(self) -> Vec<Node> {
        self.cells
    }
}

/// The key by one column or expression can be compared and ordered by, as that can.
#[diagnostic::do_not_recommend]
impl<K: ColumnType + Part> Expression for GroupKey<K> {
    type Type = K;

    fn into_tree(mut self) -> (Node, u32) {
        (self.cells.pop().unwrap_or(Node::NULL), 1)
    }
}

#[diagnostic::do_not_recommend]
impl<K: ColumnType + Part + Ordered> OrderBy for GroupKey<K> {
    fn into_terms(self) -> Vec<Term> {
        self.asc().into_terms()
    }
}

/// The key by several is ordered by all of them, the first before the others.
macro_rules! tuples {
    ($(($($part:ident),+))+) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($part: Ordered),+> OrderBy for GroupKey<($($part,)+)> {
            fn into_terms(self) -> Vec<Term> {
                self.cells.into_iter().map(Term::ascending).collect()
            }
        }
    )+};
}

tuples! {
    (A, B)
    (A, B, C)
    (A, B, C, D)
    (A, B, C, D, E)
    (A, B, C, D, E, F)
}

impl<M, S> Groups<M, S> {
    pub(super) fn into_query(self) -> Query<M, S> {
        self.query
    }
}

impl<M: Record, S: Row> Groups<M, S> {
    /// Gives at most so many groups.
    pub fn limit(self, groups: u64) -> Self {
        Self {
            query: self.query.limit(groups),
        }
    }

    /// Leaves out so many groups at the beginning.
    pub fn offset(self, groups: u64) -> Self {
        Self {
            query: self.query.offset(groups),
        }
    }

    /// Runs the query, and gives what was selected of each group.
    ///
    /// # Errors
    /// As [`Query::load`].
    pub fn load(&self, db: &dyn Executor) -> Result<Vec<S>> {
        self.query.load(db)
    }

    /// Runs the query, and gives what was selected of the first group, if there is one: `LIMIT 1`. Which that is, the order says.
    ///
    /// # Errors
    /// As [`Query::load`].
    pub fn first(&self, db: &dyn Executor) -> Result<Option<S>> {
        Ok(self.query.rows(db, 1)?.pop())
    }

    /// Counts the groups.
    ///
    /// # Errors
    /// As [`Query::count`].
    pub fn count(&self, db: &dyn Executor) -> Result<u64> {
        self.query.count(db)
    }

    /// Shows the statement, with `?1`, `?2`, … where values are bound. Nothing runs.
    ///
    /// # Errors
    /// As [`Query::to_sql`].
    pub fn to_sql(&self) -> Result<String> {
        self.query.to_sql()
    }

    /// Shows the statement with its values. Nothing runs.
    ///
    /// # Errors
    /// As [`Query::statements`].
    pub fn statements(&self) -> Result<Vec<Statement>> {
        self.query.statements()
    }

    /// Shows by which tables and indexes SQLite reads. Nothing is read.
    ///
    /// # Errors
    /// As [`Query::explain`].
    pub fn explain(&self, db: &dyn Executor) -> Result<String> {
        self.query.explain(db)
    }
}

impl<M, S> Clone for Groups<M, S> {
    fn clone(&self) -> Self {
        Self {
            query: self.query.clone(),
        }
    }
}

macro_rules! debug {
    ($($name:ident<$($of:ident),+>)*) => {$(
        impl<$($of),+> fmt::Debug for $name<$($of),+> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )*};
}

debug!(Grouped<M, K> Group<M, K> GroupKey<K> Groups<M, S>);
