//! Northwind, a database that others made, read through models with names of their own and checked against plain SQL.
//! Where its file is not beside the repository the tests say that they were skipped.

mod models;
mod reading;
mod writing;

use relmodel_tests::{RealDb, real_db};

fn northwind() -> Option<RealDb> {
    real_db("northwind.db")
}
