//! SQLite through rusqlite: the connection, and how its statements run.

use std::cell::Cell;
use std::fmt;
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{OpenFlags, types};

use super::failure::failure;
use super::limit::Limit;
use super::prepared::Prepared;
use super::wait::Wait;
use super::{Bind, Binder, Each, Reader, Step, at_once};
use crate::error::{Error, Kind, Result};
use crate::value::ValueRef;

/// The connection of the crate `rusqlite` itself, as [`Db::with_connection`](crate::Db::with_connection) gives it.
pub type RawConnection = rusqlite::Connection;

/// How many statements are kept ready to run again.
const STATEMENT_CACHE: usize = 128;
/// After so many of its steps a statement is asked whether it runs for too long: many times in a millisecond.
const STEPS: i32 = 1000;

#[derive(Debug)]
pub(super) struct Connection {
    raw: rusqlite::Connection,
    /// How long a statement may run.
    limit: Option<Limit>,
    /// Whether nothing may be written now.
    pub(super) is_reading: Cell<bool>,
    /// How often what was compiled had to be forgotten.
    pub(super) era: Cell<u64>,
    /// Whether a statement stopped at a limit, and left what it had written in the open transaction.
    pub(super) is_half_done: Cell<bool>,
}

/// What a connection is opened with.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    pub(super) create: bool,
    pub(super) read_only: bool,
    pub(super) uri: bool,
    pub(super) wal: bool,
    pub(super) foreign_keys: bool,
    pub(super) double_quoted_strings: bool,
    pub(super) busy_timeout: Duration,
    pub(super) statement_timeout: Option<Duration>,
}

impl Connection {
    pub(super) fn open(path: &Path, settings: &Settings) -> Result<Self> {
        let mut flags = OpenFlags::SQLITE_OPEN_NO_MUTEX;
        flags |= match settings.read_only {
            true => OpenFlags::SQLITE_OPEN_READ_ONLY,
            false => OpenFlags::SQLITE_OPEN_READ_WRITE,
        };
        flags.set(
            OpenFlags::SQLITE_OPEN_CREATE,
            settings.create && !settings.read_only,
        );
        flags.set(OpenFlags::SQLITE_OPEN_URI, settings.uri);
        // Names that SQLite itself reads otherwise.
        let name = path.to_string_lossy();
        if name.is_empty() || name == ":memory:" {
            let message = format!(
                "{name:?} is not the path of a file; `open_in_memory` opens a database in memory"
            );
            return Err(Error::new(Kind::Open, message));
        }
        // The bundled SQLite takes `file:` for a URI without the flag, too.
        let is_special = name.starts_with(':') || name.starts_with("file:");
        let plain = match is_special && !settings.uri {
            true => Path::new(".").join(path),
            false => path.to_path_buf(),
        };
        rusqlite::Connection::open_with_flags(plain, flags)
            .map_err(failure)
            .and_then(|raw| Self::configure(raw, settings))
            .map_err(|error| {
                let path = path.display().to_string();
                match error.message().contains(&path) {
                    true => error,
                    false => {
                        let message = format!("{path}: {error}");
                        error.with_message(message)
                    }
                }
            })
    }

    pub(super) fn open_in_memory(settings: &Settings) -> Result<Self> {
        let raw = rusqlite::Connection::open_in_memory().map_err(failure)?;
        Self::configure(raw, settings)
    }

    fn configure(mut raw: rusqlite::Connection, settings: &Settings) -> Result<Self> {
        for (option, on) in [
            (DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, settings.foreign_keys),
            (
                DbConfig::SQLITE_DBCONFIG_DQS_DML,
                settings.double_quoted_strings,
            ),
            (
                DbConfig::SQLITE_DBCONFIG_DQS_DDL,
                settings.double_quoted_strings,
            ),
            (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
            (DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true),
        ] {
            let set = raw.set_db_config(option, on).map_err(failure)?;
            if set != on {
                return Err(Error::new(
                    Kind::Open,
                    format!("this SQLite refuses the setting {option:?} = {on}"),
                ));
            }
        }
        let mut wait = Wait::new(settings.busy_timeout);
        raw.busy_handler(Some(move |times| wait.again(times)))
            .map_err(failure)?;
        raw.set_prepared_statement_cache_capacity(STATEMENT_CACHE);
        rusqlite::vtab::array::load_module(&raw).map_err(failure)?;
        at_once::register(&raw)?;
        if settings.wal && !settings.read_only && wal(&raw, settings.busy_timeout)? {
            // Without WAL this could lose the file when the power goes.
            raw.pragma_update(None, "synchronous", "NORMAL")
                .map_err(failure)?;
        }
        // The first read of the file: a damaged one is reported here and not by the first query.
        raw.pragma_query_value(None, "schema_version", |_| Ok(()))
            .map_err(failure)?;
        let limit = settings.statement_timeout.map(Limit::new);
        if let Some(limit) = &limit {
            raw.progress_handler(STEPS, Some(limit.is_over()))
                .map_err(failure)?;
        }
        Ok(Self {
            raw,
            limit,
            is_reading: Cell::new(false),
            era: Cell::new(0),
            is_half_done: Cell::new(false),
        })
    }

    /// Gives the connection to code of the program's own.
    pub(super) fn with_raw<T>(&self, f: impl FnOnce(&RawConnection) -> T) -> T {
        // It can't fail: nothing is read or written.
        let _query_only = self.query_only();
        f(&self.raw)
    }

    pub(super) fn prepare(&self, sql: &str) -> Result<Prepared<'_>> {
        let raw = self.timed(|| self.raw.prepare_cached(sql).map_err(failure))?;
        Ok(Prepared::new(raw))
    }

