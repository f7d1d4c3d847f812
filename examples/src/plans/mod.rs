//! The rule for SQLite's plans: no statement of the guide and the examples reads a whole table, or sorts, where an index is there to do without.

#![allow(clippy::panic, reason = "a check reports by panicking")]

mod clauses;
mod tables;

use clauses::{Clauses, Condition};
use relmodel::prelude::*;
pub use tables::Tables;

/// A step of a plan, as `EXPLAIN QUERY PLAN` gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its number.
    pub id: i64,
    /// The number of the step that it is a part of.
    pub parent: i64,
    /// What it does: `SEARCH t0 USING INTEGER PRIMARY KEY (rowid=?)`.
    pub detail: String,
}

/// What is wrong with SQLite's plan of a statement, in sentences. It reads and writes no row.
///
/// # Panics
/// If SQLite can't prepare the statement.
#[must_use]
pub fn faults(db: &Db, sql: &str) -> Vec<String> {
    faults_of(sql, &steps(db, sql), &Tables::of(db))
}

/// What is wrong with a plan:
///
/// - a table is scanned that is not the first of its SELECT, or once for each row of another;
/// - a table is scanned though an index serves a condition on it;
/// - rows are sorted, or sorted to be grouped, though an index has them in this order;
/// - SQLite makes an index for the statement.
///
/// Scanning the first table is right where no condition names an indexed column: it is a list of all rows.
/// What is asked of the schema itself goes by no index, since it has none: the schema is small.
#[must_use]
pub fn faults_of(sql: &str, steps: &[Step], tables: &Tables) -> Vec<String> {
    let mut faults = Vec::new();
    if sql.contains(" sqlite_schema ") {
        return faults;
    }
    for step in steps {
        let detail = &*step.detail;
        if detail.contains(" AUTOMATIC ") {
            faults.push(format!("SQLite makes an index of its own: {detail}"));
        } else if let Some(name) = scanned(detail) {
            faults.extend(scan_fault(sql, steps, tables, step, name));
        } else if detail == "USE TEMP B-TREE FOR ORDER BY" {
            faults.extend(sort_fault(sql, steps, tables, step, |clauses| &clauses.order));
        } else if detail == "USE TEMP B-TREE FOR GROUP BY" {
            faults.extend(sort_fault(sql, steps, tables, step, |clauses| &clauses.group));
        }
    }
    faults
}

/// The table, or what stands for one, that a step reads from its beginning. What is bound as an array is to be read so.
/// For `min` and `max` SQLite says `SEARCH`, also where it goes by no index.
fn scanned(detail: &str) -> Option<&str> {
    let is_array = detail.contains(" VIRTUAL TABLE ");
    let is_by_index = detail.starts_with("SEARCH ") && detail.contains(" USING ");
    looped(detail).filter(|_| !is_array && !is_by_index)
}

/// The table, or what stands for one, that a step goes through.
fn looped(detail: &str) -> Option<&str> {
    let loops = ["SCAN ", "SEARCH "];
    loops.iter().find_map(|word| detail.strip_prefix(word))?.split(' ').next()
}

fn scan_fault(
    sql: &str,
    steps: &[Step],
    tables: &Tables,
    step: &Step,
    name: &str,
) -> Option<String> {
    let clauses = Clauses::of(sql, name);
    let table = clauses.as_ref().map_or(name, |clauses| &clauses.table);
    // What is made by the statement itself is no table.
    tables.indexes(table)?;
    let outer =
        steps.iter().find(|other| other.parent == step.parent && looped(&other.detail).is_some());
    if outer.is_some_and(|outer| outer.id != step.id) {
        return Some(format!("`{table}` is scanned for each row of what is before it"));
    }
    if is_repeated(steps, step) {
        return Some(format!("`{table}` is scanned for each row of what is around it"));
    }
    let clauses = clauses.as_ref()?;
    // Many rows may be read in the order asked for, by one index, or found by another and sorted: that choice is SQLite's.
    let is_ordered_beside = |condition: &Condition| {
        let first = clauses.order.as_ref().and_then(|order| order.first());
        let first = first.filter(|first| **first != condition.column);
        !condition.is_equality && first.is_some_and(|first| tables.is_found_by(table, first))
    };
    let condition = clauses.conditions.iter().find(|condition| {
        tables.is_found_by(table, &condition.column) && !is_ordered_beside(condition)
    })?;
    Some(format!("`{table}` is scanned, though an index serves `{}`", condition.text))
}

/// Whether a step is done again and again. A sub-query that depends on nothing is done once, wherever it stands.
fn is_repeated(steps: &[Step], step: &Step) -> bool {
    let mut parent = step.parent;
    while let Some(around) = steps.iter().find(|other| other.id == parent) {
        let detail = &*around.detail;
        if detail.starts_with("CORRELATED ") || detail == "RECURSIVE STEP" {
            return true;
        }
        if detail.starts_with("SCALAR SUBQUERY") || detail.starts_with("LIST SUBQUERY") {
            return false;
        }
        parent = around.parent;
    }
    false
}

fn sort_fault(
    sql: &str,
    steps: &[Step],
    tables: &Tables,
    step: &Step,
    by: fn(&Clauses) -> &Option<Vec<String>>,
) -> Option<String> {
    let mut parts = steps.iter().filter(|other| other.parent == step.parent);
    let (outer, name) = parts.find_map(|other| Some((other, looped(&other.detail)?)))?;
    let clauses = Clauses::of(sql, name)?;
    let columns = by(&clauses).as_ref()?;
    let is_one_value = |column: &str| {
        let mut conditions = clauses.conditions.iter();
        conditions.any(|condition| condition.is_equality && condition.column == column)
    };
    let searched = searched(&outer.detail);
    let index = tables.indexes(&clauses.table)?.iter().find(|index| {
        // Rows that were found by this index are in the order of what comes behind.
        let (found, rest) = index.split_at_checked(searched.len()).unwrap_or((&[], &[]));
        let is_it = found.iter().zip(&searched).all(|(a, b)| a == b || *b == "rowid");
        is_it && found.iter().all(|column| is_one_value(column)) && rest.starts_with(columns)
    })?;
    Some(format!(
        "the rows of `{}` are sorted by ({}), though the index ({}) has them in this order",
        clauses.table,
        columns.join(", "),
        index.join(", ")
    ))
}

/// The columns by which a step finds rows: `SEARCH t0 USING INDEX … (user_id=? AND title>?)`.
fn searched(detail: &str) -> Vec<&str> {
    let terms = detail.strip_suffix(')').and_then(|detail| detail.rsplit_once(" ("));
    let terms =
        terms.filter(|_| detail.starts_with("SEARCH ")).map(|(_, terms)| terms.split(" AND "));
    terms.into_iter().flatten().filter_map(|term| term.split(['=', '<', '>']).next()).collect()
}

fn steps(db: &Db, sql: &str) -> Vec<Step> {
    let explained = db.with_connection(|raw| {
        // Not run by `query`, which asks for the values.
        let mut statement = raw.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
        let steps = statement
            .raw_query()
            .mapped(|row| Ok(Step { id: row.get(0)?, parent: row.get(1)?, detail: row.get(3)? }));
        steps.collect::<Result<Vec<_>, _>>()
    });
    explained.unwrap_or_else(|error| panic!("{error} in {sql}"))
}
