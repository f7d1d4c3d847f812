//! Everything that generated code may name, and nothing else names. No part of it is a promise.

pub use crate::db::Reader;
pub use crate::error::Result;
pub use crate::expr::Column;
pub use crate::query::Query;
pub use crate::record::Record;
pub use crate::relation::{
    Ambiguous, BelongsTo, Deletes, Fk, ForeignKey, HasMany, HasOne, ManyToMany, Of, OnlyKeys,
    Related, Relation, SetsNull, Stays, is_unique, references,
};
pub use crate::row::{Part, Row};
pub use crate::schema::{Action, ColumnDef, Default, IndexDef, KeyKind, ModelDef, RelationDef};
pub use crate::sql::Scope;
pub use crate::value::{ColumnType, Value};
pub use crate::write::{Draft, Give, NewRow, NewValues};

use crate::value::{Scalar, Type};

/// Whether a column type takes NULL.
#[must_use]
pub const fn is_nullable<T: ColumnType>() -> bool {
    T::NULLABLE
}

/// Whether a column type has a now.
#[must_use]
pub const fn has_now<T: ColumnType>() -> bool {
    <T::Base as Scalar>::NOW.is_some()
}

/// Whether a column type is stored as an integer.
#[must_use]
pub const fn is_integer<T: ColumnType>() -> bool {
    matches!(<T::Base as Scalar>::TYPE, Type::Integer)
}
