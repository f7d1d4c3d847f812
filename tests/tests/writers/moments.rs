//! Moments of a write: after one of its statements, or in the middle of one, at a row.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use relmodel::prelude::*;
use rusqlite::functions::FunctionFlags;

/// A moment of a write.
#[derive(Clone, Copy)]
pub enum Moment {
    /// After so many statements, those that begin and end transactions among them.
    Statement(u64),
    /// When so many rows have been written, also by what the database does itself.
    Row(u64),
}

impl Moment {
    pub fn of(kind: &str, at: u64) -> Option<Self> {
        match kind {
            "statement" => Some(Self::Statement(at)),
            "row" => Some(Self::Row(at)),
            _ => None,
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Statement(at) => write!(f, "statement {at}"),
            Self::Row(at) => write!(f, "row {at}"),
        }
    }
}

/// Calls `f` when the moment comes, counted from now on.
pub fn at(db: &Db, moment: Moment, f: impl Fn() + Send + Sync + std::panic::UnwindSafe + 'static) {
    let count = AtomicU64::new(0);
    let comes = move |at| {
        if count.fetch_add(1, Ordering::Relaxed) + 1 == at {
            f();
        }
    };
    match moment {
        Moment::Statement(at) => each_statement(db, move || comes(at)),
        Moment::Row(at) => each_row(db, move || comes(at)),
    }
}

/// Calls `f` after each statement.
pub fn each_statement(db: &Db, f: impl Fn() + Send + Sync + 'static) {
    db.observe(move |_| f());
}

/// Calls `f` for each row that is written, in the middle of the statement.
pub fn each_row(db: &Db, f: impl Fn() + Send + Sync + std::panic::UnwindSafe + 'static) {
    db.with_connection(|raw| {
        raw.create_scalar_function("row_is_written", 0, FunctionFlags::SQLITE_UTF8, move |_| {
            f();
            Ok(0)
        })
    })
    .unwrap();
    for table in ["user", "profile", "post", "comment", "tag", "post_tag"] {
        for change in ["INSERT", "UPDATE", "DELETE"] {
            db.execute_batch(&format!(
                "CREATE TEMP TRIGGER {change}_{table} AFTER {change} ON main.{table} BEGIN SELECT row_is_written(); END"
            ))
            .unwrap();
        }
    }
}
