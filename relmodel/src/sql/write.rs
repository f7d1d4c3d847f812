//! INSERT, UPDATE and DELETE: texts over descriptions.

use super::keys;
use super::output::Output;
use crate::schema::ModelDef;
use crate::value::Type;

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
pub(crate) fn insert(
    sql: &mut Output,
    model: &'static ModelDef,
    columns: impl Iterator<Item = u16> + Clone,
    rows: usize,
) {
    if sql.phrase("INSERT", [address(model), rows], columns.clone()) {
        return;
    }
    let columns: Vec<u16> = columns.collect();
    sql.push_str("INSERT INTO ");
    sql.name(model.table);
    if columns.is_empty() {
        sql.push_str(" DEFAULT VALUES");
        return;
    }
    sql.push_str(" (");
    names(sql, model, &columns);
    sql.push_str(") VALUES ");
    self::rows(sql, columns.len(), rows, 1);
}

/// Appends ` RETURNING` with all columns, in the order of the model.
pub(crate) fn returning(sql: &mut Output, model: &ModelDef) {
    sql.push_str(" RETURNING ");
    sql.names(model.columns.iter().map(|column| column.name));
}

/// Whether rows of the table can be told apart only by asking for each number: triggers may insert in between,
/// and after the highest number SQLite picks free ones. Selects the highest number and whether there is a trigger.
/// The key is asked for the number: `rowid` may be the name of another column.
pub(crate) fn numbering(sql: &mut Output, model: &ModelDef) {
    sql.push_str("SELECT (SELECT max(");
    names(sql, model, model.key);
    sql.push_str(") FROM ");
    sql.name(model.table);
    sql.push_str(
        "), EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?1 COLLATE NOCASE \
         UNION ALL SELECT 1 FROM sqlite_temp_schema WHERE type = 'trigger' AND tbl_name = ?1 COLLATE NOCASE)",
    );
}

/// Whether SQLite numbers the rows of the table `?1` by the column `?2`: it is the only column of the key, and the key has no index of its own,
/// as it has unless its declared type is `INTEGER` (<https://www.sqlite.org/lang_createtable.html#rowid>). Gives no row where there is no table.
/// So is a column that the table does not declare, by a name that SQLite has for it.
pub(crate) const IS_NUMBERED: &str = "SELECT lower(?2) IN ('rowid', 'oid', '_rowid_') \
    AND NOT EXISTS (SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2 COLLATE NOCASE) OR (SELECT count(*) = 1 AND max(name = ?2 COLLATE NOCASE) FROM pragma_table_info(?1) WHERE pk > 0) \
    AND NOT EXISTS (SELECT 1 FROM pragma_index_list(?1) WHERE origin = 'pk') \
    WHERE EXISTS (SELECT 1 FROM pragma_table_info(?1))";

/// Whether the table `?1` is a view, whose triggers write elsewhere: SQLite counts no rows then.
pub(crate) const IS_VIEW: &str =
    "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'view' AND name = ?1 COLLATE NOCASE)";

/// The tables whose foreign keys keep rows from being deleted with one of the table `?1`: they refer to it,
/// or to a table whose rows would be deleted with it.
pub(crate) const HOLDERS: &str = "WITH RECURSIVE gone (name) AS (\
    SELECT ?1 UNION SELECT m.name FROM gone \
    JOIN sqlite_schema AS m ON m.type = 'table' \
    JOIN pragma_foreign_key_list(m.name) AS f ON f.\"table\" = gone.name COLLATE NOCASE AND f.on_delete = 'CASCADE') \
    SELECT DISTINCT m.name FROM gone JOIN sqlite_schema AS m ON m.type = 'table' \
    JOIN pragma_foreign_key_list(m.name) AS f ON f.\"table\" = gone.name COLLATE NOCASE \
    AND f.on_delete IN ('NO ACTION', 'RESTRICT') ORDER BY m.name";

/// `UPDATE t SET columns WHERE key`: the columns from `?1` on, then the key.
pub(crate) fn update(
    sql: &mut Output,
    model: &'static ModelDef,
    columns: impl Iterator<Item = u16>,
) {
    // Which columns they are, the model decides.
    if sql.phrase("UPDATE", [address(model)], []) {
        return;
    }
    let columns: Vec<u16> = columns.collect();
    sql.push_str("UPDATE ");
    sql.name(model.table);
    sql.push_str(" SET ");
    let next = assignments(sql, model, &columns, ", ", 1);
    sql.push_str(" WHERE ");
    assignments(sql, model, model.key, " AND ", next);
}

