//! Kinds of column types, by what can be done with them.

use crate::value::{ColumnType, Scalar};

/// A type that takes NULL: `Option<T>`.
#[diagnostic::on_unimplemented(
    message = "this expression is never NULL: its type is `{Self}`",
    label = "only an `Option` can be NULL"
)]
pub trait Nullable {}

impl<T: Scalar> Nullable for Option<T> {}

/// A text: a `String`, a type with `#[derive(ColumnType)]` around one, or an `Option` of these.
#[diagnostic::on_unimplemented(
    message = "this needs text, but the expression is `{Self}`",
    label = "this is for texts"
)]
pub trait Text {}

/// [`Text`], as a bound of a type that is stored as another. The lifetime lets the bound be judged where the text is matched
/// and not where the type is declared: a struct around a number is a column, but no text.
#[diagnostic::on_unimplemented(
    message = "this needs text, but the expression is around `{Self}`",
    label = "this is for texts"
)]
pub trait TextAs<'a> {}

#[diagnostic::do_not_recommend]
impl<T: Text> TextAs<'_> for T {}

impl Text for String {}
#[diagnostic::do_not_recommend]
impl<T: Text> Text for Option<T> {}

/// A number, or an `Option` of one.
#[diagnostic::on_unimplemented(
    message = "this needs a number, but the expression is `{Self}`",
    label = "only integers and floats can be reckoned with",
    note = "`.cast::<i64>()` makes a number of another value, and `concat((a, b))` joins texts"
)]
pub trait Number: ColumnType {
    /// The type of a sum: `i64` of integers, `f64` of floats.
    type Sum: Number;
    /// Whether it is a float, whose arithmetic may give no number, which is NULL.
    const IS_FLOAT: bool;
}

/// An integer, or an `Option` of one.
#[diagnostic::on_unimplemented(
    message = "this needs an integer, but the expression is `{Self}`",
    label = "only integers have a remainder",
    note = "SQLite's `%` makes integers of floats: say so by `.cast::<i64>()`"
)]
pub trait Integer: Number {}

/// A float, or an `Option` of one.
#[diagnostic::on_unimplemented(
    message = "this needs a float, but the expression is `{Self}`",
    label = "only floats can be rounded"
)]
pub trait Float: Number {}

macro_rules! numbers {
    ($kind:ident $sum:ty, $is_float:literal: $($type:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl Number for $type {
            type Sum = $sum;
            const IS_FLOAT: bool = $is_float;
        }
        #[diagnostic::do_not_recommend]
        impl $kind for $type {}
    )*};
}

numbers!(Integer i64, false: i8 i16 i32 i64 isize u8 u16 u32 u64 usize);
numbers!(Float f64, true: f32 f64);

#[diagnostic::do_not_recommend]
impl<T: Number + Scalar> Number for Option<T> {
    type Sum = T::Sum;
    const IS_FLOAT: bool = T::IS_FLOAT;
}
#[diagnostic::do_not_recommend]
impl<T: Integer + Scalar> Integer for Option<T> {}
#[diagnostic::do_not_recommend]
impl<T: Float + Scalar> Float for Option<T> {}
