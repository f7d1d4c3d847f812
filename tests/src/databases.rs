//! The databases that others made, which lie beside the repository: each is unpacked once in a process,
//! and each test works on a copy of its own.

use std::collections::HashMap;
use std::fs;
use std::io::Read;
use std::ops::Deref;
use std::path::Path;
use std::sync::Mutex;

use relmodel::Db;
use tempfile::TempDir;

use crate::{say_skipped, workspace_root};

/// A copy of a database that others made, in a folder that goes with it.
#[derive(Debug)]
pub struct RealDb {
    /// The copy, opened.
    pub db: Db,
    _folder: TempDir,
}

impl Deref for RealDb {
    type Target = Db;

    fn deref(&self) -> &Db {
        &self.db
    }
}

/// A copy of a database, by the name of its file: `sakila.db.zst`. Without the file it says that the test is skipped.
#[must_use]
pub fn real_db(file: &'static str) -> Option<RealDb> {
    let bytes = real_bytes(file)?;
    let folder = tempfile::tempdir().expect("a folder for the copy");
    let path = folder.path().join("copy.db");
    // Written and not copied, so that the copy is not as read-only as the file may be.
    fs::write(&path, bytes).expect("room for the copy");
    let db = Db::options()
        .must_exist(true)
        .open(&path)
        .expect("the copy is a database");
    Some(RealDb {
        db,
        _folder: folder,
    })
}

/// What a file of a database holds, unpacked. Without the file it says that the test is skipped.
#[must_use]
pub fn real_bytes(file: &'static str) -> Option<&'static [u8]> {
    static UNPACKED: Mutex<Option<HashMap<&str, &[u8]>>> = Mutex::new(None);
    let mut unpacked = UNPACKED
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    let unpacked = unpacked.get_or_insert_default();
    if let Some(bytes) = unpacked.get(file) {
        return Some(bytes);
    }
    let path = workspace_root().join("../shared/data").join(file);
    let Some(bytes) = read(&path) else {
        say_skipped(file, &format!("{} is not there", path.display()));
        return None;
    };
    // As long as the process: every test of the database reads them.
    let bytes: &'static [u8] = bytes.leak();
    unpacked.insert(file, bytes);
    Some(bytes)
}

fn read(path: &Path) -> Option<Vec<u8>> {
    let bytes = fs::read(path).ok()?;
    if path.extension().is_none_or(|extension| extension != "zst") {
        return Some(bytes);
    }
    let mut packed = &*bytes;
    let mut frame =
        ruzstd::decoding::StreamingDecoder::new(&mut packed).expect("a file packed by zstd");
    let mut unpacked = Vec::new();
    frame
        .read_to_end(&mut unpacked)
        .expect("a file packed by zstd");
    Some(unpacked)
}