/// `DELETE FROM t WHERE key`
pub(crate) fn delete(sql: &mut Output, model: &'static ModelDef) {
    if sql.phrase("DELETE", [address(model)], []) {
        return;
    }
    sql.push_str("DELETE FROM ");
    sql.name(model.table);
    sql.push_str(" WHERE ");
    assignments(sql, model, model.key, " AND ", 1);
}

/// `SELECT columns FROM t AS t0 WHERE key`: what a query by key says.
pub(crate) fn find(sql: &mut Output, model: &'static ModelDef) {
    if sql.phrase("SELECT", [address(model)], []) {
        return;
    }
    for (place, column) in model.columns.iter().enumerate() {
        sql.push_str(if place == 0 { "SELECT t0." } else { ", t0." });
        sql.name(column.name);
    }
    sql.push_str(" FROM ");
    sql.name(model.table);
    sql.push_str(" AS t0 WHERE ");
    for (place, column) in model.key.iter().enumerate() {
        sql.push_str(if place == 0 { "t0." } else { " AND t0." });
        sql.name(model.column(*column).name);
        sql.push_str(" = ");
        parameter(sql, place + 1);
    }
}

/// `SELECT EXISTS (SELECT 1 FROM t WHERE columns)`
pub(crate) fn exists(sql: &mut Output, model: &ModelDef, columns: &[u16]) {
    sql.push_str("SELECT EXISTS (SELECT 1 FROM ");
    sql.name(model.table);
    sql.push_str(" WHERE ");
    assignments(sql, model, columns, " AND ", 1);
    sql.push(')');
}

/// Points rows at the owner whose key begins at `?1`, by their own keys in the array behind it. Those that point at it already are left alone,
/// told by their bytes, unless the foreign key is part of their own: its old value tells nothing then.
pub(crate) fn adopt(sql: &mut Output, model: &ModelDef, foreign_key: &[u16]) {
    sql.push_str("UPDATE ");
    sql.name(model.table);
    sql.push_str(" SET ");
    let array = assignments(sql, model, foreign_key, ", ", 1);
    sql.push_str(" WHERE ");
    list(sql, model, model.key, "IN", array);
    if !is_part_of_key(model, foreign_key) {
        let is_one = foreign_key.len() == 1;
        sql.push_str(if is_one { " AND " } else { " AND (" });
        for (place, column) in foreign_key.iter().enumerate() {
            sql.push_str(if place == 0 { "" } else { " OR " });
            names(sql, model, &[*column]);
            if matches!(model.column(*column).facts.ty, Type::Text | Type::Any) {
                sql.push_str(" COLLATE BINARY");
            }
            sql.push_str(" IS NOT ");
            parameter(sql, place + 1);
        }
        sql.push_str(if is_one { "" } else { ")" });
    }
}

/// Whether a foreign key shares columns with the key of its own row.
fn is_part_of_key(model: &ModelDef, foreign_key: &[u16]) -> bool {
    foreign_key.iter().any(|column| model.key.contains(column))
}

/// Counts the rows that point at the owner whose key begins at `?1`, of those whose keys are in the array behind it.
pub(crate) fn count(sql: &mut Output, model: &ModelDef, foreign_key: &[u16]) {
    sql.push_str("SELECT count(*) FROM ");
    sql.name(model.table);
    restrict(sql, model, foreign_key, model.key, Which::Listed);
}

/// Takes rows out of the collection of the owner whose key begins at `?1`, by setting columns of their foreign key to NULL.
pub(crate) fn release(
    sql: &mut Output,
    model: &ModelDef,
    foreign_key: &[u16],
    released: &[u16],
    which: Which,
) {
    sql.push_str("UPDATE ");
    sql.name(model.table);
    sql.push_str(" SET ");
    for (place, column) in released.iter().enumerate() {
        sql.push_str(if place == 0 { "" } else { ", " });
        names(sql, model, &[*column]);
        sql.push_str(" = NULL");
    }
    restrict(sql, model, foreign_key, model.key, which);
}

/// Deletes rows of the collection of the owner whose key begins at `?1`; the columns `member` tell them apart.
pub(crate) fn expel(
    sql: &mut Output,
    model: &ModelDef,
    foreign_key: &[u16],
    member: &[u16],
    which: Which,
) {
    sql.push_str("DELETE FROM ");
    sql.name(model.table);
    restrict(sql, model, foreign_key, member, which);
}

