//! Tables, views, columns and indexes, from the pragmas and from `sqlite_schema`.

use rusqlite::Connection;

use super::{Column, Database, Generated, Index, Indexed, Skipped, Table};
use super::{create, foreign_keys, values};

/// Everything in the database.
pub(super) fn read(connection: &Connection) -> rusqlite::Result<Database> {
    let mut database = Database::default();
    let mut statement = connection.prepare(
        "SELECT s.name, s.sql, l.type, s.type = 'view' FROM sqlite_schema AS s \
         LEFT JOIN pragma_table_list AS l ON l.schema = 'main' AND l.name = s.name \
         WHERE s.type IN ('table', 'view') AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY s.rowid",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (name, sql, kind): (String, String, Option<String>) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        let is_view: bool = row.get(3)?;
        let why = match kind.as_deref() {
            Some("virtual") => "It is a virtual table: its module decides what it holds.".into(),
            Some("shadow") => "It is a shadow table, which belongs to a virtual table.".into(),
            _ => match table(connection, &name, &sql, is_view) {
                Ok(table) if table.columns.is_empty() => "It has no columns.".into(),
                Ok(table) => {
                    database.tables.push(table);
                    continue;
                }
                Err(error) if is_view => {
                    format!("It is a view that can't be read: {}.", sentence(&error))
                }
                Err(error) => return Err(error),
            },
        };
        database.skipped.push(Skipped { name, why });
    }
    foreign_keys::count_dangling(connection, &mut database.tables)?;
    Ok(database)
}

/// What SQLite says, without the statement that it says it of.
fn sentence(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqliteFailure(_, Some(message))
        | rusqlite::Error::SqlInputError { msg: message, .. } => message.clone(),
        other => other.to_string(),
    }
}

fn table(connection: &Connection, name: &str, sql: &str, is_view: bool) -> rusqlite::Result<Table> {
    let mut table = Table {
        name: name.to_owned(),
        is_view,
        ..Table::default()
    };
    columns(connection, &mut table)?;
    if !is_view {
        table.indexes = indexes(connection, &mut table)?;
        table.foreign_keys = foreign_keys::read(connection, &table)?;
        written(&mut table, sql);
    }
    table.triggers = triggers(connection, name)?;
    if !table.columns.is_empty() {
        values::read(connection, &mut table)?;
    }
    Ok(table)
}

fn columns(connection: &Connection, table: &mut Table) -> rusqlite::Result<()> {
    let mut statement = connection.prepare(
        "SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(?1) ORDER BY cid",
    )?;
    let mut rows = statement.query([&table.name])?;
    let mut key = Vec::new();
    while let Some(row) = rows.next()? {
        let (place, hidden): (i64, i64) = (row.get(4)?, row.get(5)?);
        if place > 0 {
            key.push((place, table.columns.len()));
        }
        table.columns.push(Column {
            name: row.get(0)?,
            declared: row.get(1)?,
            not_null: row.get(2)?,
            default: row.get(3)?,
            generated: (hidden >= 2).then_some(Generated {
                expression: None,
                stored: hidden == 3,
            }),
            ..Column::default()
        });
    }
    key.sort_unstable();
    table.key = key.into_iter().map(|(_, column)| column).collect();
    Ok(())
}

/// The indexes but that of the key; whether the key has one says whether it is the rowid.
fn indexes(connection: &Connection, table: &mut Table) -> rusqlite::Result<Vec<Index>> {
    let mut statement = connection.prepare(
        "SELECT name, \"unique\", origin, partial FROM pragma_index_list(?1) ORDER BY seq DESC",
    )?;
    let mut rows = statement.query([&table.name])?;
    let mut key_has_one = false;
    let mut indexes = Vec::new();
    while let Some(row) = rows.next()? {
        let (name, origin): (String, String) = (row.get(0)?, row.get(2)?);
        if origin == "pk" {
            key_has_one = true;
            continue;
        }
        indexes.push(Index {
            unique: row.get(1)?,
            partial: row.get(3)?,
            columns: indexed(connection, &name)?,
            name,
        });
    }
    let declared = match &*table.key {
        [key] => &table.columns[*key].declared,
        _ => "",
    };
    table.is_rowid = declared.eq_ignore_ascii_case("INTEGER") && !key_has_one;
    Ok(indexes)
}

fn indexed(connection: &Connection, index: &str) -> rusqlite::Result<Vec<Indexed>> {
    let mut statement = connection.prepare(
        "SELECT cid, \"desc\", coll FROM pragma_index_xinfo(?1) WHERE key ORDER BY seqno",
    )?;
    let columns = statement.query_map([index], |row| {
        Ok(Indexed {
            // -1 is the rowid and -2 an expression.
            column: usize::try_from(row.get::<_, i64>(0)?).ok(),
            descending: row.get(1)?,
            collate: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
        })
    })?;
    columns.collect()
}

fn triggers(connection: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?1 COLLATE NOCASE ORDER BY rowid",
    )?;
    statement.query_map([table], |row| row.get(0))?.collect()
}

/// Adds what no pragma tells.
fn written(table: &mut Table, sql: &str) {
    let written = create::read(sql);
    table.autoincrement = written.autoincrement;
    table.checks = written.checks;
    for found in written.columns {
        let mut columns = table.columns.iter_mut();
        let Some(column) = columns.find(|column| column.name == found.name) else {
            continue;
        };
        column.collate = found.collate;
        column.checks = found.checks;
        if let Some(generated) = &mut column.generated {
            generated.expression = found.generated;
        }
    }
}