    /// Calls `row` with each row of a statement, as long as it says that it goes on.
    pub(super) fn each(
        &self,
        statement: &mut Prepared<'_>,
        bind: Bind<'_>,
        row: Each<'_>,
    ) -> Result<()> {
        self.limited(|writes| {
            bind(&mut Binder::of(statement))?;
            self.begins(&statement.raw, writes)?;
            let mut rows = statement.raw.raw_query();
            while let Some(found) = rows.next().map_err(failure)? {
                if !row(&mut Reader::row(Row(found)))? {
                    break;
                }
            }
            Ok(())
        })
    }

    /// Calls `f` while a statement that reads is open: as long as one is, all see one state of the database.
    pub(super) fn holding<T>(&self, f: impl FnOnce() -> Result<T>) -> Result<T> {
        let mut statement = self
            .raw
            .prepare_cached("PRAGMA schema_version")
            .map_err(failure)?;
        let mut rows = statement.raw_query();
        rows.next().map_err(failure)?;
        f()
    }

    /// The names of the columns that a statement gives.
    pub(super) fn columns(&self, sql: &str) -> Result<Vec<String>> {
        let statement = self.raw.prepare_cached(sql).map_err(failure)?;
        let names = statement.column_names();
        Ok(names.map(str::to_owned).collect())
    }

    /// The steps of SQLite's plan.
    pub(super) fn plan(&self, sql: &str) -> Result<Vec<Step>> {
        let mut statement = self
            .raw
            .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
            .map_err(failure)?;
        let step = |row: &rusqlite::Row<'_>| {
            Ok(Step {
                id: row.get(0)?,
                parent: row.get(1)?,
                detail: row.get(3)?,
            })
        };
        let steps = statement.raw_query().mapped(step);
        steps.collect::<rusqlite::Result<_>>().map_err(failure)
    }

    /// Calls `row` with each row of a statement that gives them all at once.
    pub(super) fn all(
        &self,
        statement: &mut Prepared<'_>,
        bind: Bind<'_>,
        row: &mut dyn FnMut(&mut Reader<'_>) -> Result<()>,
    ) -> Result<()> {
        self.limited(|writes| {
            bind(&mut Binder::of(statement))?;
            self.begins(&statement.raw, writes)?;
            at_once::read(&mut statement.raw, row)
        })
    }

    pub(super) fn execute(&self, statement: &mut Prepared<'_>, bind: Bind<'_>) -> Result<usize> {
        self.limited(|writes| {
            bind(&mut Binder::of(statement))?;
            self.begins(&statement.raw, writes)?;
            statement.raw.raw_execute().map_err(failure)
        })
    }

    pub(super) fn batch(&self, sql: &str) -> Result<()> {
        self.limited(|writes| {
            let _query_only = self.query_only()?;
            writes.set(true);
            let result = self.raw.execute_batch(sql).map_err(failure);
            result.map_err(
                |error| match error.is_read_only() && self.is_reading.get() {
                    true => only_read(),
                    false => error,
                },
            )
        })
    }

    /// Forgets what was compiled.
    pub(super) fn forget_statements(&self) {
        self.raw.flush_prepared_statement_cache();
        self.era.set(self.era.get() + 1);
    }

    /// Runs a statement of transaction control, which is kept ready. It may give a row that nobody reads. No limit stops it.
    pub(super) fn control(&self, sql: &str) -> Result<()> {
        let mut statement = self.raw.prepare_cached(sql).map_err(failure)?;
        let mut rows = statement.raw_query();
        rows.next().map(drop).map_err(failure)
    }

    /// Keeps to the limit of time, and not to that of a statement around it.
    fn timed<T>(&self, run: impl FnOnce() -> Result<T>) -> Result<T> {
        match &self.limit {
            None => run(),
            Some(limit) => limit.run(run),
        }
    }

    /// Runs a statement within the limit of time. It is told when a statement that writes begins.
    fn limited<T>(&self, run: impl FnOnce(&Cell<bool>) -> Result<T>) -> Result<T> {
        let writes = Cell::new(false);
        let result = self.timed(|| run(&writes));
        // SQLite doesn't undo what a statement wrote that comes to one of its limits on the way, such as text that gets too long or a cascade too deep.
        if let Err(error) = &result
            && writes.get()
            && error.is_limit()
        {
            self.is_half_done.set(!self.is_autocommit());
        }
        result
    }

    /// A statement is about to run, which may be one that must not.
    fn begins(&self, statement: &rusqlite::Statement<'_>, writes: &Cell<bool>) -> Result<()> {
        if statement.readonly() {
            return Ok(());
        }
        if self.is_reading.get() {
            return Err(only_read());
        }
        writes.set(true);
        Ok(())
    }

    /// Keeps from writing what is not seen statement by statement. Each change of this makes SQLite compile all statements anew, so it is not there always.
    fn query_only(&self) -> Result<Option<QueryOnly<'_>>> {
        if !self.is_reading.get() {
            return Ok(None);
        }
        self.control("PRAGMA query_only = ON")?;
        Ok(Some(QueryOnly(self)))
    }

    pub(super) fn interrupt_handle(&self) -> InterruptHandle {
        InterruptHandle(self.raw.get_interrupt_handle())
    }

    pub(super) fn last_insert_rowid(&self) -> i64 {
        self.raw.last_insert_rowid()
    }

    pub(super) fn is_autocommit(&self) -> bool {
        self.raw.is_autocommit()
    }
}