/// Whether rows of a model point, by a key of theirs, at columns of rows that [`expel`] would delete.
pub(crate) fn refers(
    sql: &mut Output,
    (child, key): (&ModelDef, &[u16]),
    referenced: &[u16],
    (model, foreign_key, member): (&ModelDef, &[u16], &[u16]),
    which: Which,
) {
    sql.push_str("SELECT EXISTS (SELECT 1 FROM ");
    sql.name(child.table);
    sql.push_str(" WHERE (");
    names(sql, child, key);
    sql.push_str(") IN (SELECT ");
    names(sql, model, referenced);
    sql.push_str(" FROM ");
    sql.name(model.table);
    restrict(sql, model, foreign_key, member, which);
    sql.push_str("))");
}

/// Links the owner whose key begins at `?1` with each of the targets in the array behind it that it isn't linked with;
/// the columns of `more` are bound behind the array.
pub(crate) fn link(sql: &mut Output, model: &ModelDef, from: &[u16], to: &[u16], more: &[u16]) {
    sql.push_str("INSERT INTO ");
    sql.name(model.table);
    sql.push_str(" (");
    let columns: Vec<u16> = from.iter().chain(to).chain(more).copied().collect();
    names(sql, model, &columns);
    sql.push_str(") SELECT DISTINCT ");
    let array = from.len() + 1;
    for place in 0..columns.len() {
        sql.push_str(if place == 0 { "" } else { ", " });
        match place.checked_sub(from.len()) {
            None => parameter(sql, place + 1),
            Some(place) if place < to.len() => {
                sql.push_str("k.");
                keys::column(sql, to.len(), place);
            }
            Some(place) => parameter(sql, array + 1 + place - to.len()),
        }
    }
    sql.push_str(" FROM ");
    keys::table(sql, to.len(), array);
    sql.push_str(" AS k WHERE NOT EXISTS (SELECT 1 FROM ");
    sql.name(model.table);
    sql.push_str(" AS t WHERE ");
    for (place, column) in from.iter().chain(to).enumerate() {
        sql.push_str(if place == 0 { "t." } else { " AND t." });
        names(sql, model, &[*column]);
        sql.push_str(" = ");
        match place.checked_sub(from.len()) {
            None => parameter(sql, place + 1),
            Some(place) => {
                sql.push_str("k.");
                keys::column(sql, to.len(), place);
            }
        }
    }
    sql.push(')');
}

fn restrict(sql: &mut Output, model: &ModelDef, owner: &[u16], member: &[u16], which: Which) {
    sql.push_str(" WHERE ");
    let array = assignments(sql, model, owner, " AND ", 1);
    let op = match which {
        Which::All => return,
        Which::Listed => "IN",
        Which::Others => "NOT IN",
    };
    sql.push_str(" AND ");
    list(sql, model, member, op, array);
}

/// Membership in the keys of an array, which is the parameter of this number.
fn list(sql: &mut Output, model: &ModelDef, columns: &[u16], op: &'static str, array: usize) {
    if let [column] = columns {
        names(sql, model, &[*column]);
        sql.push(' ');
        sql.push_str(op);
        sql.push(' ');
        return keys::table(sql, 1, array);
    }
    sql.push('(');
    names(sql, model, columns);
    sql.push_str(") ");
    sql.push_str(op);
    sql.push_str(" (SELECT ");
    for place in 0..columns.len() {
        sql.push_str(if place == 0 { "" } else { ", " });
        keys::column(sql, columns.len(), place);
    }
    sql.push_str(" FROM ");
    keys::table(sql, columns.len(), array);
    sql.push(')');
}

fn parameter(sql: &mut Output, place: usize) {
    sql.push('?');
    sql.number(place);
}

/// `(?1, ?2), (?3, ?4)`: so many rows, numbered from `first` on.
fn rows(sql: &mut Output, columns: usize, rows: usize, first: usize) {
    let mut number = first;
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for place in 0..columns {
            sql.push_str(if place == 0 { "?" } else { ", ?" });
            sql.number(number);
            number += 1;
        }
        sql.push(')');
    }
}

/// `a = ?1, b = ?2` from a number on; gives the next number.
fn assignments(
    sql: &mut Output,
    model: &ModelDef,
    columns: &[u16],
    between: &'static str,
    first: usize,
) -> usize {
    for (place, column) in columns.iter().enumerate() {
        if place > 0 {
            sql.push_str(between);
        }
        sql.name(model.column(*column).name);
        sql.push_str(" = ?");
        sql.number(first + place);
    }
    first + columns.len()
}

/// What a description is known by.
fn address(model: &'static ModelDef) -> usize {
    std::ptr::from_ref(model).addr()
}

fn names(sql: &mut Output, model: &ModelDef, columns: &[u16]) {
    sql.names(columns.iter().map(|column| model.column(*column).name));
}
