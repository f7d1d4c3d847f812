//! Dates and times of day as plain numbers, written and read as text: for crates whose own formats are others.

use super::Value;
use super::date_time::unstorable_year;

/// Year, month and day.
pub(super) type Date = (i32, u8, u8);

/// Hour, minute, second and nanosecond.
pub(super) type Time = (u8, u8, u8, u32);

/// Writes `2026-11-22`.
pub(super) fn write_date(date: Date) -> Value<'static> {
    write(Some(date), None)
}

/// Writes `07:44:00.123456789`.
pub(super) fn write_time(time: Time) -> Value<'static> {
    write(None, Some(time))
}

/// Writes `2026-11-22 07:44:00.123456789`.
pub(super) fn write_date_time(date: Date, time: Time) -> Value<'static> {
    write(Some(date), Some(time))
}

fn write(date: Option<Date>, time: Option<Time>) -> Value<'static> {
    let date = match date {
        Some((year @ 0..=9999, month, day)) => Some(format!("{year:04}-{month:02}-{day:02}")),
        Some((year, ..)) => return unstorable_year(year),
        None => None,
    };
    let time = match time {
        Some((hour, minute, second, nanosecond @ 0..=999_999_999)) => {
            // Always nine digits: with fewer, `00Z` would sort after `00.5Z`.
            Some(format!("{hour:02}:{minute:02}:{second:02}.{nanosecond:09}"))
        }
        Some(_) => {
            return Value::Unstorable("it is a leap second, which SQLite has none of".into());
        }
        None => None,
    };
    let parts: Vec<String> = date.into_iter().chain(time).collect();
    Value::Text(parts.join(" ").into())
}

/// Reads `2026-11-22`, also with midnight after it, as some programs write dates.
pub(super) fn read_date(text: &str) -> Option<Date> {
    match read_date_time(text)? {
        (date, (0, 0, 0, 0), 0) => Some(date),
        _ => None,
    }
}

/// Reads `07:44`, `07:44:00` and `07:44:00.5`.
pub(super) fn read_time(text: &str) -> Option<Time> {
    let mut text = Text(text);
    let time = text.time()?;
    text.is_at_end().then_some(time)
}

/// Reads a date and a time with ` ` or `T` between them, or a date alone, and the offset from UTC in seconds:
/// none and `Z` are 0. What no calendar has, such as a 13th month, is not looked for.
pub(super) fn read_date_time(text: &str) -> Option<(Date, Time, i32)> {
    let mut text = Text(text);
    let date = text.date()?;
    if text.is_at_end() {
        return Some((date, (0, 0, 0, 0), 0));
    }
    if !text.take([' ', 'T', 't']) {
        return None;
    }
    let time = text.time()?;
    let offset = text.offset()?;
    text.is_at_end().then_some((date, time, offset))
}

/// What is still to be read.
struct Text<'t>(&'t str);

impl Text<'_> {
    fn is_at_end(&self) -> bool {
        self.0.is_empty()
    }

    fn take<const N: usize>(&mut self, marks: [char; N]) -> bool {
        let rest = self.0.strip_prefix(marks);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    /// A number of exactly so many digits.
    fn number<N: std::str::FromStr>(&mut self, digits: usize) -> Option<N> {
        let (number, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        // `parse` alone would take a sign.
        if !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        number.parse().ok()
    }

    fn date(&mut self) -> Option<Date> {
        let year = self.number(4)?;
        let month = self.take(['-']).then(|| self.number(2))??;
        let day = self.take(['-']).then(|| self.number(2))??;
        Some((year, month, day))
    }

    fn time(&mut self) -> Option<Time> {
        let hour = self.number(2)?;
        let minute = self.take([':']).then(|| self.number(2))??;
        if !self.take([':']) {
            return Some((hour, minute, 0, 0));
        }
        let second = self.number(2)?;
        let nanosecond = if self.take(['.', ',']) {
            self.fraction()?
        } else {
            0
        };
        Some((hour, minute, second, nanosecond))
    }

    /// One to nine digits, as nanoseconds.
    fn fraction(&mut self) -> Option<u32> {
        let digits = self.0.bytes().take_while(u8::is_ascii_digit).count();
        if !(1..=9).contains(&digits) {
            return None;
        }
        let number: u32 = self.number(digits)?;
        Some(number * 10_u32.pow(9 - u32::try_from(digits).ok()?))
    }

    fn offset(&mut self) -> Option<i32> {
        if self.is_at_end() || self.take(['Z', 'z']) {
            return Some(0);
        }
        let sign = if self.take(['-']) {
            -1
        } else if self.take(['+']) {
            1
        } else {
            return None;
        };
        let hours: i32 = self.number(2)?;
        self.take([':']);
        let minutes: i32 = if self.is_at_end() { 0 } else { self.number(2)? };
        (hours < 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
    }
}
