//! What all benchmarked libraries have in common: the workloads, the data, the checksums and the
//! main loop. There is no SQLite in it, so that each library brings its own version.
//!
//! A library implements [`Library`], and its `main` is `protocol::main::<ThatLibrary>()`.

mod command;
pub mod data;
mod fixture;
mod input;
mod lock;
mod memory;
mod place;
mod session;
mod sum;
mod workload;

use std::path::Path;

pub use command::main;
pub use input::Input;
pub use lock::locked;
pub use place::Place;
pub use sum::Sum;
pub use workload::{COLUMNS, PARENTS, WORKLOADS, Workload};

/// What goes wrong, of whichever library.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// How a library does one workload. It gives a checksum of what it read; see [`Sum`].
pub type Work<L> = fn(&mut L, &Input) -> Result<u64>;

/// A library at an open database. What it wants to keep from one round of a workload to the next,
/// such as rows at hand, it keeps in itself: the first round of a process is never measured.
pub trait Library: Sized {
    /// The name of the library, one word.
    const NAME: &'static str;

    /// The versions that count: the library's own, and SQLite's.
    fn versions() -> Vec<(&'static str, String)>;

    /// Opens the file, which may be missing, or a new database in memory. Foreign keys are enforced;
    /// a file is in WAL mode with `synchronous = NORMAL`.
    ///
    /// # Errors
    ///
    /// When the library can't open it.
    fn open(file: Option<&Path>) -> Result<Self>;

    /// Runs SQL statements without values, several in one text. It is not measured.
    ///
    /// # Errors
    ///
    /// When a statement fails.
    fn execute(&mut self, script: &str) -> Result<()>;

    /// Gives the one whole number that a query finds. It is not measured.
    ///
    /// # Errors
    ///
    /// When the statement fails.
    fn number(&mut self, query: &str) -> Result<i64>;

    /// How the library does a workload; `None` when it has no way to do it.
    fn work(workload: &str) -> Option<Work<Self>>;
}
