//! The date-time types of the crate `jiff`, as UTC text whose order is the order in time.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::scalar::column;
use super::{Mismatch, Now, Scalar, Type, Value, ValueRef};
use crate::error::Result;

/// Always nine digits: with fewer, `00Z` would sort after `00.5Z`.
const DATE_TIME: &str = "%Y-%m-%d %H:%M:%S.%9f";

const DATE_TIME_NOW: &str = "strftime('%Y-%m-%d %H:%M:%f000000', 'now')";

fn text<T>(value: ValueRef<'_>, parse: impl Fn(&str) -> Option<T>) -> Result<T, Mismatch> {
    let ValueRef::Text(bytes) = value else {
        return Err(Mismatch::Type);
    };
    let text = String::from_utf8_lossy(bytes);
    parse(&text).ok_or_else(|| Mismatch::Content(format!("{text:?} can't be read").into()))
}

fn date_time(value: DateTime) -> Value<'static> {
    if value.year() < 0 {
        return Value::Unstorable(
            format!("the year {} is not between 0 and 9999", value.year()).into(),
        );
    }
    Value::Text(value.strftime(DATE_TIME).to_string().into())
}

macro_rules! date_times {
    ($($type:ident: $parse:expr, $write:expr, $now:expr, $sql:expr;)*) => {$(
        impl Scalar for $type {
            const TYPE: Type = Type::Text;
            const NAME: &'static str = stringify!($type);
            const NOW: Option<Now> = Some(Now {
                value: || $now(Timestamp::now()).to_sql().into_owned(),
                sql: $sql,
            });
            type Given<'a> = Self;

            fn from_sql(value: ValueRef<'_>) -> Result<Self, Mismatch> {
                text(value, $parse)
            }

            fn to_sql(&self) -> Value<'_> {
                $write(*self)
            }

            fn from_given<'a>(given: Self::Given<'a>) -> Value<'a> {
                $write(given)
            }
        }
        column!($type);
    )*};
}

fn utc(now: Timestamp) -> DateTime {
    now.to_zoned(TimeZone::UTC).datetime()
}

date_times! {
    Timestamp:
        // An offset or `Z` where there is one; text without either is UTC, as it was written.
        |text| text.parse().ok().or_else(|| text.parse::<DateTime>().ok()?.to_zoned(TimeZone::UTC).ok().map(|z: Zoned| z.timestamp())),
        |value: Timestamp| date_time(utc(value)),
        |now| now,
        DATE_TIME_NOW;
    DateTime:
        |text| text.parse().ok(),
        date_time,
        utc,
        DATE_TIME_NOW;
    Date:
        |text| text.parse().ok(),
        |value: Date| match value.year() {
            0.. => Value::Text(value.to_string().into()),
            year => Value::Unstorable(format!("the year {year} is not between 0 and 9999").into()),
        },
        |now| utc(now).date(),
        "date('now')";
    Time:
        |text| text.parse().ok(),
        |value: Time| Value::Text(value.strftime("%H:%M:%S.%9f").to_string().into()),
        |now| utc(now).time(),
        "strftime('%H:%M:%f000000', 'now')";
}
