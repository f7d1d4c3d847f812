//! What programs that use relmodel import: `use relmodel::prelude::*;`.
//!
//! The traits that only make methods callable come without their names, so that a model may be called `Condition` or `Row`:
//! `Condition`, `Expression`, its functions, `Insert` and `Loading`, and a second time `Model`. `ColumnType` is the derive alone. To name one, or what is rarely named, write `relmodel::Condition`,
//! `relmodel::Result`, `relmodel::Column`.

pub use crate::db::{Db, DbOptions, Executor, Tx};
pub use crate::expr::{
    Condition as _, DateFunctions as _, Expr, Expression as _, NumberFunctions as _,
    TextFunctions as _, all_of, any_of, case_when, concat, value,
};
pub use crate::migrate::Schema;
pub use crate::model::Model as _;
pub use crate::query::{Query, exists};
pub use crate::relation::Loading as _;
pub use crate::schema;
pub use crate::value::Id;
pub use crate::write::Insert as _;
pub use crate::{Error, Model};
pub use relmodel_derive::{ColumnType, Projection};
