//! SQL text, and the untyped tree it is written from. No I/O, and no type parameter for a model.
//!
//! Three kinds of text reach a statement: the literals of this folder, identifiers through [`Output::name`], and what the user marked as raw.
//! Values are always bound.

mod change;
pub(crate) mod ddl;
mod expression;
mod ident;
mod inner;
mod keys;
mod node;
mod output;
mod raw;
mod raw_query;
mod scope;
mod select;
mod walk;
pub(crate) mod write;
mod writer;

pub(crate) use change::{Change, InsertOr};
pub(crate) use node::AFTER_TEXT;
pub use node::{Compare, Node};
pub(crate) use output::Output;
pub use raw::Raw;
pub use raw_query::RawQuery;
pub use scope::Scope;
pub(crate) use select::AT_ONCE;
pub use select::{Join, Keys, Select, Source, Table, Term};
pub use walk::Walk;
pub(crate) use writer::PARAMETERS;
pub use writer::{Param, Statement};
