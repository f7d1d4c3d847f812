//! An ORM for SQLite: plain structs become tables, accessors and eager-loading queries, with the mistakes found by the compiler.
#![forbid(unsafe_code)]

extern crate self as relmodel;

pub mod bounds;
mod db;
mod error;
mod expr;
mod migrate;
mod model;
pub mod prelude;
mod query;
mod record;
mod relation;
mod row;
mod schema;
mod sql;
mod value;
mod write;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use db::{Db, DbOptions, Event, Executor, RawConnection, Tx};
pub use error::{Error, Result};
pub use expr::{Column, Condition, Expr, Expression, Operand, Order, OrderBy, all_of, any_of};
pub use migrate::Schema;
pub use model::Model;
pub use query::{Many, Optional, Query, Single};
pub use record::IntoKey;
pub use relation::{Loading, Refined, Relation};
pub use relmodel_derive::Model;
pub use value::{ColumnType, Id, Mismatch, Type, Value, ValueRef};
pub use write::{Give, NewRow};
