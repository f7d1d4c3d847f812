//! Transactions: those a program asks for, and those that keep the statements of one call together.

use std::cell::Cell;
use std::ops::Deref;

use super::Db;
use super::kept::Kept;
use super::open::Open;
use crate::error::{Error, Kind, Result};

/// An open transaction: what [`Db::transaction`] gives to its closure, and [`Db::begin`] gives back.
///
/// It is a [`Db`]: whatever takes `&db` takes `tx`, functions of your own that take `&Db` included.
/// In a closure it is committed or rolled back when the closure ends, and by nothing else; one that was begun by [`begin`](Db::begin)
/// is committed by [`commit`](Self::commit), and rolled back when it is dropped.
/// There is one connection: what runs on `&db` itself meanwhile is in the transaction, too.
#[derive(Debug)]
#[must_use = "a transaction is rolled back when it is dropped: keep it, and `commit` it in the end"]
pub struct Tx<'db> {
    open: Open<'db>,
    pub(super) kept: Kept<'db>,
}

impl Tx<'_> {
    /// Commits what ran in the transaction. One inside another keeps it for that one to commit.
    ///
    /// # Errors
    /// `is_query` when a transaction that was begun inside this one is still open; `is_busy` where the file is not in WAL mode and others read it;
    /// after [`defer_foreign_keys`](Db::defer_foreign_keys) `is_foreign_key_violation`. It is rolled back then.
    pub fn commit(self) -> Result<()> {
        self.open.commit()
    }

    /// Undoes what ran in the transaction. Dropping it does the same, without telling whether that failed.
    ///
    /// # Errors
    /// When SQLite can't read the file that it rolls back from.
    pub fn rollback(self) -> Result<()> {
        self.open.rollback()
    }
}

impl Deref for Tx<'_> {
    type Target = Db;

    fn deref(&self) -> &Db {
        self.open.db
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
        let tx = self.begin()?;
        let value = f(&tx)?;
        tx.commit()?;
        Ok(value)
    }

    /// Calls `f` in a transaction, as [`transaction`](Self::transaction), and again, up to so many times, when it was rolled back because another connection
    /// held the lock for longer than the busy timeout. What `f` did besides the database it does again.
    ///
    /// Transactions begin IMMEDIATE, so that a lock is waited for before `f` is called, and the busy timeout is mostly enough.
    /// Between the calls there is no other pause than that timeout. Inside another transaction it is called once: that one would have to begin again.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] struct Counter { #[key] name: String, value: i64 }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Counter].create(&db)?;
    /// # NewCounter { name: "visits", value: 0 }.insert(&db)?;
    /// let counter = db.transaction_with_retries(3, |tx| {
    ///     let mut counter = Counter::find("visits").load(tx)?;
    ///     counter.value += 1;
    ///     counter.update(tx)?;
    ///     Ok(counter)
    /// })?;
    /// assert_eq!(counter.value, 1);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`transaction`](Self::transaction); `is_busy` after so many retries.
    pub fn transaction_with_retries<T>(
        &self,
        retries: u32,
        mut f: impl FnMut(&Tx<'_>) -> Result<T>,
    ) -> Result<T> {
        let mut left = match self.connection.is_autocommit() {
            true => retries,
            false => 0,
        };
        loop {
            match self.transaction(&mut f) {
                Err(error) if error.is_busy() && left > 0 => left -= 1,
                result => return result,
            }
        }
    }

    /// Begins a transaction that ends when the program says so, for code that a closure does not fit. [`transaction`](Self::transaction) can't be left open.
    ///
    /// It begins IMMEDIATE. Inside another, `tx.begin()`, it is a savepoint.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)]
    /// # struct Tag { id: Id<Tag>, name: String }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Tag].create(&db)?;
    /// let tx = db.begin()?;
    /// NewTag { name: "a" }.insert(&tx)?;
    /// tx.commit()?;
    ///
    /// let tx = db.begin()?;
    /// NewTag { name: "b" }.insert(&tx)?;
    /// drop(tx); // or `tx.rollback()?`, or an error on the way
    /// assert_eq!(Tag::all().count(&db)?, 1);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// `is_busy` when another connection writes for longer than the busy timeout.
    pub fn begin(&self) -> Result<Tx<'_>> {
        self.opened("BEGIN IMMEDIATE")
    }

    /// Calls `f` in a transaction that reads: all its statements see the database in one state, whatever others commit meanwhile.
    /// In WAL mode it waits for nobody, and nobody waits for it. It can't write.
    ///
    /// Each call that loads is consistent by itself; this is for several that belong together.
    /// It begins with a read, which fixes the state. Inside another transaction it is a part of that.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug)]
    /// # struct Tag { id: Id<Tag>, name: String }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Tag].create(&db)?;
    /// let (count, tags) = db.read_transaction(|tx| Ok((Tag::all().count(tx)?, Tag::all().load(tx)?)))?;
    /// assert_eq!(count, tags.len() as u64);
    ///
    /// let written = db.read_transaction(|tx| NewTag { name: "a" }.insert(tx));
    /// assert!(written.unwrap_err().is_read_only());
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// What `f` gives; `is_read_only` from calls in it that write.
    pub fn read_transaction<T>(&self, f: impl FnOnce(&Tx<'_>) -> Result<T>) -> Result<T> {
        let tx = self.opened("BEGIN")?;
        self.control("PRAGMA schema_version")?;
        let value = {
            let _reading = Reading::begin(self);
            f(&tx)?
        };
        tx.commit()?;
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
        self.is_deferring.set(true);
        self.control("PRAGMA defer_foreign_keys = ON")
    }
}

impl Db {
    fn opened(&self, begin: &str) -> Result<Tx<'_>> {
        let open = Open::begin(self, begin)?;
        let kept = Kept::new(self);
        Ok(Tx { open, kept })
    }
}

/// While it lives, nothing is written.
struct Reading<'db> {
    is_reading: &'db Cell<bool>,
    was: bool,
}

impl<'db> Reading<'db> {
    fn begin(db: &'db Db) -> Self {
        let is_reading = &db.connection.is_reading;
        Self {
            is_reading,
            was: is_reading.replace(true),
        }
    }
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        self.is_reading.set(self.was);
    }
}
