//! The date-time types of the crate `time`. Those without an offset are UTC, as all that is stored.

use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

use super::Value;
use super::civil;
use super::date_time::{DATE_NOW, DATE_TIME_NOW, TIME_NOW, date_times};

fn date(value: Date) -> civil::Date {
    (value.year(), value.month().into(), value.day())
}

fn to_date((year, month, day): civil::Date) -> Option<Date> {
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
}

fn to_time((hour, minute, second, nanosecond): civil::Time) -> Option<Time> {
    Time::from_hms_nano(hour, minute, second, nanosecond).ok()
}

fn write(value: PrimitiveDateTime) -> Value<'static> {
    civil::write_date_time(date(value.date()), value.time().as_hms_nano())
}

/// Without its offset.
fn bare(value: OffsetDateTime) -> PrimitiveDateTime {
    PrimitiveDateTime::new(value.date(), value.time())
}

fn utc(value: OffsetDateTime) -> Option<PrimitiveDateTime> {
    value.checked_to_offset(UtcOffset::UTC).map(bare)
}

fn read(text: &str) -> Option<PrimitiveDateTime> {
    let (date, time, offset) = civil::read_date_time(text)?;
    let offset = UtcOffset::from_whole_seconds(offset).ok()?;
    utc(PrimitiveDateTime::new(to_date(date)?, to_time(time)?).assume_offset(offset))
}

date_times! {
    OffsetDateTime as "OffsetDateTime":
        |text| Some(read(text)?.assume_utc()),
        |value| match utc(value) {
            Some(value) => write(value),
            None => Value::Unstorable(format!("in UTC the year of {value} is not between 0 and 9999").into()),
        },
        OffsetDateTime::now_utc(),
        DATE_TIME_NOW;
    PrimitiveDateTime as "PrimitiveDateTime":
        read,
        write,
        bare(OffsetDateTime::now_utc()),
        DATE_TIME_NOW;
    Date as "Date":
        |text| civil::read_date(text).and_then(to_date),
        |value| civil::write_date(date(value)),
        OffsetDateTime::now_utc().date(),
        DATE_NOW;
    Time as "Time":
        |text| civil::read_time(text).and_then(to_time),
        |value: Self| civil::write_time(value.as_hms_nano()),
        OffsetDateTime::now_utc().time(),
        TIME_NOW;
}
