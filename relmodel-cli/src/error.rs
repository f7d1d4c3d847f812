//! What can go wrong, in plain sentences for the terminal.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why no models were written. `Display` is the sentence to show.
#[derive(Debug)]
pub enum Error {
    /// There is no such file.
    Missing(PathBuf),
    /// It is a folder.
    Folder(PathBuf),
    /// The file is not a SQLite database, or it is encrypted.
    NotADatabase(PathBuf),
    /// SQLite can't read the file; the text is its message.
    Unreadable(PathBuf, String),
    /// The output would overwrite the database.
    SameFile(PathBuf),
    /// The output can't be written.
    Unwritable(PathBuf, io::Error),
}

impl Error {
    /// Sorts an error of SQLite's by what the user can do about it.
    pub(crate) fn of(file: &Path, error: &rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase) => Self::NotADatabase(file.to_owned()),
            _ => Self::Unreadable(file.to_owned(), error.to_string()),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(file) => write!(f, "there is no file `{}`", file.display()),
            Self::Folder(file) => write!(
                f,
                "`{}` is a folder: give the file of a database",
                file.display()
            ),
            Self::NotADatabase(file) => write!(
                f,
                "`{}` is not a SQLite database, or it is encrypted",
                file.display()
            ),
            Self::Unreadable(file, why) => {
                write!(f, "`{}` can't be read: {why}", file.display())
            }
            Self::SameFile(file) => write!(
                f,
                "the models would overwrite the database `{}`: give another file to `--out`",
                file.display()
            ),
            Self::Unwritable(file, why) => {
                write!(f, "`{}` can't be written: {why}", file.display())
            }
        }
    }
}

impl std::error::Error for Error {}
