//! Mondial, a geography that others made: natural keys of one to four columns that share columns, references that are NULL in part,
//! references in a circle, exclusive arcs, and tables without a key. Compared with plain SQL.
//! Where its file is not beside the repository the tests say that they were skipped.

mod borders;
mod filters;
mod loading;
mod models;
mod reading;
mod waters;
mod writing;

use relmodel_tests::{RealDb, real_db};

fn mondial() -> Option<RealDb> {
    real_db("mondial.db.zst")
}
