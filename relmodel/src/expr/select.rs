//! What a query selects: a column, an expression, or a tuple of these.

use super::{Column, Expr, Expression};
use crate::row::Part;
use crate::sql::Node;
use crate::value::ColumnType;

/// What `select` takes: a column, an expression, or a tuple of up to nine of these.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be selected",
    label = "expected a column, an expression, or a tuple of up to nine of these",
    note = "a relation is loaded by `with`, or by a field of a `#[derive(Projection)]`"
)]
pub trait Selection {
    /// What a row gives.
    type Out: Part;

    /// The cells, in order.
    #[doc(hidden)]
    fn into_cells(self) -> Vec<Node>;
}

#[diagnostic::do_not_recommend]
impl<M, T: ColumnType + Part> Selection for Column<M, T> {
    type Out = T;

    fn into_cells(self) -> Vec<Node> {
        vec![self.into_tree().0]
    }
}

#[diagnostic::do_not_recommend]
impl<T: ColumnType + Part> Selection for Expr<T> {
    type Out = T;

    fn into_cells(self) -> Vec<Node> {
        vec![self.into_tree().0]
    }
}

macro_rules! tuples {
    ($(($($part:ident $place:tt),+))+) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($part: Selection),+> Selection for ($($part,)+) {
            type Out = ($($part::Out,)+);

            fn into_cells(self) -> Vec<Node> {
                let mut cells = Vec::new();
                $(cells.extend(self.$place.into_cells());)+
                cells
            }
        }
    )+};
}

tuples! {
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
    (A 0, B 1, C 2, D 3, E 4)
    (A 0, B 1, C 2, D 3, E 4, F 5)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8)
}
