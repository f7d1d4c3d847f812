//! SQLite's errors as relmodel's.

use rusqlite::{ErrorCode, ffi};

use crate::error::{Error, Kind};

/// rusqlite's error as ours.
#[cold]
pub(super) fn failure(error: rusqlite::Error) -> Error {
    let (code, message) = match &error {
        rusqlite::Error::SqliteFailure(code, message) => (*code, message.clone()),
        rusqlite::Error::SqlInputError { error, msg, .. } => (*error, Some(msg.clone())),
        _ => return Error::new(Kind::Database, error.to_string()).with_source(error),
    };
    let message = message.unwrap_or_else(|| code.to_string());
    let kind = kind(code, &message);
    let columns = message
        .split_once(" constraint failed: ")
        .filter(|_| matches!(kind, Kind::Unique | Kind::NotNull));
    let mut ours = Error::new(kind, message.clone()).with_source(error);
    if let Some((_, columns)) = columns {
        let (tables, columns): (Vec<_>, Vec<_>) = columns
            .split(", ")
            .filter_map(|name| name.split_once('.'))
            .unzip();
        if let Some(table) = tables.first() {
            ours = ours
                .with_table(table)
                .with_columns(columns.into_iter().map(str::to_owned).collect());
        }
    }
    ours
}

fn kind(code: ffi::Error, message: &str) -> Kind {
    match code.extended_code {
        ffi::SQLITE_CONSTRAINT_UNIQUE
        | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
        | ffi::SQLITE_CONSTRAINT_ROWID => return Kind::Unique,
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => return Kind::ForeignKey,
        ffi::SQLITE_CONSTRAINT_TRIGGER if message.starts_with("FOREIGN KEY") => {
            return Kind::ForeignKey;
        }
        ffi::SQLITE_CONSTRAINT_NOTNULL => return Kind::NotNull,
        ffi::SQLITE_CONSTRAINT_CHECK => return Kind::Check,
        ffi::SQLITE_CONSTRAINT_DATATYPE => return Kind::Value,
        _ => {}
    }
    match code.code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Kind::Busy,
        ErrorCode::ReadOnly => Kind::ReadOnly,
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Kind::Corrupt,
        ErrorCode::CannotOpen => Kind::Open,
        ErrorCode::DiskFull => Kind::Full,
        ErrorCode::OperationInterrupted => Kind::Interrupted,
        ErrorCode::TooBig => Kind::Limit,
        _ if message.starts_with("no such table")
            || message.contains("no such column")
            || message.contains("has no column named") =>
        {
            Kind::Schema
        }
        _ if message.starts_with("too many ")
            || message.starts_with("Expression tree is too large")
            || message.starts_with("parser stack overflow")
            || message.starts_with("Recursion limit")
            || message == "triggers nested too deep" =>
        {
            Kind::Limit
        }
        _ => Kind::Database,
    }
}