#[cold]
fn only_read() -> Error {
    let message = "a read transaction writes nothing: use `db.transaction(|tx| …)`";
    Error::new(Kind::ReadOnly, message)
}

/// Nothing is written: `PRAGMA query_only`.
struct QueryOnly<'c>(&'c Connection);

impl Drop for QueryOnly<'_> {
    fn drop(&mut self) {
        // It can't fail: nothing is read or written.
        let _ = self.0.control("PRAGMA query_only = OFF");
    }
}

/// Stops what runs on a database from another thread: what [`Db::interrupt_handle`](crate::Db::interrupt_handle) gives.
pub struct InterruptHandle(rusqlite::InterruptHandle);

impl InterruptHandle {
    /// Stops the statement that is running, with the error [`is_interrupted`](crate::Error::is_interrupted). When none is, or the database is closed, it does nothing.
    pub fn interrupt(&self) {
        self.0.interrupt();
    }
}

impl fmt::Debug for InterruptHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InterruptHandle").finish_non_exhaustive()
    }
}

/// Sets WAL, and says whether that is the mode now: databases in memory have their own.
/// SQLite's busy handler doesn't wait here, where two connections set it at once.
fn wal(raw: &rusqlite::Connection, timeout: Duration) -> Result<bool> {
    let start = Instant::now();
    let mode = |row: &rusqlite::Row<'_>| row.get::<_, String>(0);
    loop {
        let now = raw.pragma_query_value(None, "journal_mode", mode);
        let set = match now {
            Ok(now) if now == "wal" => return Ok(true),
            Ok(_) => raw.pragma_update_and_check(None, "journal_mode", "WAL", mode),
            Err(error) => Err(error),
        };
        match set.map_err(failure) {
            Ok(set) => return Ok(set == "wal"),
            Err(error) if error.is_busy() && start.elapsed() < timeout => {
                std::thread::sleep(Duration::from_millis(1));
            }
            Err(error) => return Err(error),
        }
    }
}

/// A row of a running statement.
#[derive(Clone, Copy)]
pub(super) struct Row<'a>(&'a rusqlite::Row<'a>);

impl<'a> Row<'a> {
    #[inline]
    pub(super) fn get(self, place: usize) -> ValueRef<'a> {
        self.0.get_ref(place).map_or(ValueRef::Null, ValueRef::from)
    }
}

impl<'a> From<types::ValueRef<'a>> for ValueRef<'a> {
    #[inline]
    fn from(value: types::ValueRef<'a>) -> Self {
        match value {
            types::ValueRef::Integer(v) => Self::Integer(v),
            types::ValueRef::Real(v) => Self::Real(v),
            types::ValueRef::Text(v) => Self::Text(v),
            types::ValueRef::Blob(v) => Self::Blob(v),
            types::ValueRef::Null => Self::Null,
        }
    }
}
