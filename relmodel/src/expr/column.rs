//! Columns, as closures get them.

use std::fmt;
use std::marker::PhantomData;

use super::Expression;
use crate::sql::{Node, Scope};
use crate::value::ColumnType;

/// A column of the model `M` whose values are of the Rust type `T`.
pub struct Column<M, T> {
    scope: Scope,
    place: u16,
    types: PhantomData<fn() -> (M, T)>,
}

impl<M, T> Column<M, T> {
    /// The column at a place of the model.
    #[must_use]
    pub fn new(scope: Scope, place: u16) -> Self {
        Self {
            scope,
            place,
            types: PhantomData,
        }
    }
}

impl<M, T> Clone for Column<M, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M, T> Copy for Column<M, T> {}

impl<M, T> fmt::Debug for Column<M, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Column({})", self.place)
    }
}

impl<M, T: ColumnType> Expression for Column<M, T> {
    type Type = T;

    fn into_tree(self) -> (Node, u32) {
        (
            Node::Column {
                scope: self.scope,
                column: self.place,
                nullable: T::NULLABLE,
            },
            1,
        )
    }
}
