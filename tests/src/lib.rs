//! What the tests share: where the repository is, an empty database, those that others made, and how to say that a test
//! was skipped. Nothing here checks anything.

#![forbid(unsafe_code)]
#![allow(
    clippy::expect_used,
    clippy::missing_panics_doc,
    clippy::panic,
    reason = "a test reports by panicking"
)]

mod databases;
mod random;

use std::io::Write;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

pub use databases::{RealDb, real_bytes, real_db};
pub use random::Random;
use relmodel::Db;

/// The folder that holds the workspace's `Cargo.toml`.
#[must_use]
pub fn workspace_root() -> PathBuf {
    let tests = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    tests
        .parent()
        .expect("the tests are a folder of the workspace")
        .to_path_buf()
}

/// An empty database in memory, with the settings of a `Db` as it is opened by default.
#[must_use]
pub fn memory_db() -> Db {
    Db::open_in_memory().expect("a database in memory opens")
}

/// What `f` gives, and the statements that it ran on `db`, in order. Transaction control is left out.
pub fn statements<T>(db: &Db, f: impl FnOnce() -> T) -> (T, Vec<String>) {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = seen.clone();
    db.observe(move |event| {
        if !event.is_control() {
            log.lock().expect("one thread").push(event.sql().to_owned());
        }
    });
    let value = f();
    db.unobserve();
    let texts = std::mem::take(&mut *seen.lock().expect("one thread"));
    (value, texts)
}

/// The integer that plain SQL gives, past relmodel.
#[must_use]
pub fn integer(db: &Db, sql: &str) -> i64 {
    db.with_connection(|raw| raw.query_row(sql, [], |row| row.get(0)))
        .unwrap_or_else(|error| panic!("{sql}: {error}"))
}

/// The first column of the rows that plain SQL gives, past relmodel. Every cell is text.
#[must_use]
pub fn texts(db: &Db, sql: &str) -> Vec<String> {
    db.with_connection(|raw| {
        let mut statement = raw.prepare(sql)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        rows.collect::<Result<Vec<String>, _>>()
    })
    .unwrap_or_else(|error| panic!("{sql}: {error}"))
}

/// Says on the terminal that something was not tested, and why.
///
/// It writes past the capture of the test runner: a test that was skipped and says so only to a
/// buffer that nobody reads is a test that looks green.
pub fn say_skipped(what: &str, why: &str) {
    let mut terminal = std::io::stderr().lock();
    // A closed terminal is no reason to fail a test.
    let _ = writeln!(terminal, "\nskipped: {what}\n    why: {why}\n");
}
