//! What a load would run: each statement with its values, and SQLite's plan of it. Nothing is read.

use std::collections::HashMap;
use std::fmt;

use super::Query;
use super::chain::{Chain, Lead};
use super::detached;
use super::faults::explain;
use super::level::Level;
use super::plan::{Child, Plan};
use super::shape::Origin;
use super::text::{self, Owners};
use crate::db::{Executor, Step};
use crate::error::Result;
use crate::record::Record;
use crate::row::Row;
use crate::sql::{Param, Select};
use crate::value::Value;

/// A statement that a load runs, and what is bound to it: what [`Query::statements`] gives.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Statement {
    /// The text, with `?1`, `?2`, … where values go.
    pub sql: String,
    /// The values in that order, as SQL would write them; `[1, 2]` for values that are bound as one array,
    /// and `[…]` for the keys that the rows of an earlier statement will have.
    pub values: Vec<String>,
}

impl fmt::Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sql)?;
        for (value, number) in self.values.iter().zip(1..) {
            let before = if number == 1 { " -- " } else { ", " };
            write!(f, "{before}?{number} = {value}")?;
        }
        Ok(())
    }
}

impl<M: Record, S: Row, C: Origin> Query<M, S, C> {
    /// Shows all statements that [`load`](Self::load) runs where there are rows at each level: the one of the rows, then those of the relations beside them.
    /// Each has its values. Nothing runs.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// let query = User::filter(|u| u.name.eq("ann")).with(|u| u.posts);
    /// let statements: Vec<String> = query.statements()?.iter().map(ToString::to_string).collect();
    /// assert_eq!(statements, [
    ///     r#"SELECT t0."id", t0."name" FROM "user" AS t0 WHERE t0."name" = ?1 -- ?1 = 'ann'"#,
    ///     r#"SELECT t0.rowid, t1."id", t1."title", t1."user_id" FROM rarray(?1) AS t0 CROSS JOIN "post" AS t1 ON t1."user_id" = t0.value -- ?1 = […]"#,
    /// ]);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`to_sql`](Self::to_sql).
    pub fn statements(&self) -> Result<Vec<Statement>> {
        let mut shown = Vec::new();
        each(&self.plan, &mut |statement| {
            shown.push(statement);
            Ok(())
        })?;
        Ok(shown)
    }

    /// Shows by which tables and indexes SQLite reads: `EXPLAIN QUERY PLAN` for each of [`statements`](Self::statements), as the `sqlite3` shell prints it.
    /// Nothing is read.
    ///
    /// A `SEARCH` goes by an index or the key; a `SCAN` reads a whole table.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// let plan = User::find(Id::from(1)).with(|u| u.posts).explain(&db)?;
    /// assert_eq!(plan, r#"SELECT t0."id", t0."name" FROM "user" AS t0 WHERE t0."id" = ?1
    /// QUERY PLAN
    /// `--SEARCH t0 USING INTEGER PRIMARY KEY (rowid=?)
    ///
    /// SELECT t0.rowid, t1."id", t1."title", t1."user_id" FROM rarray(?1) AS t0 CROSS JOIN "post" AS t1 ON t1."user_id" = t0.value
    /// QUERY PLAN
    /// |--SCAN t0 VIRTUAL TABLE INDEX 1:
    /// `--SEARCH t1 USING INDEX post(user_id) (user_id=?)
    /// "#);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// `is_schema` when a table is missing; else as [`to_sql`](Self::to_sql).
    pub fn explain(&self, db: &dyn Executor) -> Result<String> {
        let mut shown = String::new();
        each(&self.plan, &mut |Statement { sql, .. }| {
            let between = if shown.is_empty() { "" } else { "\n" };
            let plan = tree(db, &sql).map_err(|error| explain(error, &self.plan))?;
            shown = format!("{shown}{between}{sql}\nQUERY PLAN\n{plan}");
            Ok(())
        })?;
        Ok(shown)
    }
}

/// Stands for keys that only the rows will tell.
const OF_ROWS: &str = "of rows";

fn keys() -> Vec<Value<'static>> {
    vec![Value::Unstorable(OF_ROWS.into())]
}

type Show<'s> = &'s mut dyn FnMut(Statement) -> Result<()>;

/// The statements of a plan, in the order in which they run where there is a row at each level.
fn each(plan: &Plan, show: Show<'_>) -> Result<()> {
    plan.check()?;
    if plan.is_empty {
        return Ok(());
    }
    let level = Level::new(plan);
    let select = level.select(false);
    of_chain(Chain::new(level, select, Lead::None), show)
}

/// As `run` does it: the statement, those of its detached relations, and those below each stage, the last stage first.
fn of_chain((chain, select): (Chain<'_>, Select), show: Show<'_>) -> Result<()> {
    let Some(plan) = chain.stages.first().map(|stage| stage.level.plan) else {
        return Ok(());
    };
    let mut shown = |select: &Select| match shown(select) {
        Ok(statement) => show(statement),
        Err(error) => Err(explain(error, plan)),
    };
    shown(&select)?;
    for stage in &chain.stages {
        for one in stage.level.detached() {
            let statement = detached::statement(&select, stage, one, keys());
            shown(&statement)?;
        }
    }
    for stage in chain.stages.iter().rev() {
        for (place, child) in stage.level.plan.children.iter().enumerate() {
            if stage.joined == Some(place) {
                continue;
            }
            let cells = stage.level.keys[place].iter();
            let cells: Vec<usize> = cells.map(|cell| stage.start + cell).collect();
            let repeats = (stage.level).is_by_subquery(child.strategy, child.owner, &select);
            let owners = match repeats {
                true => Owners::Subquery(Box::new(text::keys_of(&select, &cells))),
                false => Owners::keys(keys(), cells.len()),
            };
            of_child(child, owners, show)?;
        }
    }
    Ok(())
}

fn of_child(child: &Child, owners: Owners, show: Show<'_>) -> Result<()> {
    let lead = match &owners {
        Owners::Keys(_) => Lead::Slots(Vec::new()),
        Owners::Subquery(select) => Lead::Keys(select.columns.len(), HashMap::new()),
    };
    let level = Level::new(&child.plan);
    let select = text::child(child, &level, owners);
    of_chain(Chain::new(level, select, lead), show)
}

fn shown(select: &Select) -> Result<Statement> {
    let statement = select.to_statement()?;
    let values = statement.params.iter().map(|param| match param {
        Param::Value(value) => value.to_string(),
        Param::List([Value::Unstorable(why)]) if **why == *OF_ROWS => "[…]".to_owned(),
        Param::List(values) => {
            let values: Vec<String> = values.iter().map(ToString::to_string).collect();
            format!("[{}]", values.join(", "))
        }
    });
    Ok(Statement {
        values: values.collect(),
        sql: statement.text(),
    })
}

/// SQLite's plan of a statement, each step below the one that it is a part of.
fn tree(db: &dyn Executor, sql: &str) -> Result<String> {
    let mut shown = String::new();
    branch(&db.db().plan(sql)?, 0, "", &mut shown);
    Ok(shown)
}

/// The steps that are parts of one, no deeper than sub-queries are nested.
fn branch(steps: &[Step], parent: i64, indent: &str, shown: &mut String) {
    let mut parts = steps.iter().filter(|step| step.parent == parent).peekable();
    while let Some(step) = parts.next() {
        let (mark, below) = match parts.peek() {
            Some(_) => ("|--", "|  "),
            None => ("`--", "   "),
        };
        for part in [indent, mark, &step.detail, "\n"] {
            shown.push_str(part);
        }
        branch(steps, step.id, &format!("{indent}{below}"), shown);
    }
}
