//! Everything that generated code may name, and nothing else names. No part of it is a promise.

pub use crate::db::Reader;
pub use crate::error::Result;
pub use crate::expr::{ByValue, Column, Ordered, OrderedAs, Text, TextAs};
pub use crate::projection::{Planner, Projection, at};
pub use crate::query::{Many, Optional, Query};
pub use crate::record::{HasKey, KeyOf, Record, Refers, UniqueKey, def};
pub use crate::relation::{
    Accessor, Along, Ambiguous, BelongsTo, ByKey, Deletes, Fk, ForeignKey, HasMany, HasOne,
    KeyType, ManyToMany, Named, Narrowed, OnlyKeys, Related, Relation, SetsNull, Stays, Unenforced,
    Way, is_nullable, is_unique,
};
pub use crate::row::{Filler, Part, Row};
pub use crate::schema::{
    Action, ColumnDef, Default, ForeignKeyDef, IndexDef, Link, ModelDef, RelationDef, column,
    default_with,
};
pub use crate::sql::Scope;
pub use crate::value::{
    ColumnType, Id, Mismatch, Now, Scalar, Type, Value, ValueRef, Words, variant, word,
};
pub use crate::write::{Draft, Give, Insert, NewValues, Unique, UniqueKeys};

/// The traits whose methods closures in attributes call, whether the program imports them or not.
pub mod verbs {
    pub use crate::expr::{
        Condition as _, DateFunctions as _, Expression as _, NumberFunctions as _,
        TextFunctions as _,
    };
    pub use crate::relation::Loading as _;
}
