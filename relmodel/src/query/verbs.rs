//! What runs a query: `load`, `first`, `one`, `optional`, `count`, `exists`; and what shows it.

use super::collect::Rows;
use super::level::add_key_order;
use super::shape::{Cardinality, Optional, Origin};
use super::{Query, Single};
use crate::db::Executor;
use crate::error::Result;
use crate::record::Record;
use crate::row::Row;

impl<M: Record, S: Row, C: Origin> Query<M, S, C> {
    /// Runs the query, and gives a `Vec` of the rows, one row, or an `Option` of one, as the query's type says.
    ///
    /// It runs one statement, and one more for each relation beside it that is not joined to it, in one read transaction.
    /// How many statements that is does not depend on the number of rows.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// # let ann = NewUser { name: "ann" }.insert(&db)?;
    /// # let post = NewPost { title: "Rust", user_id: ann.id }.insert(&db)?;
    /// let many: Vec<Post> = Post::all().load(&db)?;
    /// let found: Post = Post::find(post.id).load(&db)?;
    /// let author: User = post.author().load(&db)?;
    /// let beside: Vec<(User, Vec<Post>)> = User::all().with(|u| u.posts).load(&db)?;
    ///
    /// let missing = Post::find(Id::from(7)).load(&db);
    /// assert!(missing.unwrap_err().is_not_found());
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// `is_not_found` when the one row that is meant is not there, `is_not_single` when there are two;
    /// `is_decode` when a stored value does not fit its column's type; `is_schema` when the table is missing;
    /// `is_query` when a column stands outside its closure; `is_limit` when the statement is too large.
    pub fn load(&self, db: &dyn Executor) -> Result<<C::Shape as Cardinality>::Loaded<S>> {
        let found = match self.only(db)? {
            Some(row) => <C::Shape as Cardinality>::finish_only(row),
            None => <C::Shape as Cardinality>::finish(Rows::load(db, &self.plan)?),
        };
        found.map_err(|found| self.plan.wrong_number(found))
    }

    /// Runs the query, and gives the first row, if there is one: `LIMIT 1`, which a query by key does without.
    ///
    /// The key is added to the order, so that it is the same row each time.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// # let ann = NewUser { name: "ann" }.insert(&db)?;
    /// # db.observe(|e| if !e.is_control() { assert_eq!(e.sql(), r#"SELECT t0."id", t0."title", t0."user_id" FROM "post" AS t0 ORDER BY t0."title", t0."id" LIMIT ?1"#) });
    /// let first: Option<Post> = Post::all().order_by(|p| p.title).first(&db)?;
    /// assert_eq!(first, None);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`load`](Self::load), but no row is no error.
    pub fn first(&self, db: &dyn Executor) -> Result<Option<S>> {
        if let Some(row) = self.only(db)? {
            return Ok(row);
        }
        let mut plan = self.plan.limited(1).into_owned();
        if <C::Shape as Cardinality>::MANY {
            add_key_order(&mut plan.select, &self.plan);
        }
        Ok(Rows::load(db, &plan)?.pop())
    }

    /// Runs the query, and gives the only row. It reads two at most: `LIMIT 2`, which a query by key does without.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// # let ann = NewUser { name: "ann" }.insert(&db)?;
    /// let user: User = User::filter(|u| u.name.eq("ann")).one(&db)?;
    /// assert_eq!(user, ann);
    ///
    /// NewUser { name: "ann" }.insert(&db)?;
    /// let two = User::filter(|u| u.name.eq("ann")).one(&db);
    /// assert!(two.unwrap_err().is_not_single());
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// `is_not_found` when there is none, `is_not_single` when there are two; else as [`load`](Self::load).
    pub fn one(&self, db: &dyn Executor) -> Result<S> {
        let found = match self.only(db)? {
            Some(row) => Single::finish_only(row),
            None => Single::finish(self.rows(db, 2)?),
        };
        found.map_err(|found| self.plan.wrong_number(found))
    }

    /// Runs the query, and gives the only row, if there is one. It reads two at most: `LIMIT 2`, which a query by key does without.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// # let ann = NewUser { name: "ann" }.insert(&db)?;
    /// let found: Option<User> = User::find(ann.id).optional(&db)?;
    /// assert_eq!(found, Some(ann));
    /// let missing = User::filter(|u| u.name.eq("bob")).optional(&db)?;
    /// assert_eq!(missing, None);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// `is_not_single` when there are two; else as [`load`](Self::load).
    pub fn optional(&self, db: &dyn Executor) -> Result<Option<S>> {
        let found = match self.only(db)? {
            Some(row) => Ok(row),
            None => Optional::finish(self.rows(db, 2)?),
        };
        found.map_err(|found| self.plan.wrong_number(found))
    }

    /// The row of a query by key and nothing else.
    fn only(&self, db: &dyn Executor) -> Result<Option<Option<S>>> {
        match <C::Shape as Cardinality>::MANY {
            true => Ok(None),
            false => Rows::only(db, &self.plan),
        }
    }

    /// The rows, at most so many of them.
    pub(super) fn rows(&self, db: &dyn Executor, at_most: u64) -> Result<Vec<S>> {
        Rows::load(db, &self.plan.limited(at_most))
    }
}

impl<M: Record, S, C: Origin> Query<M, S, C> {
    /// Counts the rows: `SELECT count(*)`. Relations that are loaded beside them don't count; `limit` and `offset` do.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// # let ann = NewUser { name: "ann" }.insert(&db)?;
    /// # db.observe(|e| assert_eq!(e.sql(), r#"SELECT count(*) FROM "user" AS t0 WHERE t0."name" = ?1"#));
    /// let anns: u64 = User::filter(|u| u.name.eq("ann")).count(&db)?;
    /// assert_eq!(anns, 1);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// `is_schema` when the table is missing; `is_query` and `is_limit` as [`load`](Self::load).
    pub fn count(&self, db: &dyn Executor) -> Result<u64> {
        self.plan.count(db)
    }

    /// Says whether there is a row: `SELECT EXISTS (…)`, which stops at the first.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// # let ann = NewUser { name: "ann" }.insert(&db)?;
    /// assert!(User::filter(|u| u.name.eq("ann")).exists(&db)?);
    /// assert!(!ann.posts().exists(&db)?);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`count`](Self::count).
    pub fn exists(&self, db: &dyn Executor) -> Result<bool> {
        self.plan.exists(db)
    }

    /// Shows the statement that gives the rows, with `?1`, `?2`, … where values are bound. Nothing runs.
    ///
    /// The statements of relations loaded by statements of their own come after it: [`statements`](Self::statements) shows them, too, with the values,
    /// and [`Db::observe`](crate::Db::observe) all that run.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// let query = Post::filter(|p| p.title.eq("Rust")).limit(1);
    /// assert_eq!(
    ///     query.to_sql()?,
    ///     r#"SELECT t0."id", t0."title", t0."user_id" FROM "post" AS t0 WHERE t0."title" = ?1 LIMIT ?2"#,
    /// );
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// `is_query` when a column stands outside its closure, `is_limit` when the statement is too large.
    pub fn to_sql(&self) -> Result<String> {
        self.plan.to_sql()
    }
}
