//! What programs that use relmodel import: `use relmodel::prelude::*;`.
//!
//! The traits among them make methods callable, such as `Insert` for `insert` and `Expression` for `eq`.
//! What is rarely named is not here: write `relmodel::Result`, `relmodel::Column`, `relmodel::Many`.

pub use crate::db::{Db, DbOptions, Executor, Tx};
pub use crate::expr::{Condition, Expr, Expression, all_of, any_of};
pub use crate::migrate::Schema;
pub use crate::query::Query;
pub use crate::relation::Loading;
pub use crate::schema;
pub use crate::value::Id;
pub use crate::write::Insert;
pub use crate::{Error, Model};
