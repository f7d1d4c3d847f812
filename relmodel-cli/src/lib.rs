//! Reads a SQLite database that exists and writes the models of relmodel for it: the library behind the command `relmodel`.
//!
//! It works in three steps, each with its own types:
//!
//! 1. [`inspect`] reads the database: its schema, and what its columns hold.
//! 2. [`model`] decides: names, types, keys and relations.
//! 3. [`print`](print::print) writes the code.
//!
//! ```no_run
//! let database = relmodel_cli::inspect::read("shop.db".as_ref())?;
//! let models = relmodel_cli::model::decide(&database);
//! println!("{}", relmodel_cli::print::print(&models));
//! # Ok::<(), relmodel_cli::Error>(())
//! ```

#![forbid(unsafe_code)]

mod error;
pub mod inspect;
pub mod model;
pub mod print;

pub use error::Error;
