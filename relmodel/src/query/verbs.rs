//! What runs a query: `load`, `first`, `one`, `optional`, `count`, `exists`; and what shows it.

use std::borrow::Cow;

use super::chain::{Chain, Lead};
use super::collect::Rows;
use super::level::Level;
use super::level::add_key_order;
use super::shape::{Cardinality, Found, Optional, Origin};
use super::{Plan, Query, Single, faults, number, run};
use crate::db::Executor;
use crate::error::{Error, Kind, Result};
use crate::record::Record;
use crate::row::Row;
use crate::sql::{Join, Node, Scope, Select, Source, Statement, Table};
use crate::value::{Value, ValueRef};

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
        match self.only(db)? {
            Some(row) => C::Shape::finish(row),
            None => C::Shape::finish(self.rows(db, None)?),
        }
        .map_err(|found| self.wrong_number(found))
    }

    /// Runs the query, and gives the first row, if there is one: `LIMIT 1`.
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
        let mut plan = self.limited(Some(1)).into_owned();
        if <C::Shape as Cardinality>::MANY {
            add_key_order(&mut plan.select, &self.plan);
        }
        Ok(Self::load_plan(db, &plan)?.pop())
    }

    /// Runs the query, and gives the only row. It reads two at most: `LIMIT 2`.
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
        match self.only(db)? {
            Some(row) => Single::finish(row),
            None => Single::finish(self.rows(db, Some(2))?),
        }
        .map_err(|found| self.wrong_number(found))
    }

    /// Runs the query, and gives the only row, if there is one. It reads two at most: `LIMIT 2`.
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
        match self.only(db)? {
            Some(row) => Ok(row),
            None => Optional::finish(self.rows(db, Some(2))?),
        }
        .map_err(|found| self.wrong_number(found))
    }

    /// The row of a query by key and nothing else. It needs no plan.
    fn only(&self, db: &dyn Executor) -> Result<Option<Option<S>>> {
        let Some(key) = self.plan.as_key() else {
            return Ok(None);
        };
        let mut found = None;
        key.read(db, &mut |reader| {
            match S::decode(reader) {
                Ok(row) => found = Some(row),
                Err(error) => return Err(faults::explain_row(error, &self.plan, reader, 0)),
            }
            Ok(())
        })
        .map_err(|error| faults::explain(error, &self.plan))?;
        Ok(Some(found))
    }

    /// The rows, at most so many of them.
    pub(super) fn rows(&self, db: &dyn Executor, at_most: Option<u64>) -> Result<Vec<S>> {
        Self::load_plan(db, &self.limited(at_most))
    }

    /// The rows of a plan.
    pub(super) fn load_plan(db: &dyn Executor, plan: &Plan) -> Result<Vec<S>> {
        let mut rows = Rows::<S>::new();
        if !plan.is_empty {
            run::load(db, plan, &mut rows)?;
        }
        Ok(rows.into_rows())
    }

    fn limited(&self, at_most: Option<u64>) -> Cow<'_, Plan> {
        match (at_most, &self.plan.select.limit) {
            (None, _) => Cow::Borrowed(&self.plan),
            (Some(most), Some(Value::Integer(limit)))
                if u64::try_from(*limit).is_ok_and(|limit| limit <= most) =>
            {
                Cow::Borrowed(&self.plan)
            }
            (Some(most), _) => {
                let mut plan = Plan::clone(&self.plan);
                plan.select.limit = Some(number(most));
                Cow::Owned(plan)
            }
        }
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
        let mut select = self.bare();
        if select.is_counted() {
            let table = Table::Select(Box::new(select));
            select = Select {
                from: vec![Source {
                    join: Join::Cross,
                    table,
                    scope: Scope::fresh(),
                    on: Vec::new(),
                }],
                ..Select::default()
            };
        }
        select.columns = vec![Node::CountAll];
        let count = self.integer(db, select.to_statement())?;
        Ok(u64::try_from(count).unwrap_or(0))
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
        Ok(self.integer(db, self.bare().to_exists())? != 0)
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
        self.plan.check()?;
        let level = Level::new(&self.plan);
        let select = level.select(false);
        let (_, select) = Chain::new(level, select, Lead::None);
        match select.to_statement() {
            Ok(statement) => Ok(statement.text()),
            Err(error) => Err(faults::explain(error, &self.plan)),
        }
    }

    /// The query without columns, order, and what is loaded beside the rows.
    pub(super) fn bare(&self) -> Select {
        let select = &self.plan.select;
        Select {
            joins: Vec::new(),
            // What is told apart by its columns is counted by them.
            columns: match select.distinct {
                true => self.own_columns(),
                false => Vec::new(),
            },
            order: Vec::new(),
            ..select.clone()
        }
    }

    /// The columns that are read, those that loading adds among them, but not those of relations beside the rows.
    fn own_columns(&self) -> Vec<Node> {
        let is_beside = |node: &Node| self.plan.ones.iter().any(|one| node.mentions(one.to.0));
        let mut columns = Level::new(&self.plan).cells;
        columns.retain(|node| !is_beside(node));
        columns
    }

    fn integer(&self, db: &dyn Executor, statement: Result<Statement<'_>>) -> Result<i64> {
        let mut found = 0;
        if self.plan.is_empty {
            return Ok(found);
        }
        statement
            .and_then(|statement| {
                db.query(&statement, &mut |reader| {
                    if let ValueRef::Integer(value) = reader.cell(0) {
                        found = value;
                    }
                    Ok(())
                })
            })
            .map_err(|error| faults::explain(error, &self.plan))?;
        Ok(found)
    }

    #[cold]
    pub(crate) fn wrong_number(&self, found: Found) -> Error {
        let key: Vec<String> = self.plan.key.iter().map(ToString::to_string).collect();
        let error = match found {
            Found::None if key.is_empty() => Error::new(Kind::NotFound, "no row was found"),
            Found::None => Error::new(
                Kind::NotFound,
                format!("there is no row with the key {}", key.join(", ")),
            ),
            Found::Several => Error::new(Kind::NotSingle, "more than one row was found"),
        };
        error
            .with_model(self.plan.model.name)
            .with_table(self.plan.model.table)
    }
}
