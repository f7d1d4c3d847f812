//! Queries: refining them and running them.

mod aggregate;
mod answer;
mod ask;
mod batches;
mod cells;
mod chain;
mod collect;
mod cursor;
mod detached;
mod explain;
mod faults;
mod group;
mod include;
mod key;
mod keyset;
mod lazy;
mod level;
mod order;
mod page;
mod plan;
mod raw;
mod run;
mod select;
mod shape;
mod stream;
mod text;
mod union;
mod verbs;
mod walk;
mod way;

use std::marker::PhantomData;

pub use aggregate::Aggregates;
pub use ask::exists;
pub use batches::Batches;
pub use cells::Cells;
pub use cursor::Cursor;
pub use explain::Statement;
pub(crate) use faults::explain;
pub use group::{Group, GroupKey, Grouped, Groups};
pub use include::{Beside, Include, Push};
pub use keyset::KeysetPage;
pub(crate) use lazy::Lazy;
pub(crate) use level::add_key_order;
pub use page::Page;
pub(crate) use plan::{Plan, Strategy};
pub(crate) use plan::{columns, equal};
pub(crate) use raw::raw;
pub use raw::{ParamValue, Params};
pub use select::Whole;
pub use shape::{
    Cardinality, Found, Many, ManyRows, One as Single, Optional, Origin, ToMany, ToOne,
};
pub(crate) use union::is_among;
pub(crate) use walk::Walk;
pub(crate) use way::{Route, arrived};

use crate::expr::{Condition, OrderBy};
use crate::record::Record;
use crate::value::Value;

