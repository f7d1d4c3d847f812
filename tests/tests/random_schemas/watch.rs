//! Ends statements that would go on for ever, so that a walk in circles is a failure and not a test that hangs.

use std::sync::{Mutex, Once, PoisonError};
use std::thread::ThreadId;
use std::time::{Duration, Instant};

use relmodel::Db;
use rusqlite::InterruptHandle;

/// Statements here take milliseconds.
const ALLOWED: Duration = Duration::from_secs(10);

/// The database that each test has watched, and until when.
static WATCHED: Mutex<Vec<(ThreadId, InterruptHandle, Instant)>> = Mutex::new(Vec::new());
static START: Once = Once::new();

/// Watches the statements of this database, and no longer those of the one before it.
pub fn over(db: &Db) {
    let handle = db.with_connection(rusqlite::Connection::get_interrupt_handle);
    let mut watched = WATCHED.lock().unwrap_or_else(PoisonError::into_inner);
    let test = std::thread::current().id();
    watched.retain(|(of, ..)| *of != test);
    watched.push((test, handle, Instant::now() + ALLOWED));
    START.call_once(|| {
        std::thread::spawn(|| {
            loop {
                std::thread::sleep(Duration::from_secs(1));
                let watched = WATCHED.lock().unwrap_or_else(PoisonError::into_inner);
                for (_, handle, until) in &*watched {
                    if *until < Instant::now() {
                        handle.interrupt();
                    }
                }
            }
        });
    });
}
