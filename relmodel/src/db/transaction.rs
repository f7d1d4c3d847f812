//! Transactions: those a program asks for, and those that keep the statements of one call together.

use std::ops::Deref;

use super::Db;
use crate::error::{Error, Kind, Result};

/// An open transaction: what [`Db::transaction`] gives to its closure.
///
/// It is a [`Db`]: whatever takes `&db` takes `tx`, functions of your own that take `&Db` included.
/// It is committed or rolled back when the closure ends, and by nothing else.
/// There is one connection: what the closure runs on `&db` itself is in the transaction, too.
#[derive(Debug)]
pub struct Tx<'db> {
    db: &'db Db,
}

impl Deref for Tx<'_> {
    type Target = Db;

    fn deref(&self) -> &Db {
        self.db
    }
}

impl Db {
    /// Calls `f` in a transaction: commits when it gives `Ok`, rolls back when it gives `Err` or panics.
    /// Rows at hand are values: what was written into them stays there when the database rolls back.
    ///
    /// It begins IMMEDIATE, so that it waits for its turn to write at the beginning instead of failing later.
    /// Inside another transaction it is a savepoint: an `Err` undoes what was done in it alone.
    /// The closure gives relmodel's [`Result`]; for other errors there is [`try_transaction`](Self::try_transaction).
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)]
    /// # struct Tag { id: Id<Tag>, name: String }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Tag].create(&db)?;
    /// let tag = db.transaction(|tx| {
    ///     NewTag { name: "a" }.insert(tx)?;
    ///     NewTag { name: "b" }.insert(tx)
    /// })?;
    /// assert_eq!(tag.name, "b");
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// What `f` gives; `is_busy` when another connection writes for longer than the busy timeout;
    /// after [`defer_foreign_keys`](Self::defer_foreign_keys) `is_foreign_key_violation`.
    pub fn transaction<T>(&self, f: impl FnOnce(&Tx<'_>) -> Result<T>) -> Result<T> {
        self.try_transaction(f)
    }

    /// Calls `f` in a transaction, as [`transaction`](Self::transaction), for any error type that takes relmodel's by `From`.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] struct Tag { id: Id<Tag>, #[unique] name: String }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Tag].create(&db)?;
    /// let result = db.try_transaction::<(), Box<dyn std::error::Error>>(|tx| {
    ///     NewTag { name: "a" }.insert(tx)?;
    ///     Err("on second thoughts")?
    /// });
    /// assert_eq!(result.unwrap_err().to_string(), "on second thoughts");
    /// assert_eq!(Tag::all().count(&db)?, 0);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// What `f` gives; `is_busy` when another connection writes for longer than the busy timeout.
    pub fn try_transaction<T, E: From<Error>>(
        &self,
        f: impl FnOnce(&Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let open = Open::begin(self, "BEGIN IMMEDIATE")?;
        let value = f(&Tx { db: self })?;
        open.commit()?;
        Ok(value)
    }

    /// Checks foreign keys when the open transaction is committed, and not after each statement: `PRAGMA defer_foreign_keys = ON`.
    ///
    /// So rows that require each other can be inserted one after the other, and keys be changed in any order.
    /// A key that points at no row in the end makes the commit fail: then nothing was written.
    ///
    /// It ends with the transaction, the outermost one if they are nested. `on_delete = restrict` is checked at once all the same.
    ///
    /// ```
    /// use relmodel::prelude::*;
    ///
    /// #[derive(Model, Debug, PartialEq)]
    /// struct Store {
    ///     id: Id<Store>,
    ///     #[belongs_to(manager: Staff)]
    ///     manager_id: Id<Staff>,
    /// }
    ///
    /// #[derive(Model, Debug, PartialEq)]
    /// struct Staff {
    ///     id: Id<Staff>,
    ///     #[belongs_to(Store)]
    ///     store_id: Id<Store>,
    /// }
    ///
    /// let db = Db::open_in_memory()?;
    /// schema![Store].create(&db)?;
    /// let store = db.transaction(|tx| {
    ///     tx.defer_foreign_keys()?;
    ///     // Nobody has the key 0, but until the end that doesn't matter.
    ///     let mut store = NewStore { manager_id: Id::from(0) }.insert(tx)?;
    ///     store.manager_id = NewStaff { store_id: store.id }.insert(tx)?.id;
    ///     store.update(tx)?;
    ///     Ok(store)
    /// })?;
    /// assert_eq!(store.manager().load(&db)?.store().load(&db)?, store);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// Where the program chooses the keys, no row needs a second statement: [`row.insert(tx)`](crate::Insert) for both.
    ///
    /// # Errors
    /// `is_query` outside of a transaction, where SQLite would keep it for whatever statement comes next, and then forget it.
    /// What stays wrong is an `is_foreign_key_violation` of [`transaction`](Self::transaction), which rolls back.
    pub fn defer_foreign_keys(&self) -> Result<()> {
        if self.connection.is_autocommit() {
            let message = "foreign keys are deferred to the end of a transaction, and none is open: \
                           call `tx.defer_foreign_keys()` in `db.transaction(|tx| …)`";
            return Err(Error::new(Kind::Query, message));
        }
        self.control("PRAGMA defer_foreign_keys = ON")
    }

    /// Runs several reads on one state of the database.
    pub(crate) fn reading<T>(&self, f: impl FnOnce() -> Result<T>) -> Result<T> {
        if !self.connection.is_autocommit() {
            return f();
        }
        let open = Open::begin(self, "BEGIN")?;
        let value = f()?;
        open.commit()?;
        Ok(value)
    }

    /// Runs several writes so that all or none of them happen.
    pub(crate) fn atomically<T>(&self, f: impl FnOnce() -> Result<T>) -> Result<T> {
        let open = Open::begin(self, "BEGIN IMMEDIATE")?;
        let value = f()?;
        open.commit()?;
        Ok(value)
    }

    fn control(&self, sql: &str) -> Result<()> {
        self.observed(sql, true, || self.connection.control(sql))
    }
}

/// A transaction or savepoint that rolls back unless it was committed.
struct Open<'db> {
    db: &'db Db,
    /// The number of the savepoint; none for a transaction.
    savepoint: Option<u32>,
    is_open: bool,
}

