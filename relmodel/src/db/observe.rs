//! Seeing and counting the statements that run.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::Db;
use crate::error::Result;

pub(super) type Observer = Arc<dyn Fn(&Event<'_>) + Send + Sync>;

/// A statement that has run.
#[derive(Debug, Clone, Copy)]
pub struct Event<'a> {
    sql: &'a str,
    control: bool,
    failed: bool,
    elapsed: Duration,
}

impl Event<'_> {
    /// The text, with `?1`, `?2`, … where values were bound.
    #[must_use]
    pub fn sql(&self) -> &str {
        self.sql
    }

    /// Whether it begins, commits or rolls back a transaction, and neither reads nor writes. Such statements are not counted.
    #[must_use]
    pub fn is_control(&self) -> bool {
        self.control
    }

    /// Whether it gave an error.
    #[must_use]
    pub fn is_failed(&self) -> bool {
        self.failed
    }

    /// How long it ran, what was done with its rows included.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }
}

impl fmt::Display for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sql)
    }
}

impl Db {
    /// Calls `observer` after each statement, until another is set. What an observer runs on this database is not observed.
    ///
    /// ```
    /// use std::sync::{Arc, Mutex};
    /// use relmodel::prelude::*;
    /// # #[derive(Model)]
    /// # struct Tag { id: Id<Tag>, name: String }
    /// let db = Db::open_in_memory()?;
    /// schema![Tag].create(&db)?;
    ///
    /// let seen = Arc::new(Mutex::new(Vec::new()));
    /// let log = seen.clone();
    /// db.observe(move |event| log.lock().unwrap().push(event.sql().to_owned()));
    /// Tag::all().load(&db)?;
    ///
    /// assert_eq!(*seen.lock().unwrap(), [r#"SELECT t0."id", t0."name" FROM "tag" AS t0"#]);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    pub fn observe(&self, observer: impl Fn(&Event<'_>) + Send + Sync + 'static) {
        *self.observer.borrow_mut() = Some(Arc::new(observer));
    }

    /// Stops calling the observer.
    pub fn unobserve(&self) {
        *self.observer.borrow_mut() = None;
    }

    /// Calls `f`, and says how many statements ran that read or write: "no query per row" as a unit test.
    ///
    /// Statements that begin or end transactions are not counted, nor is what runs on another `Db`.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)]
    /// # struct Tag { id: Id<Tag>, name: String }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Tag].create(&db)?;
    /// let (tags, statements) = db.count_statements(|| Tag::all().load(&db));
    /// assert_eq!(statements, 1);
    /// # tags?;
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    pub fn count_statements<T>(&self, f: impl FnOnce() -> T) -> (T, u64) {
        let before = self.statements.get();
        let value = f();
        (value, self.statements.get() - before)
    }

    /// Runs a statement, counts it and shows it to the observer.
    pub(super) fn observed<T>(
        &self,
        sql: &str,
        control: bool,
        run: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        if !control {
            self.statements.set(self.statements.get() + 1);
        }
        // Cloned, so that an observer may set another; taken out, so that it doesn't observe itself.
        let Some(observer) = self.observer.borrow().clone() else {
            return run();
        };
        let start = Instant::now();
        let result = run();
        let event = Event {
            sql,
            control,
            failed: result.is_err(),
            elapsed: start.elapsed(),
        };
        let held = self.observer.take();
        observer(&event);
        let mut slot = self.observer.borrow_mut();
        if slot.is_none() {
            *slot = held;
        }
        result
    }
}
