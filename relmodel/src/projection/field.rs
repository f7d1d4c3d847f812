//! What fills a field of a projection: columns and expressions fill their own type; relations, projections of their target.

use super::{Planner, Projection};
use crate::expr::{Column, Expr, Expression};
use crate::query::{Many, Optional, Single};
use crate::record::Record;
use crate::value::ColumnType;

/// What can fill a field of type `F`. Its `Kind` is told apart where a relation's rows were chosen by `select` or `with`.
#[diagnostic::on_unimplemented(
    message = "a field is filled by a column, an expression or a relation, and not by `{Self}`",
    label = "nothing that fills a field",
    note = "the rows of a relation are read as what the type of the field says, so it needs no `project`"
)]
pub trait Source<F, Kind = ()> {
    /// Adds what it reads to the plan.
    #[doc(hidden)]
    fn read(self, planner: &mut Planner<'_>);
}

/// The type of a field that a value of type `T` fills.
#[diagnostic::on_unimplemented(
    message = "the value is `{T}`, but this field is `{Self}`",
    label = "give the field the type `{T}`"
)]
pub trait ColumnField<T> {}

impl<T> ColumnField<T> for T {}

impl<M, T: ColumnType, F: ColumnField<T>> Source<F> for Column<M, T> {
    fn read(self, planner: &mut Planner<'_>) {
        planner.plan.select.columns.push(self.into_tree().0);
    }
}

impl<T: ColumnType, F: ColumnField<T>> Source<F> for Expr<T> {
    fn read(self, planner: &mut Planner<'_>) {
        planner.plan.select.columns.push(self.into_tree().0);
    }
}

/// How many rows a relation leads to, as to the field that it fills.
pub trait FieldShape<F, To> {
    /// What the field holds of each row.
    type Row: Projection<To>
    where
        To: Record;
}

impl<F: ManyField<To>, To: Record> FieldShape<F, To> for Many {
    type Row = F::Row;
}

impl<F: OptionalField<To>, To: Record> FieldShape<F, To> for Optional {
    type Row = F::Row;
}

impl<F: OneField<To>, To: Record> FieldShape<F, To> for Single {
    type Row = F::Row;
}

/// The type of a field that a to-many relation fills.
#[diagnostic::on_unimplemented(
    message = "this is a to-many relation to `{To}`, but the field is `{Self}`",
    label = "a to-many relation fills a `Vec<{To}>`, or a `Vec` of a projection of `{To}`"
)]
pub trait ManyField<To: Record> {
    /// What it holds of each row.
    type Row: Projection<To>;
}

impl<To: Record, V: Projection<To>> ManyField<To> for Vec<V> {
    type Row = V;
}

/// The type of a field that a relation to one row or none fills.
#[diagnostic::on_unimplemented(
    message = "this is a to-one relation to `{To}` that may be absent, but the field is `{Self}`",
    label = "it fills an `Option<{To}>`, or an `Option` of a projection of `{To}`"
)]
pub trait OptionalField<To: Record> {
    /// What it holds of the row.
    type Row: Projection<To>;
}

impl<To: Record, V: Projection<To>> OptionalField<To> for Option<V> {
    type Row = V;
}

/// The type of a field that a relation to one row fills.
#[diagnostic::on_unimplemented(
    message = "this is a to-one relation to `{To}`, which is always there, but the field is `{Self}`",
    label = "it fills a `{To}`, or a projection of `{To}`, without `Option` or `Vec`"
)]
pub trait OneField<To: Record> {
    /// Itself.
    type Row: Projection<To>;
}

#[diagnostic::do_not_recommend]
impl<To: Record, V: Projection<To>> OneField<To> for V {
    type Row = V;
}
