//! Updating and deleting the rows that a query finds.

use super::failure::{explain_delete, explain_update, is_view};
use super::refused;
use super::set::{all_in_range, assigned, reckoned, row_of};
use crate::db::Executor;
use crate::error::{Error, Result};
use crate::expr::Assignments;
use crate::query::{self, Cardinality, Found, Origin, Plan, Query, columns, equal, is_among};
use crate::record::Record;
use crate::sql::{Change, Node, Scope, Select, Source, Statement, Table};
use crate::value::ValueRef;

/// # Updating and deleting by a query
///
/// Columns are set, and rows deleted, without loading them: one statement for all rows that the query finds.
/// Rows at hand are not changed; [`reload`](crate::Model::reload) reads them again.
/// With `limit` or `offset`, and where the query goes over several tables, the rows are found by a sub-query for their keys.
impl<M: Record, S, C: Origin> Query<M, S, C> {
    /// Sets columns of the rows that the query finds, and says how many they are: `UPDATE … SET … WHERE …`.
    ///
    /// The closure gets the columns, and gives [what they are set to](crate::Assignments): values, or expressions over the row as it was.
    /// With nothing to set, nothing runs. A sub-query of the closure's over the same table may see rows that this statement has changed already.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, likes: i64, published: bool }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Post].create(&db)?;
    /// # let posts = Post::insert_all(&db, ["a", "b"].map(|title| NewPost { title, likes: 1, published: false }))?;
    /// # let seen = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    /// # let log = seen.clone();
    /// # db.observe(move |e| if !e.is_control() { log.lock().unwrap().push(e.sql().to_owned()) });
    /// Post::find(posts[0].id).update(&db, |p| p.title.set("A"))?;
    ///
    /// let changed: u64 = Post::filter(|p| p.published.not())
    ///     .update(&db, |p| (p.published.set(true), p.likes.set(p.likes + 1)))?;
    /// assert_eq!(changed, 2);
    /// # let seen = seen.lock().unwrap();
    /// # let ran: [&str; 2] = [&seen[0], &seen[1]];
    /// assert_eq!(ran, [
    ///     r#"UPDATE "post" AS t0 SET "title" = ?1 WHERE t0."id" = ?2"#,
    ///     r#"UPDATE "post" AS t0 SET "published" = ?1, "likes" = t0."likes" + ?2 WHERE NOT t0."published""#,
    /// ]);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// `is_not_found` when the query is about one row, as by `find`, and there is none;
    /// `is_unique_violation`, `is_foreign_key_violation` or `is_check_violation` when a row would break a rule of the table;
    /// `is_unstorable` for NaN and numbers that the column's type doesn't hold;
    /// `is_query` when a column is set twice, or is one that SQLite computes. Nothing is written then.
    pub fn update<A: Assignments<M>>(
        &self,
        db: &dyn Executor,
        set: impl FnOnce(M::Fields) -> A,
    ) -> Result<u64>
    where
        S: RowOf<M>,
    {
        let (db, plan) = (db, self.plan());
        let mut change = change(plan, [])?;
        change.set = assigned::<M, A>(change.table.scope, set)?;
        let changed = match plan.is_empty || change.set.is_empty() {
            true => 0,
            false => update(db, plan, &mut change)?,
        };
        self.count_of(db, changed, change.set.is_empty())
    }

    /// Sets columns as [`update`](Self::update), and gives the rows back as they are then: `UPDATE … RETURNING …`.
    /// The order of several is SQLite's choice. What triggers change afterwards is not in them.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, likes: i64 }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Post].create(&db)?;
    /// # let id = NewPost { title: "a", likes: 1 }.insert(&db)?.id;
    /// let post: Post = Post::find(id).update_returning(&db, |p| p.likes.set(p.likes + 1))?;
    /// assert_eq!(post.likes, 2);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`update`](Self::update), and `is_query` with nothing to set.
    pub fn update_returning<A: Assignments<M>>(
        &self,
        db: &dyn Executor,
        set: impl FnOnce(M::Fields) -> A,
    ) -> Result<<C::Shape as Cardinality>::Loaded<M>>
    where
        S: RowOf<M>,
    {
        let mut change = change(self.plan(), M::def().places())?;
        change.set = assigned::<M, A>(change.table.scope, set)?;
        if change.set.is_empty() {
            return Err(refused(
                M::def(),
                "there is nothing to set: give the update a column",
            ));
        }
        self.returned(db, change, Change::to_update, unset)
    }