impl<'db> Open<'db> {
    fn begin(db: &'db Db, begin: &str) -> Result<Self> {
        let depth = db.depth.get();
        let savepoint = (!db.connection.is_autocommit()).then_some(depth);
        db.depth.set(depth + 1);
        // Made before the statement runs, so that it is ended even if an observer of the statement panics.
        let open = Self {
            db,
            savepoint,
            is_open: true,
        };
        match savepoint {
            None => db.control(begin)?,
            Some(number) => db.control(&format!("SAVEPOINT relmodel_{number}"))?,
        }
        Ok(open)
    }

    fn commit(mut self) -> Result<()> {
        match self.savepoint {
            None => self.db.control("COMMIT").map_err(dangling)?,
            Some(number) => self.db.control(&format!("RELEASE relmodel_{number}"))?,
        }
        self.is_open = false;
        Ok(())
    }
}

/// SQLite doesn't say which key it is.
#[cold]
fn dangling(error: Error) -> Error {
    match error.kind() {
        Kind::ForeignKey => error.with_message(
            "a foreign key pointed at no row when the transaction was committed, so it was rolled back",
        ),
        _ => error,
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.db.depth.set(self.db.depth.get() - 1);
        if self.is_open {
            self.db.forget_tables();
        }
        // Some errors, a full disk among them, have ended the transaction by themselves.
        if !self.is_open || self.db.connection.is_autocommit() {
            return;
        }
        // The error that led here is the one to report; after a failed rollback SQLite rolls back when the connection closes.
        let _ = match self.savepoint {
            None => self.db.control("ROLLBACK"),
            Some(number) => self
                .db
                .control(&format!("ROLLBACK TO relmodel_{number}"))
                .and_then(|()| self.db.control(&format!("RELEASE relmodel_{number}"))),
        };
    }
}
