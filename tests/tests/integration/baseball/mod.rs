//! The Baseball Databank: keys of two to five columns, references of three and four, column names with dots and digits in front, the
//! text 'NA' as a value, tables without a key whose rows repeat, and references that lead nowhere. Compared with plain SQL.
//! Where its file is not beside the repository the tests say that they were skipped.

mod loading;
mod models;
mod reading;
mod writing;

use relmodel_tests::{RealDb, real_db};

fn baseball() -> Option<RealDb> {
    real_db("baseball.db.zst")
}