    /// Deletes the rows that the query finds, and says how many they were: `DELETE FROM … WHERE …`.
    /// Rows that the database deletes with them, by `#[cascade]`, are not counted.
    /// Of `post.tags()`, a many_to_many, it deletes the tags themselves, wherever else they are linked; [`clear`](Self::clear) deletes the links.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, likes: i64 }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Post].create(&db)?;
    /// # Post::insert_all(&db, ["a", "b", "c"].map(|title| NewPost { title, likes: 0 }))?;
    /// # let seen = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    /// # let log = seen.clone();
    /// # db.observe(move |e| if !e.is_control() { log.lock().unwrap().push(e.sql().to_owned()) });
    /// let deleted: u64 = Post::filter(|p| p.title.eq("a")).delete(&db)?;
    /// assert_eq!(deleted, 1);
    ///
    /// Post::all().order_by(|p| p.likes).limit(1).delete(&db)?;
    /// # let seen = seen.lock().unwrap();
    /// # let ran: [&str; 2] = [&seen[0], &seen[1]];
    /// assert_eq!(ran, [
    ///     r#"DELETE FROM "post" AS t0 WHERE t0."title" = ?1"#,
    ///     r#"DELETE FROM "post" AS t0 WHERE t0."id" IN (SELECT t1."id" FROM "post" AS t1 ORDER BY t1."likes" LIMIT ?1)"#,
    /// ]);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// `is_not_found` when the query is about one row, as by `find`, and there is none; `is_foreign_key_violation` when rows that would stay point at them;
    /// `is_limit` when more than 1,000 rows would go one because of the other, which is as far as SQLite follows. Nothing is deleted then,
    /// and a transaction around it is rolled back. Delete their [`descendants`](Query::descendants) first, the deepest before the others.
    pub fn delete(&self, db: &dyn Executor) -> Result<u64>
    where
        S: RowOf<M>,
    {
        let (db, plan) = (db, self.plan());
        let mut change = change(plan, [])?;
        let deleted = match plan.is_empty {
            true => 0,
            false => written(db, &mut change, |change| {
                let statement = change.to_delete()?;
                db.execute(&statement)
            })
            .map_err(|error| undeleted(db, plan, &change, error))?,
        };
        self.count_of(db, deleted, false)
    }

    /// Deletes the rows that the query finds, as [`delete`](Self::delete), and gives them back: `DELETE FROM … RETURNING …`.
    /// The order of several is SQLite's choice.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] struct Job { id: Id<Job>, name: String }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Job].create(&db)?;
    /// # Job::insert_all(&db, ["a", "b"].map(|name| NewJob { name }))?;
    /// let next: Vec<Job> = Job::all().order_by(|j| j.id).limit(1).delete_returning(&db)?;
    /// assert_eq!(next[0].name, "a");
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`delete`](Self::delete).
    pub fn delete_returning(
        &self,
        db: &dyn Executor,
    ) -> Result<<C::Shape as Cardinality>::Loaded<M>>
    where
        S: RowOf<M>,
    {
        let change = change(self.plan(), M::def().places())?;
        self.returned(db, change, Change::to_delete, undeleted)
    }

    /// Runs a change that gives the rows back.
    fn returned(
        &self,
        db: &dyn Executor,
        mut change: Change,
        statement: fn(&Change) -> Result<Statement<'_>>,
        explain: fn(&dyn Executor, &Plan, &Change, Error) -> Error,
    ) -> Result<<C::Shape as Cardinality>::Loaded<M>> {
        let plan = self.plan();
        let reckoned = reckoned(plan.model, &change.set);
        let finish =
            |rows: Vec<M>| C::Shape::finish(rows).map_err(|found| plan.wrong_number(found));
        if plan.is_empty {
            return finish(Vec::new());
        }
        // A row that can't be read must not stay changed, nor several where one is meant.
        let run = |statement: Statement<'_>| {
            db.db().atomically(|| {
                let mut rows: Vec<M> = Vec::new();
                db.query(&statement, &mut |reader| {
                    all_in_range(plan.model, &reckoned, reader, |_, column| column.into())?;
                    rows.push(<M as Record>::decode(reader)?);
                    Ok(())
                })?;
                finish(rows)
            })
        };
        written(db, &mut change, |change| statement(change).and_then(run))
            .map_err(|error| explain(db, plan, &change, error))
    }

    /// Of a query about one row the row must have been there.
    fn count_of(&self, db: &dyn Executor, changed: usize, is_idle: bool) -> Result<u64> {
        let is_missing = changed == 0 && !is_idle && <C::Shape as Cardinality>::REQUIRED;
        // What the triggers of a view do is not counted.
        if is_missing && !is_view(db, self.plan().model) {
            return Err(self.plan().wrong_number(Found::None));
        }
        Ok(changed as u64)
    }
}

