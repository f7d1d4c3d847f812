//! Databases that relmodel did not make: tables, views and triggers by plain SQL, through a connection of another kind.
//! None of relmodel's DDL runs here.

mod collations;
mod keys;
mod tables;
mod values;
mod wide;

use std::ops::Deref;

use relmodel::prelude::*;
use tempfile::TempDir;

/// A database that another program made, opened by relmodel.
struct Existing {
    db: Db,
    _folder: TempDir,
}

impl Deref for Existing {
    type Target = Db;

    fn deref(&self) -> &Db {
        &self.db
    }
}

/// Runs SQL as another program would, on a connection with SQLite's own settings, then opens the file.
fn made_elsewhere(sql: &str) -> Existing {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.db");
    let plain = rusqlite::Connection::open(&path).unwrap();
    plain.execute_batch(sql).unwrap();
    drop(plain);
    let db = Db::options().must_exist(true).open(&path).unwrap();
    Existing {
        db,
        _folder: folder,
    }
}
