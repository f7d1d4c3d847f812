//! How a database is opened.

use std::cell::{Cell, RefCell};
use std::path::Path;
use std::time::Duration;

use super::Db;
use super::sqlite::{Connection, Settings};
use super::text::Texts;
use crate::error::Result;

/// How to open a database. [`Db::options`] makes it, [`open`](Self::open) or [`open_in_memory`](Self::open_in_memory) ends it.
///
/// ```
/// use relmodel::prelude::*;
/// use std::time::Duration;
///
/// let db = Db::options().busy_timeout(Duration::from_secs(30)).open_in_memory()?;
///
/// let missing = Db::options().must_exist(true).open("no/such/file.db");
/// assert!(missing.unwrap_err().is_cannot_open());
/// # Ok::<(), relmodel::Error>(())
/// ```
///
/// | | default |
/// |---|---|
/// | [`must_exist`](Self::must_exist) | no: a missing file is made |
/// | [`read_only`](Self::read_only) | no |
/// | [`uri`](Self::uri) | no: a path is a plain path |
/// | [`wal`](Self::wal) | yes |
/// | [`foreign_keys`](Self::foreign_keys) | yes |
/// | [`double_quoted_strings`](Self::double_quoted_strings) | no |
/// | [`busy_timeout`](Self::busy_timeout) | five seconds |
/// | [`statement_timeout`](Self::statement_timeout) | none |
#[derive(Debug, Clone)]
pub struct DbOptions(Settings);

impl Default for DbOptions {
    fn default() -> Self {
        Self(Settings {
            create: true,
            read_only: false,
            uri: false,
            wal: true,
            foreign_keys: true,
            double_quoted_strings: false,
            busy_timeout: Duration::from_secs(5),
            statement_timeout: None,
        })
    }
}

impl DbOptions {
    /// Chooses whether a missing file is an error. Otherwise it is made. Default: no.
    #[must_use]
    pub fn must_exist(mut self, must: bool) -> Self {
        self.0.create = !must;
        self
    }

    /// Chooses whether to open for reading alone. The file must exist, and its journal mode is left as it is. Writing is then an error,
    /// [`is_read_only`](crate::Error::is_read_only). Default: no.
    #[must_use]
    pub fn read_only(mut self, read_only: bool) -> Self {
        self.0.read_only = read_only;
        self
    }

    /// Chooses whether a path that begins with `file:` is a URI. Default: no.
    #[must_use]
    pub fn uri(mut self, uri: bool) -> Self {
        self.0.uri = uri;
        self
    }

    /// Chooses whether to set WAL and `synchronous = NORMAL`: readers don't wait for the writer, and small writes are many times faster.
    /// The mode stays in the file. Default: yes.
    #[must_use]
    pub fn wal(mut self, wal: bool) -> Self {
        self.0.wal = wal;
        self
    }

    /// Chooses whether the database enforces foreign keys. Without it nothing cascades, and keys may point nowhere. Default: yes.
    #[must_use]
    pub fn foreign_keys(mut self, on: bool) -> Self {
        self.0.foreign_keys = on;
        self
    }

    /// Chooses whether SQLite takes a text in double quotes that is no column for a string, as it does by default: then a column that is not there
    /// is no error. Triggers and views that other programs made may rely on it, and fail without. Default: no.
    #[must_use]
    pub fn double_quoted_strings(mut self, on: bool) -> Self {
        self.0.double_quoted_strings = on;
        self
    }

    /// Chooses how long a statement waits for another connection's lock before it gives up with [`is_busy`](crate::Error::is_busy). Default: five seconds.
    /// relmodel waits in a way of its own, which serves those that have waited long: `PRAGMA busy_timeout` says 0, and setting it brings back SQLite's.
    #[must_use]
    pub fn busy_timeout(mut self, timeout: Duration) -> Self {
        self.0.busy_timeout = timeout;
        self
    }

    /// Chooses how long a statement may run before it is stopped with [`is_interrupted`](crate::Error::is_interrupted). Default: as long as it takes.
    ///
    /// Of a statement whose rows are given to a closure one by one, the time in the closure counts. Waiting for a lock is limited by the
    /// [`busy_timeout`](Self::busy_timeout), and committing by nothing. What becomes of a transaction is said at [`Db::interrupt_handle`].
    ///
    /// ```
    /// use relmodel::prelude::*;
    /// use std::time::Duration;
    ///
    /// let db = Db::options().statement_timeout(Duration::from_millis(20)).open_in_memory()?;
    /// let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";
    /// let stopped = db.query_raw::<i64>(endless, ());
    /// assert!(stopped.unwrap_err().is_interrupted());
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    #[must_use]
    pub fn statement_timeout(mut self, timeout: Duration) -> Self {
        self.0.statement_timeout = Some(timeout);
        self
    }

    /// Opens the database at a path.
    ///
    /// ```no_run
    /// use relmodel::prelude::*;
    ///
    /// let db = Db::options().read_only(true).open("app.db")?;
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// `is_cannot_open` when the file can't be opened or made, `is_corrupt` when it is no database.
    pub fn open(&self, path: impl AsRef<Path>) -> Result<Db> {
        Connection::open(path.as_ref(), &self.0).map(db)
    }

    /// Opens a database in memory, which goes when the `Db` does.
    ///
    /// ```
    /// use relmodel::prelude::*;
    ///
    /// let db = Db::options().foreign_keys(false).open_in_memory()?;
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// When SQLite can't set it up.
    pub fn open_in_memory(&self) -> Result<Db> {
        Connection::open_in_memory(&self.0).map(db)
    }
}

fn db(connection: Connection) -> Db {
    Db {
        connection,
        observer: RefCell::new(None),
        observing: Cell::new(false),
        statements: Cell::new(0),
        depth: Cell::new(0),
        live: Cell::new(0),
        is_deferring: Cell::new(false),
        numbered: RefCell::new(Vec::new()),
        texts: Texts::default(),
        shape: Cell::default(),
    }
}
