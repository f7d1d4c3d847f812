//! The database: opening it, running statements, transactions, observing. The only place that does I/O.

mod at_once;
mod executor;
mod failure;
mod kept;
mod limit;
mod observe;
mod open;
mod options;
mod prepared;
mod reader;
mod run;
mod session;
mod sqlite;
mod text;
mod transaction;
mod wait;

use std::cell::{Cell, RefCell};
use std::fmt;
use std::path::Path;
use std::sync::Arc;

pub use executor::Executor;
pub use observe::Event;
pub use options::DbOptions;
pub(crate) use prepared::Binder;
pub use reader::Reader;
pub use session::Session;
pub use sqlite::{InterruptHandle, RawConnection};
pub use transaction::Tx;

use crate::error::{Error, Result};
use crate::sql::Param;
use crate::value::ValueRef;
use observe::Observer;
use prepared::Prepared;
use text::{Text, Texts};

/// A step of SQLite's plan of a statement.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) id: i64,
    /// The step that it is a part of; 0 for none.
    pub(crate) parent: i64,
    pub(crate) detail: String,
}

/// An open database.
///
/// ```
/// use relmodel::prelude::*;
///
/// #[derive(Model)]
/// struct Tag {
///     id: Id<Tag>,
///     name: String,
/// }
///
/// let db = Db::open_in_memory()?; // or `Db::open("app.db")?`
/// schema![Tag].create(&db)?;
/// NewTag { name: "rust" }.insert(&db)?;
/// assert_eq!(Tag::all().count(&db)?, 1);
/// # Ok::<(), relmodel::Error>(())
/// ```
///
/// It may move between threads, but is used by one at a time: open one for each, or keep them in a pool.
///
/// Opening switches foreign keys on and reads that back, switches double-quoted strings, trusted schemas and re-planning by bound
/// values off, and sets WAL with `synchronous = NORMAL`, a busy timeout of five seconds and a cache of 128 statements, beside which each session and transaction has up to 64;
/// [`Db::options`] chooses otherwise.
/// **WAL stays in the file**: other programs that open it find it in that mode.
///
/// Each call that writes is atomic by itself; [`transaction`](Self::transaction) keeps several together, and [`begin`](Self::begin) does by hand.
/// [`read_transaction`](Self::read_transaction) reads several things in one state. The page "Writing" of the guide shows transactions at work.
/// [`observe`](Self::observe) shows all statements that run, and [`count_statements`](Self::count_statements) counts them.
pub struct Db {
    connection: sqlite::Connection,
    observer: RefCell<Option<Observer>>,
    /// Whether the observer is being called, so that it doesn't observe itself.
    observing: Cell<bool>,
    statements: Cell<u64>,
    /// How many transactions are open inside each other.
    depth: Cell<u32>,
    /// How many of them were not ended with one around them.
    live: Cell<u32>,
    /// Whether foreign keys are deferred in the open transaction, or were in one since statements were forgotten.
    is_deferring: Cell<bool>,
    /// The tables whose keys are known to be assigned by SQLite.
    numbered: RefCell<Vec<&'static str>>,
    texts: Texts,
    /// A shape's words, which the next one is written over.
    shape: Cell<Vec<usize>>,
}

