//! Seeing and counting the statements that run.

use std::cell::Cell;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::Db;
use crate::error::Result;

pub(super) type Observer = Arc<dyn Fn(&Event<'_>) + Send + Sync>;

/// A statement that has run, as [`Db::observe`] shows it.
///
/// ```
/// # use relmodel::prelude::*;
/// # #[derive(Model, Debug, PartialEq)] struct Tag { id: Id<Tag>, #[unique] name: String }
/// # let db = Db::open_in_memory()?;
/// # schema![Tag].create(&db)?;
/// db.observe(|event| {
///     if !event.is_control() {
///         println!("{:?} {event}", event.elapsed());
///     }
/// });
/// Tag::all().load(&db)?;
/// # Ok::<(), relmodel::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Event<'a> {
    sql: &'a str,
    control: bool,
    failed: bool,
    elapsed: Duration,
}

impl Event<'_> {
    /// Gives the text, with `?1`, `?2`, … where values were bound. The values are not shown.
    #[must_use]
    pub fn sql(&self) -> &str {
        self.sql
    }

    /// Says whether it begins, commits or rolls back a transaction, and neither reads nor writes. Such statements are not counted.
    #[must_use]
    pub fn is_control(&self) -> bool {
        self.control
    }

    /// Says whether it gave an error.
    #[must_use]
    pub fn is_failed(&self) -> bool {
        self.failed
    }

    /// Gives how long it ran, what was done with its rows included.
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
    /// Calls `observer` after each statement that runs on this database, until another is set.
    /// This is how to see *all* statements; [`Query::to_sql`](crate::Query::to_sql) shows the first of a query.
    ///
    /// What an observer runs on this database is not observed. Nor is the question, asked once for each table, whether SQLite assigns its keys.
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
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] struct Tag { id: Id<Tag>, #[unique] name: String }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Tag].create(&db)?;
    /// db.observe(|_| panic!("nothing is observed any more"));
    /// db.unobserve();
    /// Tag::all().load(&db)?;
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    pub fn unobserve(&self) {
        *self.observer.borrow_mut() = None;
    }

    /// Calls `f`, and says how many statements ran that read or write: "no query per row" as a unit test.
    ///
    /// Statements that begin or end transactions are not counted, nor is what an observer runs, or what runs on another `Db`.
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

    /// Runs a statement, counts it and shows it to the observer, unless that is who runs it.
    pub(super) fn observed<T>(
        &self,
        sql: impl FnOnce() -> Arc<str>,
        control: bool,
        run: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        // While a panic unwinds a second one, of an observer that is told of the rollback, would abort the program.
        if self.observing.get() || std::thread::panicking() {
            return run();
        }
        if !control {
            self.statements.set(self.statements.get() + 1);
        }
        // Cloned, so that an observer may set another.
        let Some(observer) = self.observer.borrow().clone() else {
            return run();
        };
        let start = Instant::now();
        let result = run();
        let event = Event {
            sql: &sql(),
            control,
            failed: result.is_err(),
            elapsed: start.elapsed(),
        };
        let _observing = Observing::begin(&self.observing);
        observer(&event);
        result
    }
}

/// An observer is being called. It ends with the call, also when that panics.
struct Observing<'db>(&'db Cell<bool>);

impl<'db> Observing<'db> {
    fn begin(flag: &'db Cell<bool>) -> Self {
        flag.set(true);
        Self(flag)
    }
}

impl Drop for Observing<'_> {
    fn drop(&mut self) {
        self.0.set(false);
    }
}
