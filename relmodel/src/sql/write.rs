//! INSERT, UPDATE and DELETE: texts over descriptions.

use super::ident::{quote, quote_all};
use crate::schema::ModelDef;

/// Which of the rows that point at an owner a statement takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    /// All of them.
    All,
    /// Those whose key is in a list.
    Listed,
    /// Those whose key is not.
    Others,
}

/// `INSERT INTO t (columns) VALUES (…), (…)`, so many rows.
pub(crate) fn insert(model: &ModelDef, columns: &[u16], rows: usize) -> String {
    let mut sql = String::from("INSERT INTO ");
    quote(&mut sql, model.table);
    if columns.is_empty() {
        sql.push_str(" DEFAULT VALUES");
        return sql;
    }
    sql.push_str(" (");
    names(&mut sql, model, columns);
    sql.push_str(") VALUES ");
    self::rows(&mut sql, columns.len(), rows, 1);
    sql
}

/// Appends ` RETURNING` with all columns, in the order of the model.
pub(crate) fn returning(sql: &mut String, model: &ModelDef) {
    sql.push_str(" RETURNING ");
    quote_all(sql, model.columns.iter().map(|column| column.name));
}

/// Whether rows of the table can be told apart only by asking for each number: triggers may insert in between,
/// and after the highest number SQLite picks free ones. Selects the highest number and whether there is a trigger.
pub(crate) fn numbering(model: &ModelDef) -> String {
    let mut sql = String::from("SELECT (SELECT max(rowid) FROM ");
    quote(&mut sql, model.table);
    sql.push_str(
        "), EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?1 COLLATE NOCASE \
         UNION ALL SELECT 1 FROM sqlite_temp_schema WHERE type = 'trigger' AND tbl_name = ?1 COLLATE NOCASE)",
    );
    sql
}

/// `UPDATE t SET columns WHERE key`: the columns from `?1` on, then the key.
pub(crate) fn update(model: &ModelDef, columns: &[u16]) -> String {
    let mut sql = String::from("UPDATE ");
    quote(&mut sql, model.table);
    sql.push_str(" SET ");
    let next = assignments(&mut sql, model, columns, ", ", 1);
    sql.push_str(" WHERE ");
    assignments(&mut sql, model, model.key, " AND ", next);
    sql
}

/// `DELETE FROM t WHERE key`
pub(crate) fn delete(model: &ModelDef) -> String {
    let mut sql = String::from("DELETE FROM ");
    quote(&mut sql, model.table);
    sql.push_str(" WHERE ");
    assignments(&mut sql, model, model.key, " AND ", 1);
    sql
}

/// `SELECT EXISTS (SELECT 1 FROM t WHERE columns)`
pub(crate) fn exists(model: &ModelDef, columns: &[u16]) -> String {
    let mut sql = String::from("SELECT EXISTS (SELECT 1 FROM ");
    quote(&mut sql, model.table);
    sql.push_str(" WHERE ");
    assignments(&mut sql, model, columns, " AND ", 1);
    sql.push(')');
    sql
}

/// Points so many rows at the owner `?1`, by their keys.
pub(crate) fn adopt(model: &ModelDef, foreign_key: u16, keys: usize) -> String {
    let mut sql = String::from("UPDATE ");
    quote(&mut sql, model.table);
    sql.push_str(" SET ");
    assignments(&mut sql, model, &[foreign_key], ", ", 1);
    sql.push_str(" WHERE ");
    list(&mut sql, model, model.key, "IN", keys);
    sql
}

/// Takes rows out of the collection of the owner `?1`, by setting their foreign key to NULL.
pub(crate) fn release(model: &ModelDef, foreign_key: u16, which: Which, keys: usize) -> String {
    let mut sql = String::from("UPDATE ");
    quote(&mut sql, model.table);
    sql.push_str(" SET ");
    names(&mut sql, model, &[foreign_key]);
    sql.push_str(" = NULL");
    restrict(&mut sql, model, foreign_key, model.key, which, keys);
    sql
}

/// Deletes rows of the collection of the owner `?1`; the columns `member` tell them apart.
pub(crate) fn expel(
    model: &ModelDef,
    foreign_key: u16,
    member: &[u16],
    which: Which,
    keys: usize,
) -> String {
    let mut sql = String::from("DELETE FROM ");
    quote(&mut sql, model.table);
    restrict(&mut sql, model, foreign_key, member, which, keys);
    sql
}

/// Links the owner `?1` with each of the targets in the array `?2` that it isn't linked with;
/// the columns of `more` are bound from `?3` on.
pub(crate) fn link(model: &ModelDef, from: u16, to: u16, more: &[u16]) -> String {
    let mut sql = String::from("INSERT INTO ");
    quote(&mut sql, model.table);
    sql.push_str(" (");
    let columns: Vec<u16> = [from, to].iter().chain(more).copied().collect();
    names(&mut sql, model, &columns);
    sql.push_str(") SELECT DISTINCT ?1, k.value");
    for place in 0..more.len() {
        sql.push_str(", ?");
        sql.push_str(&(place + 3).to_string());
    }
    sql.push_str(" FROM rarray(?2) AS k WHERE NOT EXISTS (SELECT 1 FROM ");
    quote(&mut sql, model.table);
    sql.push_str(" AS t WHERE t.");
    names(&mut sql, model, &[from]);
    sql.push_str(" = ?1 AND t.");
    names(&mut sql, model, &[to]);
    sql.push_str(" = k.value)");
    sql
}

fn restrict(
    sql: &mut String,
    model: &ModelDef,
    owner: u16,
    member: &[u16],
    which: Which,
    keys: usize,
) {
    sql.push_str(" WHERE ");
    assignments(sql, model, &[owner], " AND ", 1);
    let op = match which {
        Which::All => return,
        Which::Listed => "IN",
        Which::Others => "NOT IN",
    };
    sql.push_str(" AND ");
    list(sql, model, member, op, keys);
}

/// Membership in a list of keys: of one column, the array `?2`; of several, so many row values from `?2` on.
fn list(sql: &mut String, model: &ModelDef, columns: &[u16], op: &str, keys: usize) {
    if let [_] = columns {
        names(sql, model, columns);
        sql.push_str(&format!(" {op} rarray(?2)"));
        return;
    }
    sql.push('(');
    names(sql, model, columns);
    sql.push_str(&format!(") {op} (VALUES "));
    rows(sql, columns.len(), keys, 2);
    sql.push(')');
}

/// `(?1, ?2), (?3, ?4)`: so many rows, numbered from `first` on.
fn rows(sql: &mut String, columns: usize, rows: usize, first: usize) {
    let mut number = first;
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for place in 0..columns {
            sql.push_str(if place == 0 { "?" } else { ", ?" });
            sql.push_str(&number.to_string());
            number += 1;
        }
        sql.push(')');
    }
}

/// `a = ?1, b = ?2` from a number on; gives the next number.
fn assignments(
    sql: &mut String,
    model: &ModelDef,
    columns: &[u16],
    between: &str,
    first: usize,
) -> usize {
    for (place, column) in columns.iter().enumerate() {
        if place > 0 {
            sql.push_str(between);
        }
        quote(sql, model.column(*column).name);
        sql.push_str(" = ?");
        sql.push_str(&(first + place).to_string());
    }
    first + columns.len()
}

fn names(sql: &mut String, model: &ModelDef, columns: &[u16]) {
    quote_all(sql, columns.iter().map(|column| model.column(*column).name));
}
