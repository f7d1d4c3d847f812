//! The description of a column.

use crate::value::{ColumnType, Now, Scalar, Type};

/// A column of a model.
#[derive(Debug)]
pub struct ColumnDef {
    /// The name in the database.
    pub name: &'static str,
    /// The name of the struct's field.
    pub field: &'static str,
    /// The declared type.
    pub ty: Type,
    /// The Rust type without `Option`, for messages.
    pub rust: &'static str,
    /// Whether the column takes NULL.
    pub nullable: bool,
    /// What a new row gets that doesn't say.
    pub default: Option<Default>,
    /// What `now` means for the type.
    pub now: Option<Now>,
}

/// What a new row gets in a column that it doesn't name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Default {
    /// An integer.
    Integer(i64),
    /// A float.
    Real(f64),
    /// A text.
    Text(&'static str),
    /// A truth value, stored as 0 or 1.
    Bool(bool),
    /// The time of the insert, by the program's clock.
    Now,
    /// An expression that the database computes.
    Sql(&'static str),
}

impl ColumnDef {
    /// A column of the Rust type `T`, by its name in the database.
    #[must_use]
    pub const fn of<T: ColumnType>(name: &'static str) -> Self {
        Self {
            name,
            field: name,
            ty: <T::Base as Scalar>::TYPE,
            rust: <T::Base as Scalar>::NAME,
            nullable: T::NULLABLE,
            default: None,
            now: <T::Base as Scalar>::NOW,
        }
    }

    /// The name of the field, where it is not the column's.
    #[must_use]
    pub const fn field(mut self, field: &'static str) -> Self {
        self.field = field;
        self
    }

    /// What a new row gets that doesn't say.
    #[must_use]
    pub const fn default(mut self, default: Default) -> Self {
        self.default = Some(default);
        self
    }
}
