//! Queries: refining them and running them.

mod chain;
mod collect;
mod detached;
mod include;
mod key;
mod level;
mod plan;
mod run;
mod shape;
mod text;
mod verbs;

use std::marker::PhantomData;

pub use include::{Beside, Include, Push};
pub(crate) use plan::columns;
pub(crate) use plan::{Plan, Strategy};
pub use shape::{Cardinality, Many, One as Single, Optional, Origin, ToMany, ToOne};
pub(crate) use text::reached;

use crate::expr::{Condition, OrderBy};
use crate::record::Record;
use crate::value::Value;

/// A query for rows of `M`: it gives results of the shape `S`, in the number that `C` says. Nothing runs until it is given a database.
///
/// | query | `load` | `first` | `one` | `optional` |
/// |---|---|---|---|---|
/// | many | `Vec<S>` | `Option<S>` | `S`; none, or two, is an error | `Option<S>`; two is an error |
/// | `find`, a required to-one | `S`, or a not-found error | `Option<S>` | `S` | `Option<S>` |
/// | an optional to-one | `Option<S>` | `Option<S>` | `S`, or a not-found error | `Option<S>` |
#[must_use = "a query does nothing until it is loaded"]
pub struct Query<M, S = M, C = Many> {
    plan: Plan,
    /// For `find` the key, and for an accessor the values of its owner, by which it finds its rows.
    owner: Vec<Value<'static>>,
    types: PhantomData<fn() -> (M, S, C)>,
}

impl<M, S, C> Query<M, S, C> {
    pub(crate) fn new(plan: Plan, owner: Vec<Value<'static>>) -> Self {
        Self {
            plan,
            owner,
            types: PhantomData,
        }
    }
}

impl<M: Record, S, C: Origin> Query<M, S, C> {
    pub(crate) fn owner(&self) -> &[Value<'static>] {
        &self.owner
    }

    /// The columns and relations of this query's own table.
    pub(crate) fn fields(&self) -> M::Fields {
        M::fields(self.plan.scope)
    }

    /// The same query, no longer an accessor, so that it can be refined again and again in one variable.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)]
    /// # #[has_many(posts: Post)]
    /// # struct User { id: Id<User>, name: String }
    /// # #[derive(Model)]
    /// # struct Post { id: Id<Post>, title: String, #[belongs_to(User)] user_id: Id<User> }
    /// fn posts(user: &User, word: Option<&str>) -> Query<Post> {
    ///     let mut posts = user.posts().into_query();
    ///     if let Some(word) = word {
    ///         posts = posts.filter(|p| p.title.contains(word));
    ///     }
    ///     posts
    /// }
    /// ```
    pub fn into_query(self) -> Query<M, S, C::Shape> {
        Query::new(self.plan, Vec::new())
    }

    /// Keeps the rows for which the condition holds. Several filters all hold.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)]
    /// # struct User { id: Id<User>, name: String, age: i64 }
    /// let adults = User::all().filter(|u| u.age.ge(18)).filter(|u| u.name.starts_with("A"));
    /// assert_eq!(
    ///     adults.to_sql()?,
    ///     r#"SELECT t0."id", t0."name", t0."age" FROM "user" AS t0 WHERE t0."age" >= ?1 AND t0."name" >= ?2 AND t0."name" < ?3"#,
    /// );
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    pub fn filter<E: Condition>(
        mut self,
        condition: impl FnOnce(M::Fields) -> E,
    ) -> Query<M, S, C::Shape> {
        self.plan.filter(condition(self.fields()).into_condition());
        Query::new(self.plan, Vec::new())
    }

    /// Orders the rows: by a column, `.desc()` of one, or a tuple. A second call replaces the first.
    pub fn order_by<O: OrderBy>(
        mut self,
        order: impl FnOnce(M::Fields) -> O,
    ) -> Query<M, S, C::Shape> {
        self.plan.select.order = order(self.fields()).into_terms();
        Query::new(self.plan, Vec::new())
    }

    /// At most so many rows. Relations loaded beside them don't count.
    pub fn limit(mut self, rows: u64) -> Query<M, S, C::Shape> {
        self.plan.select.limit = Some(number(rows));
        Query::new(self.plan, Vec::new())
    }

    /// Leaves out so many rows at the beginning.
    pub fn offset(mut self, rows: u64) -> Query<M, S, C::Shape> {
        self.plan.select.offset = Some(number(rows));
        Query::new(self.plan, Vec::new())
    }

    /// Loads a relation beside each row: the result gets one more element, a `Vec`, an `Option` or a row.
    ///
    /// A to-many takes one more statement for all rows together; a to-one is joined to the statement of its owner.
    /// The relation may be refined, and may load relations of its own:
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)]
    /// # #[has_many(posts: Post)]
    /// # struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)]
    /// # struct Post { id: Id<Post>, title: String, #[belongs_to(User)] user_id: Id<User> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// let users: Vec<(User, Vec<Post>)> = User::all().with(|u| u.posts.order_by(|p| p.title)).load(&db)?;
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    pub fn with<I: Beside<M, S>>(
        mut self,
        relation: impl FnOnce(M::Fields) -> I,
    ) -> Query<M, I::Row, C::Shape> {
        relation(self.fields()).include(&mut self.plan);
        Query::new(self.plan, Vec::new())
    }
}

impl<M, S, C> Clone for Query<M, S, C> {
    fn clone(&self) -> Self {
        Self {
            plan: self.plan.clone(),
            owner: self.owner.clone(),
            types: PhantomData,
        }
    }
}

impl<M, S, C> std::fmt::Debug for Query<M, S, C> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Query")
            .field("plan", &self.plan)
            .finish_non_exhaustive()
    }
}

/// SQLite takes a LIMIT of 64 bits with sign; more rows than that there are not.
pub(crate) fn number(rows: u64) -> Value<'static> {
    Value::Integer(i64::try_from(rows).unwrap_or(i64::MAX))
}
