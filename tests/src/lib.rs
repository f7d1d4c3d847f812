//! What the tests share: where the repository is, an empty database, and how to say that a test
//! was skipped. Nothing here checks anything.

#![forbid(unsafe_code)]
#![allow(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "a test reports by panicking"
)]

use std::io::Write;
use std::path::PathBuf;

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

/// Says on the terminal that something was not tested, and why.
///
/// It writes past the capture of the test runner: a test that was skipped and says so only to a
/// buffer that nobody reads is a test that looks green.
pub fn say_skipped(what: &str, why: &str) {
    let mut terminal = std::io::stderr().lock();
    // A closed terminal is no reason to fail a test.
    let _ = writeln!(terminal, "\nskipped: {what}\n    why: {why}\n");
}