/// The rows of `M` themselves, with nothing beside them.
#[diagnostic::on_unimplemented(
    message = "rows of `{M}` are updated and deleted by a query for nothing else, and this one gives `{Self}`",
    label = "not a query for rows of `{M}` alone",
    note = "leave out `with`, `select` and `project`: what they load is not changed"
)]
pub trait RowOf<M> {}

#[diagnostic::do_not_recommend]
impl<M: Record> RowOf<M> for M {}

/// A change of the rows that a plan finds.
fn change(plan: &Plan, returning: impl IntoIterator<Item = u16>) -> Result<Change> {
    plan.check()?;
    let select = &plan.select;
    let is_plain = !select.is_counted()
        && matches!(&*select.from, [source] if matches!(source.table, Table::Model(_)));
    let (scope, filter) = if is_plain {
        (plan.scope, select.filter.clone())
    } else if plan.model.key.is_empty() {
        let message = "rows of a model without a key are changed by conditions alone: \
                       `limit`, `offset` and other tables need a key to find them by";
        return Err(refused(plan.model, message));
    } else {
        let scope = Scope::fresh();
        (scope, vec![is_among(plan.clone(), scope).0])
    };
    Ok(Change {
        table: Source::model(plan.model, scope),
        set: Vec::new(),
        filter,
        returning: returning.into_iter().collect(),
    })
}

/// Runs a change: of a view under its own name, which is asked for only when the statement is refused.
fn written<T>(
    db: &dyn Executor,
    change: &mut Change,
    run: impl Fn(&Change) -> Result<T>,
) -> Result<T> {
    match (run(change), change.table.as_model()) {
        (Err(error), Some(model)) if error.is_schema() && is_view(db, model) => {
            change.table.table = Table::View(model);
            run(change)
        }
        (result, _) => result,
    }
}

/// Runs an update. Integers that were reckoned must be among those that their columns' types hold.
fn update(db: &dyn Executor, plan: &Plan, change: &mut Change) -> Result<usize> {
    let model = plan.model;
    let reckoned = reckoned(model, &change.set);
    change.returning.clone_from(&reckoned);
    let run = |statement: Statement<'_>| {
        if reckoned.is_empty() {
            return db.execute(&statement);
        }
        let mut changed = 0;
        db.db().atomically(|| {
            db.query(&statement, &mut |reader| {
                changed += 1;
                all_in_range(model, &reckoned, reader, |place, _| place)
            })
        })?;
        Ok(changed)
    };
    let changed = written(db, change, |change| change.to_update().and_then(run));
    changed.map_err(|error| unset(db, plan, change, error))
}

/// Explains why columns could not be set.
#[cold]
fn unset(db: &dyn Executor, plan: &Plan, change: &Change, error: Error) -> Error {
    let row = row_of(plan.model, &change.set);
    let set = change.set.iter().map(|(column, _)| *column);
    explain_update(db, plan.model, query::explain(error, plan), set, &row)
}

/// Explains why rows could not be deleted.
#[cold]
fn undeleted(db: &dyn Executor, plan: &Plan, change: &Change, error: Error) -> Error {
    let error = query::explain(error, plan);
    explain_delete(db, plan.model, error, &|child, key, referenced| {
        let scope = Scope::fresh();
        let key = equal(
            scope,
            key,
            columns(plan.model, change.table.scope, referenced.iter().copied()),
        );
        let pointing = Select {
            filter: key,
            ..Select::of(child, scope)
        };
        let filter = change
            .filter
            .iter()
            .cloned()
            .chain([Node::Exists(Box::new(pointing))]);
        let select = Select {
            from: vec![change.table.clone()],
            filter: filter.collect(),
            ..Select::default()
        };
        let mut found = false;
        let asked = select.to_exists().and_then(|statement| {
            db.query(&statement, &mut |reader| {
                found = reader.cell(0) == ValueRef::Integer(1);
                Ok(())
            })
        });
        asked.is_ok() && found
    })
}
