//! The tables of a database, and by which columns their rows are found without reading all of them.

#![allow(clippy::panic, reason = "a check reports by panicking")]

use std::collections::BTreeMap;

use relmodel::prelude::*;

type Columns = Vec<String>;

/// For each table the columns of its key and of each index, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tables(BTreeMap<String, Vec<Columns>>);

impl Tables {
    /// The tables of a database.
    ///
    /// # Panics
    /// If the database can't be read.
    #[must_use]
    pub fn of(db: &Db) -> Self {
        let mut tables = Self::default();
        for table in rows(db, TABLES, "main") {
            let [Some(name), is_keyed, ..] = &table[..] else { continue };
            let key: Columns = names(rows(db, KEY, name));
            let mut indexes = Vec::new();
            let mut is_rowid = !key.is_empty();
            for index in rows(db, INDEXES, name) {
                let [Some(index), origin, ..] = &index[..] else { continue };
                is_rowid &= origin.as_deref() != Some("pk");
                indexes.push(names(rows(db, COLUMNS, index)));
            }
            // Rows that are equal in an index are in the order of the key, if that is how the table is stored.
            if is_rowid || is_keyed.as_deref() == Some("1") {
                for index in &mut indexes {
                    let rest = key.iter().filter(|column| !index.contains(column));
                    let rest: Columns = rest.cloned().collect();
                    index.extend(rest);
                }
                if !indexes.contains(&key) {
                    indexes.push(key);
                }
            }
            indexes.sort();
            tables.0.insert(name.clone(), indexes);
        }
        tables
    }

    /// The same with one more table, for samples.
    #[must_use]
    pub fn with(mut self, table: &str, indexes: &[&[&str]]) -> Self {
        let columns = |index: &&[&str]| index.iter().map(|column| (*column).to_owned()).collect();
        let mut indexes: Vec<Columns> = indexes.iter().map(columns).collect();
        indexes.sort();
        self.0.insert(table.to_owned(), indexes);
        self
    }

    /// The columns of each index of a table; none where there is no such table.
    pub(super) fn indexes(&self, table: &str) -> Option<&[Columns]> {
        self.0.get(table).map(Vec::as_slice)
    }

    /// Whether an index finds rows by a column of a table.
    pub(super) fn is_found_by(&self, table: &str, column: &str) -> bool {
        let mut indexes = self.indexes(table).into_iter().flatten();
        indexes.any(|index| index.first().is_some_and(|first| first == column))
    }
}

const TABLES: &str = "SELECT name, CAST(wr AS TEXT) FROM pragma_table_list WHERE schema = ?1 AND type = 'table' AND name NOT LIKE 'sqlite%'";
const KEY: &str = "SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk";
const INDEXES: &str = "SELECT name, origin FROM pragma_index_list(?1) WHERE NOT partial";
const COLUMNS: &str = "SELECT name FROM pragma_index_info(?1) ORDER BY seqno";

/// The rows of a statement with one value. It is not shown to who observes the database.
fn rows(db: &Db, sql: &str, value: &str) -> Vec<Vec<Option<String>>> {
    let rows = db.with_connection(|raw| {
        let mut statement = raw.prepare(sql)?;
        let width = statement.column_count();
        let rows =
            statement.query_map([value], |row| (0..width).map(|cell| row.get(cell)).collect())?;
        rows.collect::<Result<_, _>>()
    });
    rows.unwrap_or_else(|error| panic!("{error} in {sql}"))
}

fn names(rows: Vec<Vec<Option<String>>>) -> Columns {
    rows.into_iter().flatten().flatten().collect()
}
