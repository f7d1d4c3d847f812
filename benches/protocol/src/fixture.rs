//! Files with the data sets. The first program that needs one makes it; all others copy it, so
//! that every library reads the same pages.

use std::fs;
use std::path::{Path, PathBuf};

use crate::data::{self, Dataset};
use crate::{Library, Place, Result};

/// Counted up when the data changes, so that no old file is read.
const VERSION: u32 = 2;

/// Where the files are: `RELMODEL_BENCH_DATA`, or a folder among the system's temporary files.
#[must_use]
pub fn folder() -> PathBuf {
    std::env::var_os("RELMODEL_BENCH_DATA").map_or_else(
        || std::env::temp_dir().join(format!("relmodel-benches-{VERSION}")),
        PathBuf::from,
    )
}

/// Opens a database that holds the data set.
///
/// # Errors
///
/// When the data can't be made or copied, or the library can't open it.
pub fn open<L: Library>(set: &Dataset, place: Place, file: &Path) -> Result<L> {
    let source = made::<L>(set)?;
    match place {
        Place::File => {
            fs::copy(&source, file)?;
            L::open(Some(file))
        }
        Place::Memory => {
            let mut library = L::open(None)?;
            library.execute(&copying(set, &source))?;
            Ok(library)
        }
    }
}

/// The file of a data set, made if it is missing.
fn made<L: Library>(set: &Dataset) -> Result<PathBuf> {
    let folder = folder();
    let file = folder.join(set.name).with_extension("db");
    if file.exists() {
        return Ok(file);
    }
    fs::create_dir_all(&folder)?;
    let part = folder.join(format!("{}.{}.part", set.name, std::process::id()));
    let mut library = L::open(Some(&part))?;
    library.execute(&data::schema(set))?;
    library.execute("BEGIN")?;
    for insert in data::inserts(set) {
        library.execute(&insert)?;
    }
    library.execute("COMMIT; PRAGMA journal_mode = DELETE")?;
    drop(library);
    fs::rename(part, &file)?;
    Ok(file)
}

/// The statements that copy all tables. SQLite copies whole rows as bytes where foreign keys are off.
fn copying(set: &Dataset, source: &Path) -> String {
    let mut script = String::from("PRAGMA foreign_keys = OFF;");
    script += &data::schema(set);
    script += &format!("ATTACH '{}' AS source;", source.display());
    for table in data::tables(set) {
        script += &format!("INSERT INTO main.\"{table}\" SELECT * FROM source.\"{table}\";");
    }
    script + "DETACH source; PRAGMA foreign_keys = ON;"
}
