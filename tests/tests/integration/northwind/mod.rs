//! Northwind, a database that others made, read through models with names of their own and checked against plain SQL.
//! Where its file is not beside the repository the tests say that they were skipped.

mod models;
mod reading;
mod writing;

use std::fs;

use relmodel::prelude::*;
use relmodel_tests::{say_skipped, workspace_root};
use tempfile::TempDir;

/// A copy of the database, in a folder that goes with it.
struct Northwind {
    db: Db,
    _folder: TempDir,
}

fn northwind() -> Option<Northwind> {
    let file = workspace_root().join("../shared/data/northwind.db");
    let Ok(bytes) = fs::read(&file) else {
        say_skipped("Northwind", &format!("{} is not there", file.display()));
        return None;
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("northwind.db");
    // Written and not copied, so that the copy is not as read-only as the file may be.
    fs::write(&path, bytes).unwrap();
    let db = Db::options().must_exist(true).open(&path).unwrap();
    Some(Northwind {
        db,
        _folder: folder,
    })
}