/// A query for rows of `M`. Nothing runs until it is given a database.
///
/// [`Model::all`](crate::Model::all), [`filter`](crate::Model::filter) and [`find`](crate::Model::find) make one, and so does each accessor of a relation (`user.posts()`).
/// `filter`, `order_by`, `limit`, `offset` and `with` refine it; `load` and the others of the table run it.
///
/// ```
/// # use relmodel::prelude::*;
/// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
/// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
/// # let db = Db::open_in_memory()?;
/// # schema![User].create(&db)?;
/// # let ann = NewUser { name: "ann" }.insert(&db)?;
/// # NewPost { title: "Rust", user_id: ann.id }.insert(&db)?;
/// let titled = Post::filter(|p| p.title.contains("R")).order_by(|p| p.id.desc());
///
/// let posts: Vec<Post> = titled.load(&db)?;
/// let count: u64 = titled.count(&db)?;
/// let beside: Vec<(Post, User)> = titled.with(|p| p.author).load(&db)?;
/// assert_eq!(beside[0].1.name, "ann");
/// # Ok::<(), relmodel::Error>(())
/// ```
///
/// # What gives what
///
/// | query | `load` | `first` | `one` | `optional` |
/// |---|---|---|---|---|
/// | many | `Vec<S>` | `Option<S>` | `S`; none, or two, is an error | `Option<S>`; two is an error |
/// | `find`, a required to-one | `S`, or a not-found error | `Option<S>` | `S` | `Option<S>` |
/// | an optional to-one | `Option<S>` | `Option<S>` | `S`, or a not-found error | `Option<S>` |
///
/// `count` gives a `u64` and `exists` a `bool`, whatever the query.
///
/// Rows are changed and deleted without being loaded by [`update`](Self::update) and [`delete`](Self::delete), and an accessor is written by
/// [`add`](Self::add) and the others of its part. The guide shows queries on its pages "Asking" and "What a query gives", and these on "Writing".
///
/// Many rows are read in parts by [`page`](Self::page), [`page_after`](Self::page_after) and [`in_batches`](Self::in_batches), and one by one by
/// [`for_each`](Self::for_each).
///
/// # Closures run once
///
/// A closure gets the columns and relations of the model (`UserFields`), not the values of a row.
/// It is called once, when the query is made, never per row, and what it gives becomes SQL.
/// A `println!` in it prints once.
///
/// # Scopes
///
/// A part of a query that has a name is a function from query to query. Of an accessor, [`into_query`](Self::into_query) makes what it takes:
///
/// ```
/// # use relmodel::prelude::*;
/// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
/// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, published: bool, #[belongs_to(author: User)] user_id: Id<User> }
/// # fn show(ann: User) -> relmodel::Result<()> {
/// fn published(posts: Query<Post>) -> Query<Post> {
///     posts.filter(|p| p.published)
/// }
///
/// fn newest(posts: Query<Post>, count: u64) -> Query<Post> {
///     posts.order_by(|p| p.id.desc()).limit(count)
/// }
///
/// let posts = newest(published(ann.posts().into_query()), 10);
/// # assert!(posts.to_sql()?.ends_with(r#"WHERE t0."user_id" = ?1 AND t0."published" ORDER BY t0."id" DESC LIMIT ?2"#));
/// # Ok(()) }
/// # show(User { id: Id::from(1), name: "ann".into() })?;
/// # Ok::<(), relmodel::Error>(())
/// ```
///
/// As methods they are a trait of the program's own:
///
/// ```
/// # use relmodel::prelude::*;
/// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
/// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, published: bool, #[belongs_to(author: User)] user_id: Id<User> }
/// trait PostScopes {
///     fn published(self) -> Self;
///     fn newest(self, count: u64) -> Self;
/// }
///
/// impl<S> PostScopes for Query<Post, S> {
///     fn published(self) -> Self {
///         self.filter(|p| p.published)
///     }
///
///     fn newest(self, count: u64) -> Self {
///         self.order_by(|p| p.id.desc()).limit(count)
///     }
/// }
///
/// let posts = Post::all().with(|p| p.author).published().newest(10);
/// # assert!(posts.to_sql()?.ends_with(r#"WHERE t0."published" ORDER BY t0."id" DESC LIMIT ?1"#));
/// # Ok::<(), relmodel::Error>(())
/// ```
///
/// A condition that has a name is a function from the fields: `fn popular(p: PostFields) -> Expr<bool>`. It serves relations, too:
/// `u.posts.any(popular)`, `u.posts.filter(popular)`.
///
/// # Seeing the SQL
///
/// [`to_sql`](Self::to_sql) shows the first statement without running it, [`statements`](Self::statements) all of them with their values,
/// and [`explain`](Self::explain) by which indexes SQLite reads.
/// [`Db::observe`](crate::Db::observe) shows all statements as they run, and [`Db::count_statements`](crate::Db::count_statements) counts them.
///
/// # The type
///
/// `M` is the model. `S` is what is loaded for each row: `M`, or after `with` a tuple such as `(User, Vec<Post>)`.
/// `C` says how many rows there may be: [`Many`], [`Single`] or [`Optional`]; or it is the accessor that the query came from.
/// A function that gives back many rows says `Query<Post>`; [`into_query`](Self::into_query) makes that of an accessor.
#[must_use = "a query does nothing until it is loaded"]
pub struct Query<M, S = M, C = Many> {
    plan: Lazy,
    /// For an accessor the values of its owner, by which it finds its rows.
    owner: Vec<Value<'static>>,
    types: PhantomData<fn() -> (M, S, C)>,
}

impl<M, S, C> Query<M, S, C> {
    pub(crate) fn new(plan: impl Into<Lazy>, owner: Vec<Value<'static>>) -> Self {
        Self {
            plan: plan.into(),
            owner,
            types: PhantomData,
        }
    }
}

impl<M: Record, S, C: Origin> Query<M, S, C> {
    pub(crate) fn owner(&self) -> &[Value<'static>] {
        &self.owner
    }

    pub(crate) fn plan(&self) -> &Plan {
        &self.plan
    }

    pub(crate) fn into_plan(self) -> Plan {
        self.plan.into_plan()
    }

    /// The query of a plan that was made of this one's.
    fn refined<T>(self, refine: impl FnOnce(&mut Plan)) -> Query<M, T, C::Shape> {
        let mut plan = self.plan.into_plan();
        refine(&mut plan);
        Query::new(plan, Vec::new())
    }

