//! A sample of Stack Exchange: two references of posts to posts, several to users, owners that are gone, the key -1, keys that point
//! at nothing, and deletes that go on in the database. Compared with plain SQL.
//! Where its file is not beside the repository the tests say that they were skipped.

mod loading;
mod models;
mod posts;
mod reading;
mod writing;

use relmodel_tests::{RealDb, real_db};

fn stackexchange() -> Option<RealDb> {
    real_db("stackexchange.db.zst")
}
