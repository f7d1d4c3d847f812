//! What a column can be compared with.

use super::{Column, Expr, Expression};
use crate::sql::Node;
use crate::value::{AnyValue, ColumnType, Id, Scalar, Value};

/// What can stand beside a column or expression of type `T`: a value, a reference to one, a column or an expression.
///
/// Beside a `String` stands a `&str`, too. Beside an `Option<T>` stands a `T`, and an `Option` of one.
///
/// ```
/// # use relmodel::prelude::*;
/// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
/// let query = User::filter(|u| u.name.eq("ann").and(u.bio.eq(u.name)).and(u.age.gt(&18)));
/// assert!(query.to_sql()?.ends_with(r#"WHERE t0."name" = ?1 AND t0."bio" IS t0."name" AND t0."age" > ?2"#));
/// # Ok::<(), relmodel::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be compared or combined with a column of type `{T}`",
    label = "expected a value or an expression of type `{T}`",
    note = "an `Id` is made of a number by `Id::from(7)`; a date-time, an enum or another type of its own stands beside its own values"
)]
pub trait Operand<T> {
    /// Its own type, which is an `Option` where it may be NULL.
    type Type: ColumnType;

    /// The tree, and how deep it is.
    #[doc(hidden)]
    fn into_operand(self) -> (Node, u32);
}

fn value(value: Value<'_>) -> (Node, u32) {
    (Node::Value(value.into_owned()), 1)
}

#[diagnostic::do_not_recommend]
impl<T: Scalar + ColumnType> Operand<T> for T {
    type Type = T;

    fn into_operand(self) -> (Node, u32) {
        value(self.to_sql())
    }
}

#[diagnostic::do_not_recommend]
impl<T: Scalar + ColumnType> Operand<Option<T>> for T {
    type Type = T;

    fn into_operand(self) -> (Node, u32) {
        value(self.to_sql())
    }
}

#[diagnostic::do_not_recommend]
impl<T: Scalar + ColumnType> Operand<T> for &T {
    type Type = T;

    fn into_operand(self) -> (Node, u32) {
        value(self.to_sql())
    }
}

#[diagnostic::do_not_recommend]
impl<T: Scalar + ColumnType> Operand<Option<T>> for &T {
    type Type = T;

    fn into_operand(self) -> (Node, u32) {
        value(self.to_sql())
    }
}

#[diagnostic::do_not_recommend]
impl Operand<String> for &str {
    type Type = String;

    fn into_operand(self) -> (Node, u32) {
        value(String::from_given(self))
    }
}

#[diagnostic::do_not_recommend]
impl Operand<Option<String>> for &str {
    type Type = String;

    fn into_operand(self) -> (Node, u32) {
        value(String::from_given(self))
    }
}

// One impl for `Option<…>` on each column type and no more: with a second, `.eq(None)` would not infer.
#[diagnostic::do_not_recommend]
impl Operand<Option<String>> for Option<&str> {
    type Type = Option<String>;

    fn into_operand(self) -> (Node, u32) {
        value(<Option<String>>::given(self))
    }
}

#[diagnostic::do_not_recommend]
impl Operand<Option<Vec<u8>>> for Option<&[u8]> {
    type Type = Option<Vec<u8>>;

    fn into_operand(self) -> (Node, u32) {
        value(<Option<Vec<u8>>>::given(self))
    }
}

/// A scalar that is given by value, so that `Option<T>` stands beside an `Option<T>` column.
#[diagnostic::do_not_recommend]
impl<T: ByValue> Operand<Option<T>> for Option<T> {
    type Type = Self;

    fn into_operand(self) -> (Node, u32) {
        value(self.to_value())
    }
}

/// Every scalar but text and bytes, whose `Option` is that of a borrow.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not made of values alone",
    label = "expected columns, as `.select(|row| (row.a, row.b))` chooses them"
)]
pub trait ByValue: Scalar {}