    /// The columns and relations of this query's own table.
    pub(crate) fn fields(&self) -> M::Fields {
        M::fields(self.plan.scope)
    }

    /// Makes the same query of the plain type, so that it can be refined again and again in one variable.
    ///
    /// Refining an accessor changes its type: `user.posts()` can be written through, `user.posts().filter(…)` can't.
    /// So a variable that may or may not be refined begins with a plain query.
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

    /// Keeps the rows for which the condition holds. Of several filters all must hold.
    ///
    /// The closure runs once, when the query is made, never per row.
    /// What columns can be asked is in [`Expression`](crate::Expression), how conditions are joined in [`Condition`],
    /// and what relations can be asked in [`Relation`](crate::Relation).
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
        self,
        condition: impl FnOnce(M::Fields) -> E,
    ) -> Query<M, S, C::Shape> {
        let condition = condition(self.fields()).into_condition();
        self.refined(|plan| plan.filter(condition))
    }

    /// Orders the rows: by a column (smallest first), by `.desc()` of one, or by a tuple of these. A second call replaces the first.
    ///
    /// Without it the order is SQLite's choice, and may change.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// let posts = Post::all().order_by(|p| (p.title.desc(), p.id));
    /// assert!(posts.to_sql()?.ends_with(r#"ORDER BY t0."title" DESC, t0."id""#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    pub fn order_by<O: OrderBy>(self, order: impl FnOnce(M::Fields) -> O) -> Query<M, S, C::Shape> {
        let order = order(self.fields()).into_terms();
        self.refined(|plan| plan.select.order = order)
    }

    /// Gives at most so many rows: `LIMIT`. Relations loaded beside them don't count.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// let newest = Post::all().order_by(|p| p.id.desc()).limit(10);
    /// assert!(newest.to_sql()?.ends_with(r#"ORDER BY t0."id" DESC LIMIT ?1"#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    pub fn limit(self, rows: u64) -> Query<M, S, C::Shape> {
        self.refined(|plan| plan.select.limit = Some(number(rows)))
    }

    /// Leaves out so many rows at the beginning: `OFFSET`.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// let third_page = Post::all().order_by(|p| p.id).limit(10).offset(20);
    /// assert!(third_page.to_sql()?.ends_with(r#"ORDER BY t0."id" LIMIT ?1 OFFSET ?2"#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    pub fn offset(self, rows: u64) -> Query<M, S, C::Shape> {
        self.refined(|plan| plan.select.offset = Some(number(rows)))
    }

    /// Loads a relation beside each row. The result gets one more element: a `Vec`, an `Option` or a row.
    ///
    /// A to-many takes one more statement for all rows together; a to-one is joined to the statement of its owner.
    /// [`Loading`](crate::Loading) says how to refine the relation, to load relations of its own, and to choose the strategy.
    /// A row can have eight relations beside it.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// # let ann = NewUser { name: "ann" }.insert(&db)?;
    /// # NewPost { title: "Rust", user_id: ann.id }.insert(&db)?;
    /// let (users, statements) = db.count_statements(|| {
    ///     User::all().with(|u| u.posts.order_by(|p| p.title)).load(&db)
    /// });
    /// let users: Vec<(User, Vec<Post>)> = users?;
    /// assert_eq!(statements, 2);
    ///
    /// // Two relations, and one below the other.
    /// let nested: Vec<(User, Vec<(Post, User)>, Vec<Post>)> = User::all()
    ///     .with(|u| u.posts.with(|p| p.author))
    ///     .with(|u| u.posts.filter(|p| p.title.contains("Rust")))
    ///     .load(&db)?;
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    pub fn with<I: Beside<M, S>>(
        self,
        relation: impl FnOnce(M::Fields) -> I,
    ) -> Query<M, I::Row, C::Shape> {
        let relation = relation(self.fields());
        self.refined(|plan| relation.include(plan))
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
