//! Open transactions and savepoints: how they begin and end, in whatever order a program ends them.

use super::Db;
use crate::error::{Error, Kind, Result};

/// A transaction or savepoint that rolls back unless it was committed.
#[derive(Debug)]
pub(super) struct Open<'db> {
    pub(super) db: &'db Db,
    /// How many are open around it.
    place: u32,
    is_savepoint: bool,
    is_open: bool,
}

impl<'db> Open<'db> {
    pub(super) fn begin(db: &'db Db, begin: &str) -> Result<Self> {
        db.check_open()?;
        let place = db.depth.get();
        let is_savepoint = !db.connection.is_autocommit();
        db.depth.set(place + 1);
        db.live.set(place + 1);
        // Made before the statement runs, so that it is ended even if an observer of the statement panics.
        let open = Self {
            db,
            place,
            is_savepoint,
            is_open: true,
        };
        match is_savepoint {
            false => db.control(begin)?,
            true => db.control(&format!("SAVEPOINT relmodel_{place}"))?,
        }
        Ok(open)
    }

    pub(super) fn commit(mut self) -> Result<()> {
        if self.place >= self.db.live.get() || self.db.connection.is_autocommit() {
            let message =
                "the transaction was ended before its commit: by an error in it, or by hand";
            return Err(Error::new(Kind::Database, message));
        }
        if self.db.depth.get() != self.place + 1 {
            let message = "a transaction that was begun inside this one is still open: commit it first, or drop it";
            return Err(Error::new(Kind::Query, message));
        }
        match self.is_savepoint {
            false => self.db.control("COMMIT").map_err(dangling)?,
            true => self
                .db
                .control(&format!("RELEASE relmodel_{}", self.place))?,
        }
        self.is_open = false;
        Ok(())
    }

    pub(super) fn rollback(mut self) -> Result<()> {
        self.undo()
    }

    /// Rolls back, with all that was begun inside, if there is still something to roll back.
    fn undo(&mut self) -> Result<()> {
        let db = self.db;
        if !self.is_open {
            return Ok(());
        }
        self.is_open = false;
        db.forget_tables();
        // One around it may have ended, which ended this one, too; and so do some errors, a full disk among them.
        let is_gone = self.place >= db.live.get() || db.connection.is_autocommit();
        db.live.set(db.live.get().min(self.place));
        match (is_gone, self.is_savepoint) {
            (true, _) => Ok(()),
            (false, false) => db.control("ROLLBACK"),
            (false, true) => db
                .control(&format!("ROLLBACK TO relmodel_{}", self.place))
                .and_then(|()| db.control(&format!("RELEASE relmodel_{}", self.place))),
        }
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        // The error that led here is the one to report; after a failed rollback SQLite rolls back when the connection closes.
        let _ = self.undo();
        let db = self.db;
        db.depth.set(db.depth.get() - 1);
        db.live.set(db.live.get().min(self.place));
        if self.place == 0 {
            db.forget_deferring();
        }
    }
}

impl Db {
    /// Some errors end a transaction by themselves, and one that was begun around another may end first.
    /// What would have been in it must not run outside of it.
    pub(super) fn check_open(&self) -> Result<()> {
        let depth = self.depth.get();
        if depth == 0 {
            return Ok(());
        }
        let message = if self.live.get() < depth {
            "a transaction around this one was ended before this statement, which is not run outside of it"
        } else if self.connection.is_autocommit() {
            "the transaction was ended by an error before this statement, which is not run outside of it"
        } else {
            return Ok(());
        };
        Err(Error::new(Kind::Database, message))
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

    pub(super) fn control(&self, sql: &str) -> Result<()> {
        self.observed(|| sql.into(), true, || self.connection.control(sql))
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
