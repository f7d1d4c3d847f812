//! Transactions that a program begins and ends by itself, those that read, those that are tried again, and statements that are stopped.

mod guards;
mod reading;
mod retries;
mod stopped;

use std::time::Duration;

use relmodel::prelude::*;
use relmodel_tests::texts;
use tempfile::{TempDir, tempdir};

use crate::models::*;

fn names(db: &Db) -> Vec<String> {
    texts(db, "SELECT name FROM user ORDER BY id")
}

fn is_open(db: &Db) -> bool {
    !db.with_connection(|raw| raw.is_autocommit())
}

/// Two connections to one file, which wait for a lock for a moment only.
fn two() -> (TempDir, Db, Db) {
    two_by(true)
}

fn two_by(wal: bool) -> (TempDir, Db, Db) {
    let folder = tempdir().unwrap();
    let path = folder.path().join("shared.db");
    let options = Db::options()
        .busy_timeout(Duration::from_millis(5))
        .wal(wal);
    let one = options.open(&path).unwrap();
    schema![User].create(&one).unwrap();
    let two = options.open(&path).unwrap();
    (folder, one, two)
}

/// Nothing is open, and the database can be written.
fn works(db: &Db) {
    assert!(!is_open(db));
    let before = User::all().count(db).unwrap();
    let user = user(db, "it works");
    assert_eq!(User::all().count(db).unwrap(), before + 1);
    db.transaction(|tx| user.delete(tx)).unwrap();
    assert_eq!(User::all().count(db).unwrap(), before);
}
