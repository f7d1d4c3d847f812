//! The date-time types of the crate `jiff`.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::Value;
use super::date_time::{DATE_NOW, DATE_TIME_NOW, TIME_NOW, date_times, unstorable_year};

/// Always nine digits: with fewer, `00Z` would sort after `00.5Z`.
const DATE_TIME: &str = "%Y-%m-%d %H:%M:%S.%9f";

fn date_time(value: DateTime) -> Value<'static> {
    if value.year() < 0 {
        return unstorable_year(value.year());
    }
    Value::Text(value.strftime(DATE_TIME).to_string().into())
}

fn utc(now: Timestamp) -> DateTime {
    now.to_zoned(TimeZone::UTC).datetime()
}

date_times! {
    Timestamp as "Timestamp":
        // An offset or `Z` where there is one; text without either is UTC, as it was written.
        |text| text.parse().ok().or_else(|| text.parse::<DateTime>().ok()?.to_zoned(TimeZone::UTC).ok().map(|z: Zoned| z.timestamp())),
        |value: Timestamp| date_time(utc(value)),
        Timestamp::now(),
        DATE_TIME_NOW;
    DateTime as "DateTime":
        |text| text.parse().ok(),
        date_time,
        utc(Timestamp::now()),
        DATE_TIME_NOW;
    Date as "Date":
        |text| text.parse().ok(),
        |value: Date| match value.year() {
            0.. => Value::Text(value.to_string().into()),
            year => unstorable_year(year),
        },
        utc(Timestamp::now()).date(),
        DATE_NOW;
    Time as "Time":
        |text| text.parse().ok(),
        |value: Time| Value::Text(value.strftime("%H:%M:%S.%9f").to_string().into()),
        utc(Timestamp::now()).time(),
        TIME_NOW;
}
