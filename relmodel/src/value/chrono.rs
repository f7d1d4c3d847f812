//! The date-time types of the crate `chrono`. The naive ones are UTC, as all that is stored.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc};

use super::civil;
use super::date_time::{DATE_NOW, DATE_TIME_NOW, TIME_NOW, date_times};

#[allow(clippy::cast_possible_truncation, reason = "months and days are small")]
fn date(value: NaiveDate) -> civil::Date {
    (value.year(), value.month() as u8, value.day() as u8)
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "hours, minutes and seconds are small"
)]
fn time(value: NaiveTime) -> civil::Time {
    (
        value.hour() as u8,
        value.minute() as u8,
        value.second() as u8,
        value.nanosecond(),
    )
}

fn to_date((year, month, day): civil::Date) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month.into(), day.into())
}

fn to_time((hour, minute, second, nanosecond): civil::Time) -> Option<NaiveTime> {
    NaiveTime::from_hms_nano_opt(hour.into(), minute.into(), second.into(), nanosecond)
}

fn read(text: &str) -> Option<NaiveDateTime> {
    let (date, time, offset) = civil::read_date_time(text)?;
    to_date(date)?
        .and_time(to_time(time)?)
        .checked_sub_offset(FixedOffset::east_opt(offset)?)
}

date_times! {
    DateTime<Utc> as "DateTime<Utc>":
        |text| Some(read(text)?.and_utc()),
        |value: Self| civil::write_date_time(date(value.date_naive()), time(value.time())),
        Utc::now(),
        DATE_TIME_NOW;
    NaiveDateTime as "NaiveDateTime":
        read,
        |value: Self| civil::write_date_time(date(value.date()), time(value.time())),
        Utc::now().naive_utc(),
        DATE_TIME_NOW;
    NaiveDate as "NaiveDate":
        |text| civil::read_date(text).and_then(to_date),
        |value| civil::write_date(date(value)),
        Utc::now().date_naive(),
        DATE_NOW;
    NaiveTime as "NaiveTime":
        |text| civil::read_time(text).and_then(to_time),
        |value| civil::write_time(time(value)),
        Utc::now().time(),
        TIME_NOW;
}
