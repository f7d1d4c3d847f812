//! What a model is, as static data: tables, columns, keys, relations. Describes; does no I/O and writes no SQL.

mod column;
mod model;
mod reach;
mod relation;

pub use column::{ColumnDef, Default, column, default_with};
pub use model::{IndexDef, ModelDef};
pub(crate) use reach::reach;
pub use relation::{Action, ForeignKeyDef, Link, RelationDef, Target};
