//! Where programs run: a database in memory, or a file that another connection has open, too.

use std::time::Duration;

use relmodel::Db;
use relmodel_tests::memory_db;
use tempfile::TempDir;

use crate::models;
use crate::tables::TABLES;

pub struct Place {
    pub db: Db,
    pub other: Option<Db>,
    _folder: Option<TempDir>,
}

impl Place {
    /// With all tables, and no rows.
    pub fn new(is_file: bool) -> Self {
        let place = match is_file {
            true => {
                let folder = tempfile::tempdir().unwrap();
                let path = folder.path().join("writes.db");
                let impatient = Db::options().busy_timeout(Duration::ZERO);
                Self {
                    db: Db::open(&path).unwrap(),
                    other: Some(impatient.open(&path).unwrap()),
                    _folder: Some(folder),
                }
            }
            false => Self {
                db: memory_db(),
                other: None,
                _folder: None,
            },
        };
        models::schema().create(&place.db).unwrap();
        place
    }

    /// Takes all rows out, for the next program.
    pub fn clear(&self) {
        let deletes = TABLES
            .iter()
            .map(|table| format!("DELETE FROM {};", table.name));
        let deletes: String = deletes.collect();
        let sql = format!(
            "PRAGMA foreign_keys = OFF; {deletes} DELETE FROM sqlite_sequence; PRAGMA foreign_keys = ON;"
        );
        self.db.execute_batch(&sql).unwrap();
    }
}
