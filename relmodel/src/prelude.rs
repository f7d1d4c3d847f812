//! What programs that use relmodel import: `use relmodel::prelude::*;`.

pub use crate::db::{Db, DbOptions, Executor, Tx};
pub use crate::expr::{Condition, Expr, Expression, all_of, any_of};
pub use crate::migrate::Schema;
pub use crate::query::Query;
pub use crate::relation::Loading;
pub use crate::schema;
pub use crate::value::Id;
pub use crate::write::NewRow;
pub use crate::{Error, Model};
