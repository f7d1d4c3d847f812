//! The columns that tell the rows of a model apart, as values: what `upsert` and its kin go by.

use std::fmt;
use std::marker::PhantomData;

use crate::record::Record;

/// Columns of `M` whose values no two rows share: its key, or those of a `#[unique]`.
/// [`upsert`](crate::Insert::upsert) and its kin get them as `UserKeys`, by name.
pub struct Unique<M> {
    columns: &'static [u16],
    model: PhantomData<fn() -> M>,
}

impl<M> Unique<M> {
    /// For generated code: the columns by their places in the model.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(columns: &'static [u16]) -> Self {
        Self {
            columns,
            model: PhantomData,
        }
    }

    pub(super) fn columns(self) -> &'static [u16] {
        self.columns
    }
}

impl<M> Clone for Unique<M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Unique<M> {}

impl<M> fmt::Debug for Unique<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Unique({:?})", self.columns)
    }
}

/// A model whose rows are told apart by something: a key, or a `#[unique]`.
#[diagnostic::on_unimplemented(
    message = "nothing tells the rows of `{Self}` apart",
    label = "this goes by a key or a `#[unique]` of the model",
    note = "`#[unique]` above a field, or `#[unique(a, b)]` above the struct, keeps two rows from having the same"
)]
pub trait UniqueKeys: Record {
    /// The key, and each `#[unique]`, as closures get them.
    type Keys;

    /// All of them.
    const KEYS: Self::Keys;
}
