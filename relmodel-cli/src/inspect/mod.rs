//! Reads a database: its schema as SQLite knows it, and what its columns hold. It decides nothing.

mod create;
mod foreign_keys;
mod schema;
mod values;

use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

pub(crate) use self::foreign_keys::target_columns;
pub use self::values::Values;
use crate::error::Error;

/// What was found in a database.
#[derive(Debug, Default)]
pub struct Database {
    /// The name of the file, without its folder.
    pub file: String,
    /// The tables and views, in the order in which they were created.
    pub tables: Vec<Table>,
    /// What was left out.
    pub skipped: Vec<Skipped>,
}

/// A table or view that no model can be made of.
#[derive(Debug)]
pub struct Skipped {
    /// Its name.
    pub name: String,
    /// Why, as a sentence that begins with what it is.
    pub why: String,
}

/// A table or a view.
#[derive(Debug, Default)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Whether it is a view.
    pub is_view: bool,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// The primary key, as it was declared: columns by number.
    pub key: Vec<usize>,
    /// Whether the key is an `INTEGER PRIMARY KEY`, which SQLite assigns.
    pub is_rowid: bool,
    /// Whether the key is never used again.
    pub autoincrement: bool,
    /// In the order in which they were declared.
    pub foreign_keys: Vec<ForeignKey>,
    /// Those of UNIQUE constraints, too, but not that of the key.
    pub indexes: Vec<Index>,
    /// The CHECKs that stand beside the columns.
    pub checks: Vec<String>,
    /// The names of the triggers.
    pub triggers: Vec<String>,
    /// How many rows there are.
    pub rows: u64,
}

/// A column.
#[derive(Debug, Default)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// The declared type, as it was written.
    pub declared: String,
    /// Whether it is NOT NULL.
    pub not_null: bool,
    /// The default, in SQL.
    pub default: Option<String>,
    /// What the column is computed from.
    pub generated: Option<Generated>,
    /// Its collation, if one is declared.
    pub collate: Option<String>,
    /// The CHECKs that stand in its declaration.
    pub checks: Vec<String>,
    /// What it holds.
    pub values: Values,
}

/// What a generated column is computed from.
#[derive(Debug, Clone, PartialEq)]
pub struct Generated {
    /// In SQL, if it could be read.
    pub expression: Option<String>,
    /// Whether it is stored.
    pub stored: bool,
}

/// A foreign key.
#[derive(Debug)]
pub struct ForeignKey {
    /// Its columns by number.
    pub from: Vec<usize>,
    /// The name of the table that it points at, as it was written.
    pub table: String,
    /// The columns there, as they were written; none means the primary key.
    pub to: Vec<String>,
    /// What happens when the row there goes.
    pub on_delete: Action,
    /// What happens when the key there changes.
    pub on_update: Action,
    /// How many rows point at nothing.
    pub dangling: u64,
}

/// What SQLite does to a foreign key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// `NO ACTION`
    Nothing,
    /// `RESTRICT`
    Restrict,
    /// `SET NULL`
    SetNull,
    /// `SET DEFAULT`
    SetDefault,
    /// `CASCADE`
    Cascade,
}

/// An index.
#[derive(Debug)]
pub struct Index {
    /// Its name.
    pub name: String,
    /// Whether it is unique.
    pub unique: bool,
    /// Whether it has a WHERE.
    pub partial: bool,
    /// Its columns.
    pub columns: Vec<Indexed>,
}

/// A column of an index.
#[derive(Debug)]
pub struct Indexed {
    /// By number; none is an expression.
    pub column: Option<usize>,
    /// Whether it is in descending order.
    pub descending: bool,
    /// The collation.
    pub collate: String,
}

/// Reads the database in a file, which is not changed.
///
/// # Errors
/// When the file is missing, is not a database, or can't be read.
pub fn read(file: &Path) -> Result<Database, Error> {
    if file.is_dir() {
        return Err(Error::Folder(file.to_owned()));
    }
    if !file.exists() {
        return Err(Error::Missing(file.to_owned()));
    }
    let name = file.file_name().unwrap_or(file.as_os_str());
    let database = open(file).and_then(|connection| schema::read(&connection));
    let mut database = database.map_err(|error| Error::of(file, &error))?;
    database.file = name.to_string_lossy().into_owned();
    Ok(database)
}

/// With the settings that relmodel has, so that what can be read here can be read there.
fn open(file: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    Ok(connection)
}

/// A name in SQL.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
