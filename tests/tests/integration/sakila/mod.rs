//! Sakila, a film rental that others made: two tables that require each other, two references to one table, links with a column
//! of their own, keys that change, and triggers that overwrite what was written. Compared with plain SQL.
//! Where its file is not beside the repository the tests say that they were skipped.

mod filters;
mod loading;
mod models;
mod reading;
mod writing;

use relmodel_tests::{RealDb, real_db};

fn sakila() -> Option<RealDb> {
    real_db("sakila.db.zst")
}
