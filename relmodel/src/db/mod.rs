//! The database: opening it, running statements, transactions, observing. The only place that does I/O.

mod executor;
mod observe;
mod options;
mod reader;
mod sqlite;
mod transaction;

use std::cell::{Cell, RefCell};
use std::fmt;
use std::path::Path;

pub use executor::Executor;
pub use observe::Event;
pub use options::DbOptions;
pub use reader::Reader;
pub use sqlite::RawConnection;
pub use transaction::Tx;

use crate::error::Result;
use crate::sql::{Param, Statement};
use observe::Observer;

/// An open database.
///
/// It may move between threads, but is used by one at a time: open one for each, or keep them in a pool.
///
/// Opening switches foreign keys on and reads that back, switches double-quoted strings, trusted schemas and re-planning by bound
/// values off, and sets WAL with `synchronous = NORMAL`, a busy timeout of five seconds and a cache of 128 statements;
/// [`Db::options`] chooses otherwise.
/// **WAL stays in the file**: other programs that open it find it in that mode.
pub struct Db {
    connection: sqlite::Connection,
    observer: RefCell<Option<Observer>>,
    statements: Cell<u64>,
    /// How many transactions are open inside each other.
    depth: Cell<u32>,
}

impl Db {
    /// Opens the database at a path, and makes the file if there is none. The path is plain, not a URI.
    ///
    /// # Errors
    /// `is_cannot_open` when the file can't be opened or made, `is_corrupt` when it is no database.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        Self::options().open(path)
    }

    /// Opens a database in memory, which goes when the `Db` does.
    ///
    /// # Errors
    /// When SQLite can't set it up.
    pub fn open_in_memory() -> Result<Self> {
        Self::options().open_in_memory()
    }

    /// How to open a database.
    #[must_use]
    pub fn options() -> DbOptions {
        DbOptions::default()
    }

    /// Gives the connection to code that needs SQLite itself.
    /// What runs there is not observed, and a transaction begun there must end there.
    pub fn with_connection<T>(&self, f: impl FnOnce(&RawConnection) -> T) -> T {
        f(self.connection.raw())
    }

    /// Runs SQL text of any number of statements, without parameters.
    ///
    /// # Errors
    /// Whatever SQLite says of the text.
    pub fn execute_batch(&self, sql: &str) -> Result<()> {
        self.observed(sql, false, || self.connection.batch(sql))
    }

    /// Calls `row` with each row of a statement.
    pub(crate) fn query(
        &self,
        statement: &Statement<'_>,
        row: &mut dyn FnMut(&mut Reader<'_>) -> Result<()>,
    ) -> Result<()> {
        self.query_text(&statement.sql, &statement.params, row)
    }

    pub(crate) fn query_text(
        &self,
        sql: &str,
        params: &[Param<'_>],
        row: &mut dyn FnMut(&mut Reader<'_>) -> Result<()>,
    ) -> Result<()> {
        self.observed(sql, false, || self.connection.query(sql, params, row))
    }

    /// Runs a statement that gives no rows, and says how many rows it changed.
    pub(crate) fn execute(&self, sql: &str, params: &[Param<'_>]) -> Result<usize> {
        self.observed(sql, false, || self.connection.execute(sql, params))
    }

    pub(crate) fn last_insert_rowid(&self) -> i64 {
        self.connection.last_insert_rowid()
    }
}

impl fmt::Debug for Db {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Db").finish_non_exhaustive()
    }
}