impl Db {
    /// Opens the database at a path, and makes the file if there is none. The path is plain, not a URI.
    ///
    /// ```no_run
    /// use relmodel::prelude::*;
    ///
    /// let db = Db::open("app.db")?;
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// `is_cannot_open` when the file can't be opened or made, `is_corrupt` when it is no database.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        Self::options().open(path)
    }

    /// Opens a database in memory, which goes when the `Db` does. Each call makes another.
    ///
    /// ```
    /// use relmodel::prelude::*;
    ///
    /// let db = Db::open_in_memory()?;
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// When SQLite can't set it up.
    pub fn open_in_memory() -> Result<Self> {
        Self::options().open_in_memory()
    }

    /// Chooses how to open a database: see [`DbOptions`].
    ///
    /// ```
    /// use relmodel::prelude::*;
    ///
    /// let db = Db::options().foreign_keys(false).open_in_memory()?;
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    #[must_use]
    pub fn options() -> DbOptions {
        DbOptions::default()
    }

    /// Gives the connection to code that needs SQLite itself: a [`RawConnection`].
    /// What runs there is not observed, and a transaction begun there must end there.
    ///
    /// ```
    /// use relmodel::prelude::*;
    ///
    /// let db = Db::open_in_memory()?;
    /// let changes = db.with_connection(|connection| connection.total_changes());
    /// assert_eq!(changes, 0);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    pub fn with_connection<T>(&self, f: impl FnOnce(&RawConnection) -> T) -> T {
        self.forget_tables();
        self.connection.with_raw(f)
    }

    /// Gives a handle that stops what runs on this database, from another thread.
    ///
    /// The statement that is running then fails with [`is_interrupted`](crate::Error::is_interrupted), and what it had written is undone.
    /// **One that writes takes the transaction around it along**: SQLite rolls that back as a whole, and what would run in it afterwards is an error.
    /// [`DbOptions::statement_timeout`] stops statements by themselves.
    ///
    /// ```
    /// use relmodel::prelude::*;
    ///
    /// let db = Db::open_in_memory()?;
    /// let handle = db.interrupt_handle();
    /// std::thread::scope(|scope| {
    ///     let (ready, wait) = std::sync::mpsc::channel();
    ///     scope.spawn(move || {
    ///         // Until it is stopped, it may not even have begun.
    ///         while wait.try_recv().is_err() {
    ///             handle.interrupt();
    ///             std::thread::yield_now();
    ///         }
    ///     });
    ///     let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";
    ///     let stopped = db.query_raw::<i64>(endless, ());
    ///     assert!(stopped.unwrap_err().is_interrupted());
    ///     ready.send(()).unwrap();
    /// });
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    #[must_use]
    pub fn interrupt_handle(&self) -> InterruptHandle {
        self.connection.interrupt_handle()
    }

    /// Runs SQL text of any number of statements, without parameters. It is shown to observers as one.
    ///
    /// ```
    /// use relmodel::prelude::*;
    ///
    /// let db = Db::open_in_memory()?;
    /// db.execute_batch("CREATE TABLE note (text TEXT); INSERT INTO note VALUES ('a')")?;
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// Whatever SQLite says of the text.
    pub fn execute_batch(&self, sql: &str) -> Result<()> {
        self.forget_tables();
        let result = self.run(|| sql.into(), || self.connection.batch(sql));
        self.forget_deferring();
        result
    }

    /// Runs several reads on one state of the database, outside of any transaction of their own: what writes among them is committed by itself.
    pub(crate) fn holding<T>(&self, f: impl FnOnce() -> Result<T>) -> Result<T> {
        self.connection.holding(f)
    }

    /// The names of the columns that a statement gives. Nothing runs.
    pub(crate) fn columns(&self, sql: &str) -> Result<Vec<String>> {
        self.connection.columns(sql)
    }

    /// SQLite's plan of a statement. Nothing is read, and nothing is counted or observed.
    pub(crate) fn plan(&self, sql: &str) -> Result<Vec<Step>> {
        self.connection.plan(sql)
    }

    fn prepare(&self, sql: &str) -> Result<Prepared<'_>> {
        self.connection.prepare(sql)
    }

    /// What is wrong with a text is told of the one that people see.
    fn prepare_text(&self, text: &Text<'_>) -> Result<Prepared<'_>> {
        let written = self.texts.get(text);
        let of_shown = |error| self.prepare(&written.shown).err().unwrap_or(error);
        self.prepare(&written.run).map_err(of_shown)
    }

    /// What changes when all that was compiled is to be compiled anew.
    fn era(&self) -> u64 {
        self.connection.era.get()
    }

    fn run<T>(&self, sql: impl FnOnce() -> Arc<str>, run: impl FnOnce() -> Result<T>) -> Result<T> {
        self.check_open()?;
        let result = self.observed(sql, false, run);
        match result {
            // Half of what a statement writes must not be committed.
            Err(error) if self.connection.is_half_done.take() => Err(self.undone(error)),
            result => result,
        }
    }

    #[cold]
    fn undone(&self, error: Error) -> Error {
        if self.control("ROLLBACK").is_err() {
            return error;
        }
        let message = format!("{}, and the transaction was rolled back", error.message());
        error.with_message(message)
    }

    /// Whether SQLite is known to assign the keys of a table.
    pub(crate) fn is_numbered(&self, table: &'static str) -> bool {
        // By the address of the name, which is the description's: texts would cost an insert more than the question is worth.
        self.numbered
            .borrow()
            .iter()
            .any(|known| std::ptr::eq(*known, table))
    }

    /// Asks whether SQLite assigns the keys of a table, and remembers that it does; `None` where there is no table.
    /// What asks about the schema is neither counted nor observed.
    pub(crate) fn ask_numbered(
        &self,
        table: &'static str,
        sql: &str,
        params: &[Param<'_>],
    ) -> Result<Option<bool>> {
        let mut numbered = None;
        let mut statement = self.prepare(sql)?;
        let bind = |binder: &mut Binder<'_, '_>| binder.all(params);
        (self.connection).each(&mut statement, &bind, &mut |reader| {
            numbered = Some(reader.cell(0) == ValueRef::Integer(1));
            Ok(false)
        })?;
        if numbered == Some(true) {
            self.numbered.borrow_mut().push(table);
        }
        Ok(numbered)
    }

    /// Tables may have been made anew.
    pub(super) fn forget_tables(&self) {
        self.numbered.borrow_mut().clear();
    }

    /// SQLite ends `defer_foreign_keys` with the transaction, and keeps what it compiled meanwhile: such a statement would report
    /// a key that points nowhere, and leave the row in a later transaction all the same. So they are compiled anew.
    pub(super) fn forget_deferring(&self) {
        if self.is_deferring.get() {
            self.connection.forget_statements();
            self.is_deferring.set(!self.connection.is_autocommit());
        }
    }

    pub(crate) fn last_insert_rowid(&self) -> i64 {
        self.connection.last_insert_rowid()
    }
}

/// What is done with each row; `false` ends it.
type Each<'r> = &'r mut dyn FnMut(&mut Reader<'_>) -> Result<bool>;

/// Binds the values of a statement.
type Bind<'b> = &'b dyn Fn(&mut Binder<'_, '_>) -> Result<()>;

impl fmt::Debug for Db {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Db").finish_non_exhaustive()
    }
}
