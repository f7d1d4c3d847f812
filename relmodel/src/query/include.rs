//! What `with` takes, and how the result's type grows.

use super::Plan;
use crate::row::{Part, Row};

/// A relation of `M` that can be loaded beside its rows: as it stands, or refined.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a relation of `{M}`",
    label = "expected a relation of `{M}`, such as `|row| row.name`",
    note = "a column needs no `with`: it is in the row already"
)]
pub trait Include<M> {
    /// What it adds to the result: `Vec<T>`, `Option<T>` or `T`.
    type Out: Part;

    /// Adds what it loads to the owner's plan.
    #[doc(hidden)]
    fn include(self, plan: &mut Plan);
}

/// A result that can take one more element.
#[diagnostic::on_unimplemented(
    message = "`with` can't add a relation to this result",
    label = "relations stand beside a whole row or a tuple, eight at most",
    note = "the relations of a struct with `#[derive(Projection)]` are its fields"
)]
pub trait Push<T> {
    /// The result with the element.
    type Out: Row;
}

/// A relation of `M` that can be loaded beside a result `S`.
pub trait Beside<M, S>: Include<M> {
    /// The result with the relation.
    type Row: Row;
}

impl<M, S: Push<I::Out>, I: Include<M>> Beside<M, S> for I {
    type Row = S::Out;
}

#[diagnostic::do_not_recommend]
impl<M: crate::record::Record, T: Part> Push<T> for M {
    type Out = (M, T);
}

macro_rules! tuples {
    ($($($part:ident)+;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($part: Part,)+ New: Part> Push<New> for ($($part,)+) {
            type Out = ($($part,)+ New);
        }
    )+};
}

tuples! {
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
    A B C D E F G;
    A B C D E F G H;
}
