//! What the date-times of all crates share: the UTC text whose order is the order in time, and `now` in SQL.

use super::{Mismatch, Value, ValueRef};
use crate::error::Result;

/// The time of writing, with the nine digits of every date-time. SQLite's clock gives three of them.
pub(super) const DATE_TIME_NOW: &str = "strftime('%Y-%m-%d %H:%M:%f000000', 'now')";
pub(super) const DATE_NOW: &str = "date('now')";
pub(super) const TIME_NOW: &str = "strftime('%H:%M:%f000000', 'now')";

/// Makes types columns. Of each: its name in messages, how it is read from text and made a value, its now, and the same in SQL.
macro_rules! date_times {
    ($($type:ty as $name:literal: $read:expr, $write:expr, $now:expr, $sql:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl $crate::value::Scalar for $type {
            const TYPE: $crate::value::Type = $crate::value::Type::Text;
            const NAME: &'static str = $name;
            const NOW: Option<$crate::value::Now> = Some($crate::value::Now {
                value: || $write($now),
                sql: $sql,
            });
            type Given<'a> = Self;

            fn from_sql(
                value: $crate::value::ValueRef<'_>,
            ) -> $crate::error::Result<Self, $crate::value::Mismatch> {
                $crate::value::date_time::text(value, $read)
            }

            fn to_sql(&self) -> $crate::value::Value<'_> {
                $write(*self)
            }

            fn from_given<'a>(given: Self::Given<'a>) -> $crate::value::Value<'a> {
                $write(given)
            }
        }
        $crate::value::scalar::column!(#[diagnostic::do_not_recommend] $type);
    )*};
}
pub(super) use date_times;

pub(super) fn text<T>(
    value: ValueRef<'_>,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, Mismatch> {
    let ValueRef::Text(bytes) = value else {
        return Err(Mismatch::Type);
    };
    let text = String::from_utf8_lossy(bytes);
    parse(&text).ok_or_else(|| Mismatch::Content(format!("{text:?} can't be read").into()))
}

/// The value of a year that four digits can't hold: it would not sort.
pub(super) fn unstorable_year(year: impl std::fmt::Display) -> Value<'static> {
    Value::Unstorable(format!("the year {year} is not between 0 and 9999").into())
}
