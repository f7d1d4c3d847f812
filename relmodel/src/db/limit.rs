//! How long a statement may run.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::error::{Error, Result};

/// Stands for no end.
const NEVER: u64 = u64::MAX;

/// The limit of a connection's statements, each for itself.
#[derive(Debug)]
pub(super) struct Limit {
    time: Duration,
    start: Instant,
    /// When the running statement is to end, in nanoseconds from the start.
    end: Arc<AtomicU64>,
}

impl Limit {
    pub(super) fn new(time: Duration) -> Self {
        Self {
            time,
            start: Instant::now(),
            end: Arc::new(AtomicU64::new(NEVER)),
        }
    }

    /// Says, whenever it is called, whether the running statement is to be stopped.
    pub(super) fn is_over(&self) -> impl FnMut() -> bool + Send + 'static {
        let (start, end) = (self.start, Arc::clone(&self.end));
        move || nanoseconds(start.elapsed()) > end.load(Ordering::Relaxed)
    }

    /// Runs a statement. What it runs in turn, from a closure over its rows, has a limit of its own, after which this one's goes on.
    pub(super) fn run<T>(&self, statement: impl FnOnce() -> Result<T>) -> Result<T> {
        let end = nanoseconds(self.start.elapsed()).saturating_add(nanoseconds(self.time));
        let _running = Running {
            end: &self.end,
            outer: self.end.swap(end, Ordering::Relaxed),
        };
        let result = statement();
        match result {
            Err(error) if error.is_interrupted() && nanoseconds(self.start.elapsed()) > end => {
                Err(self.explained(error))
            }
            result => result,
        }
    }

    #[cold]
    fn explained(&self, error: Error) -> Error {
        let message = format!(
            "the statement ran for longer than its limit of {:?}, and was stopped",
            self.time
        );
        error.with_message(message)
    }
}

/// A statement is running. It ends with this, also by a panic.
struct Running<'l> {
    end: &'l AtomicU64,
    outer: u64,
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.end.store(self.outer, Ordering::Relaxed);
    }
}

fn nanoseconds(time: Duration) -> u64 {
    // More than 500 years is never.
    u64::try_from(time.as_nanos()).unwrap_or(NEVER)
}