macro_rules! by_value {
    ($($type:ty)*) => { $(impl ByValue for $type {})* };
}

by_value!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize bool f32 f64 AnyValue);
#[cfg(feature = "jiff")]
by_value!(jiff::Timestamp jiff::civil::DateTime jiff::civil::Date jiff::civil::Time);
#[cfg(feature = "chrono")]
by_value!(chrono::DateTime<chrono::Utc> chrono::NaiveDateTime chrono::NaiveDate chrono::NaiveTime);
#[cfg(feature = "time")]
by_value!(time::OffsetDateTime time::PrimitiveDateTime time::Date time::Time);
#[cfg(feature = "uuid")]
by_value!(uuid::Uuid);
#[cfg(feature = "rust_decimal")]
by_value!(rust_decimal::Decimal);
#[cfg(feature = "json")]
impl<T> ByValue for crate::value::Json<T> where Self: Scalar {}
impl<M: 'static> ByValue for Id<M> {}

#[diagnostic::do_not_recommend]
impl<M, T: ColumnType, U: ColumnType<Base = T::Base>> Operand<T> for Column<M, U> {
    type Type = U;

    fn into_operand(self) -> (Node, u32) {
        self.into_tree()
    }
}

#[diagnostic::do_not_recommend]
impl<T: ColumnType, U: ColumnType<Base = T::Base>> Operand<T> for Expr<U> {
    type Type = U;

    fn into_operand(self) -> (Node, u32) {
        self.into_tree()
    }
}

/// Values of a column of type `T`, for `in_`: an array, a `Vec`, a slice, an iterator's result, a range of integers;
/// or a query that selects one column or expression.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of values for a column of type `{T}`",
    label = "expected an array, `Vec` or iterator of them, or a query that selects them"
)]
pub trait Values<T> {
    /// Asks whether an expression is one of them.
    #[doc(hidden)]
    fn into_membership(self, operand: (Node, u32)) -> Expr<bool>;
}

impl<T: ColumnType, I: IntoIterator> Values<T> for I
where
    I::Item: Element<T>,
{
    fn into_membership(self, (operand, depth): (Node, u32)) -> Expr<bool> {
        let values = self.into_iter();
        // What iterators without an end say of themselves.
        if values.size_hint() == (usize::MAX, None) {
            return Expr::new(Node::Endless, depth);
        }
        let values = values.map(Element::into_value).collect();
        Expr::new(Node::InList(Box::new(operand), values), depth + 1)
    }
}

/// One value of a column of type `T`, in a list.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value of a column of type `{T}`",
    label = "the list's values have another type than the column",
    note = "a list holds no NULL, so its values are no `Option`: `.or(column.is_null())` asks for that"
)]
pub trait Element<T> {
    /// The value.
    #[doc(hidden)]
    fn into_value(self) -> Value<'static>;
}

#[diagnostic::do_not_recommend]
impl<T: Scalar> Element<T> for T {
    fn into_value(self) -> Value<'static> {
        self.to_sql().into_owned()
    }
}

#[diagnostic::do_not_recommend]
impl<T: Scalar> Element<Option<T>> for T {
    fn into_value(self) -> Value<'static> {
        self.to_sql().into_owned()
    }
}

#[diagnostic::do_not_recommend]
impl<T: Scalar> Element<T> for &T {
    fn into_value(self) -> Value<'static> {
        self.to_sql().into_owned()
    }
}

#[diagnostic::do_not_recommend]
impl<T: Scalar> Element<Option<T>> for &T {
    fn into_value(self) -> Value<'static> {
        self.to_sql().into_owned()
    }
}

#[diagnostic::do_not_recommend]
impl Element<String> for &str {
    fn into_value(self) -> Value<'static> {
        String::from_given(self).into_owned()
    }
}

#[diagnostic::do_not_recommend]
impl Element<Option<String>> for &str {
    fn into_value(self) -> Value<'static> {
        String::from_given(self).into_owned()
    }
}
