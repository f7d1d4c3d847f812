//! Parts of dates and times, read from the text that they are stored as.

use super::{Expr, Expression};
use crate::sql::Node;
use crate::value::{ColumnType, Scalar, Type};

/// A date, or a date and a time: its text begins with the date, `2026-11-22`.
#[diagnostic::on_unimplemented(
    message = "this needs a date, but the expression is `{Self}`",
    label = "only dates have a year, a month and a day",
    note = "the types with a date are those of the features `jiff`, `chrono` and `time`"
)]
pub trait Dated: ColumnType {}

/// A time, or a date and a time.
#[diagnostic::on_unimplemented(
    message = "this needs a time, but the expression is `{Self}`",
    label = "only times have an hour, a minute and a second",
    note = "the types with a time are those of the features `jiff`, `chrono` and `time`"
)]
pub trait Timed: ColumnType {
    /// How many characters stand before the time.
    #[doc(hidden)]
    const BEFORE: u8;
}

/// A date and a time.
#[diagnostic::on_unimplemented(
    message = "this needs a date and a time, but the expression is `{Self}`",
    label = "not a date and a time"
)]
pub trait DateAndTime: Dated + Timed {
    /// The type of its date.
    type Date: ColumnType;
}

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
macro_rules! dates {
    ($date:ty, $time:ty: $($both:ty)*) => {
        dates!(Dated $date $(, $both)*);
        #[diagnostic::do_not_recommend]
        impl Timed for $time {
            const BEFORE: u8 = 0;
        }
        $(
            #[diagnostic::do_not_recommend]
            impl Timed for $both {
                const BEFORE: u8 = 11;
            }
            #[diagnostic::do_not_recommend]
            impl DateAndTime for $both {
                type Date = $date;
            }
        )*
    };
    (Dated $($type:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl Dated for $type {}
    )*};
}

#[cfg(feature = "jiff")]
dates!(jiff::civil::Date, jiff::civil::Time: jiff::Timestamp jiff::civil::DateTime);
#[cfg(feature = "chrono")]
dates!(chrono::NaiveDate, chrono::NaiveTime: chrono::DateTime<chrono::Utc> chrono::NaiveDateTime);
#[cfg(feature = "time")]
dates!(time::Date, time::Time: time::OffsetDateTime time::PrimitiveDateTime);

#[diagnostic::do_not_recommend]
impl<T: Dated + Scalar> Dated for Option<T> {}
#[diagnostic::do_not_recommend]
impl<T: Timed + Scalar> Timed for Option<T> {
    const BEFORE: u8 = T::BEFORE;
}
#[diagnostic::do_not_recommend]
impl<T: DateAndTime + Scalar> DateAndTime for Option<T> {
    type Date = T::Date;
}

/// A part of a date or time as a number, or an `Option` of one.
type PartOf<E> = <<E as Expression>::Type as ColumnType>::Join<i64>;

/// What can be asked of dates and times: their parts, in UTC, as they are stored. Of NULL it is NULL.
///
/// They are read from the text. An offset in a text that another program wrote is not added.
///
/// ```
/// # #[cfg(feature = "jiff")] {
/// # use relmodel::prelude::*;
/// # #[derive(Model)] struct Post { id: Id<Post>, at: jiff::Timestamp }
/// let query = Post::filter(|p| p.at.year().eq(2026)).select(|p| p.at.date());
/// assert_eq!(
///     query.to_sql()?,
///     r#"SELECT substr(t0."at", 1, 10) FROM "post" AS t0 WHERE CAST(substr(t0."at", 1, 4) AS INTEGER) = ?1"#,
/// );
/// # }
/// # Ok::<(), relmodel::Error>(())
/// ```
pub trait DateFunctions: Expression {
    /// The year.
    fn year(self) -> Expr<PartOf<Self>>
    where
        Self::Type: Dated,
    {
        part(self, 0, 4)
    }

    /// The month, 1 to 12.
    fn month(self) -> Expr<PartOf<Self>>
    where
        Self::Type: Dated,
    {
        part(self, 5, 2)
    }

    /// The day of the month, 1 to 31.
    fn day(self) -> Expr<PartOf<Self>>
    where
        Self::Type: Dated,
    {
        part(self, 8, 2)
    }

    /// The hour, 0 to 23.
    fn hour(self) -> Expr<PartOf<Self>>
    where
        Self::Type: Timed,
    {
        part(self, Self::Type::BEFORE, 2)
    }

    /// The minute, 0 to 59.
    fn minute(self) -> Expr<PartOf<Self>>
    where
        Self::Type: Timed,
    {
        part(self, Self::Type::BEFORE + 3, 2)
    }

    /// The whole second, 0 to 59.
    fn second(self) -> Expr<PartOf<Self>>
    where
        Self::Type: Timed,
    {
        part(self, Self::Type::BEFORE + 6, 2)
    }

    /// The date of a date and a time.
    fn date<D: ColumnType>(self) -> Expr<<Self::Type as ColumnType>::Join<D>>
    where
        Self::Type: DateAndTime<Date = D>,
    {
        let (node, depth) = self.into_tree();
        Expr::new(substr(node, 0, 10), depth + 1)
    }
}

impl<E: Expression> DateFunctions for E {}

fn substr(node: Node, before: u8, length: u8) -> Node {
    let (from, length) = (Node::Number(before + 1), Node::Number(length));
    Node::call("substr", vec![node, from, length])
}

fn part<T>(operand: impl Expression, before: u8, length: u8) -> Expr<T> {
    let (node, depth) = operand.into_tree();
    Expr::new(substr(node, before, length).cast(Type::Integer), depth + 2)
}
