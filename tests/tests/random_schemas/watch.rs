//! Ends statements that would go on for ever, so that a walk in circles is a failure and not a test that hangs.

use std::sync::{Mutex, Once, PoisonError};
use std::time::{Duration, Instant};

use relmodel::Db;
use rusqlite::InterruptHandle;

/// Statements here take milliseconds.
const ALLOWED: Duration = Duration::from_secs(10);

/// The database that is watched, and until when.
static WATCHED: Mutex<Option<(InterruptHandle, Instant)>> = Mutex::new(None);
static START: Once = Once::new();

/// Watches the statements of this database, and of no other.
pub fn over(db: &Db) {
    let handle = db.with_connection(rusqlite::Connection::get_interrupt_handle);
    let mut watched = WATCHED.lock().unwrap_or_else(PoisonError::into_inner);
    *watched = Some((handle, Instant::now() + ALLOWED));
    START.call_once(|| {
        std::thread::spawn(|| {
            loop {
                std::thread::sleep(Duration::from_secs(1));
                let watched = WATCHED.lock().unwrap_or_else(PoisonError::into_inner);
                if let Some((handle, until)) = &*watched
                    && *until < Instant::now()
                {
                    handle.interrupt();
                }
            }
        });
    });
}
