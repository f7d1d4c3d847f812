//! The date-times of `chrono`: the text is that of the other crates' date-times.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use relmodel::prelude::*;
use relmodel_tests::{memory_db, texts};

#[derive(Model, Debug, Clone, PartialEq)]
struct Event {
    id: Id<Event>,
    stamp: DateTime<Utc>,
    local: NaiveDateTime,
    day: NaiveDate,
    hour: NaiveTime,
    maybe: Option<DateTime<Utc>>,
    #[column(default = now)]
    created_at: DateTime<Utc>,
    #[column(default = now)]
    created_on: NaiveDate,
    #[column(default = now)]
    created: Option<NaiveDateTime>,
    #[column(default = now)]
    created_hour: NaiveTime,
}

fn db() -> Db {
    let db = memory_db();
    schema![Event].create(&db).unwrap();
    db
}

fn stamp(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn new(stamp: DateTime<Utc>) -> NewEvent<'static> {
    NewEvent {
        stamp,
        local: stamp.naive_utc(),
        day: stamp.date_naive(),
        hour: stamp.time(),
    }
}

#[test]
fn what_is_stored_is_utc_text_with_nine_digits() {
    let db = db();
    for (written, stored) in [
        (
            "2026-11-22T07:44:00.123456789Z",
            "2026-11-22 07:44:00.123456789",
        ),
        ("0000-01-01T00:00:00Z", "0000-01-01 00:00:00.000000000"),
        (
            "9999-12-31T23:59:59.999999999Z",
            "9999-12-31 23:59:59.999999999",
        ),
        (
            "1969-12-31T23:59:59.000000001Z",
            "1969-12-31 23:59:59.000000001",
        ),
    ] {
        let event = new(stamp(written))
            .maybe(stamp(written))
            .insert(&db)
            .unwrap();
        assert_eq!(event.stamp, stamp(written));
        assert_eq!(event.reload(&db).unwrap(), event);
        let row = texts(
            &db,
            &format!(
                "SELECT stamp || ',' || local || ',' || day || ' ' || hour FROM event WHERE id = {}",
                event.id
            ),
        );
        assert_eq!(row, [format!("{stored},{stored},{stored}")]);
        let same = Event::filter(|e| {
            e.stamp
                .eq(event.stamp)
                .and(e.maybe.eq(Some(event.stamp)))
                .and(e.local.in_([event.local]))
                .and(e.day.eq(event.day))
                .and(e.hour.eq(event.hour))
        });
        assert_eq!(same.one(&db).unwrap(), event);
    }
    assert_eq!(Event::filter(|e| e.maybe.eq(None)).count(&db).unwrap(), 0);
}

#[test]
fn the_order_in_sql_is_the_order_in_time() {
    let db = db();
    let begin = stamp("1969-12-31T23:59:59Z");
    let mut stamps: Vec<DateTime<Utc>> = [0, 1, 10, 500_000_000, 1_000_000_000, 86_400_000_000_000]
        .map(|n| begin + TimeDelta::nanoseconds(n))
        .to_vec();
    stamps.extend(
        [
            "0000-06-01T00:00:00Z",
            "0999-06-01T00:00:00Z",
            "9999-01-01T00:00:00Z",
        ]
        .map(stamp),
    );
    for stamp in stamps.iter().rev() {
        new(*stamp).insert(&db).unwrap();
    }
    stamps.sort();
    let loaded = Event::all().order_by(|e| e.stamp).load(&db).unwrap();
    assert_eq!(
        loaded.iter().map(|event| event.stamp).collect::<Vec<_>>(),
        stamps
    );
    for (place, stamp) in stamps.iter().enumerate() {
        let before = Event::filter(|e| e.local.lt(stamp.naive_utc()));
        assert_eq!(before.count(&db).unwrap(), place as u64);
    }
}

#[test]
fn now_is_the_time_of_the_insert_for_every_writer() {
    let db = db();
    let before = Utc::now();
    let event = new(before).insert(&db).unwrap();
    let after = Utc::now();
    assert!((before..=after).contains(&event.created_at));
    assert!(event.created.is_some());
    db.execute_batch(
        "INSERT INTO event (stamp, local, day, hour) VALUES ('2026-11-22', '2026-11-22', '2026-11-22', '07:44')",
    )
    .unwrap();
    let theirs = Event::find(Id::from(2)).load(&db).unwrap();
    let apart = (theirs.created_at - event.created_at).num_seconds();
    assert!((0..=2).contains(&apart), "{apart}");
}

#[test]
fn years_that_do_not_sort_and_leap_seconds_are_refused() {
    let db = db();
    let good = stamp("2000-01-01T00:00:00Z");
    let leap = NaiveTime::from_hms_nano_opt(23, 59, 59, 1_500_000_000).unwrap();
    for (row, column, word) in [
        (new(DateTime::<Utc>::MIN_UTC), "stamp", "year"),
        (new(DateTime::<Utc>::MAX_UTC), "stamp", "year"),
        (
            NewEvent {
                local: NaiveDateTime::MIN,
                ..new(good)
            },
            "local",
            "year",
        ),
        (
            NewEvent {
                day: NaiveDate::MAX,
                ..new(good)
            },
            "day",
            "year",
        ),
        (
            NewEvent {
                hour: leap,
                ..new(good)
            },
            "hour",
            "leap second",
        ),
    ] {
        let error = row.insert(&db).unwrap_err();
        assert!(error.is_unstorable(), "{error:?}");
        assert_eq!(
            (error.model(), error.columns()),
            (Some("Event"), &[column.to_owned()][..])
        );
        assert!(error.to_string().contains(word), "{error}");
    }
    assert_eq!(Event::all().count(&db).unwrap(), 0);
}

#[test]
fn what_other_programs_write_is_read() {
    let db = db();
    new(stamp("2000-01-01T00:00:00Z")).insert(&db).unwrap();
    let expected = stamp("2026-11-22T07:44:00.5Z");
    for text in [
        "2026-11-22 07:44:00.5",
        "2026-11-22T07:44:00.5",
        "2026-11-22T07:44:00.500Z",
        "2026-11-22 07:44:00,500000z",
        "2026-11-22T09:44:00.5+02:00",
        "2026-11-22 09:44:00.5+0200",
        "2026-11-22 05:44:00.5-02",
        "2026-11-23 06:44:00.500000000+23:00",
    ] {
        db.execute_batch(&format!(
            "UPDATE event SET stamp = '{text}', local = '{text}'"
        ))
        .unwrap();
        let event = Event::all().one(&db).unwrap();
        assert_eq!(
            (event.stamp, event.local),
            (expected, expected.naive_utc()),
            "{text}"
        );
    }
    db.execute_batch(
        "UPDATE event SET stamp = '2026-11-22', local = '2026-11-22 07:44', day = '2026-11-22 00:00:00', hour = '07:44'",
    )
    .unwrap();
    let event = Event::all().one(&db).unwrap();
    assert_eq!(event.stamp, stamp("2026-11-22T00:00:00Z"));
    assert_eq!(event.local, stamp("2026-11-22T07:44:00Z").naive_utc());
    assert_eq!(event.day, event.stamp.date_naive());
    assert_eq!(event.hour, event.local.time());
}

#[test]
fn text_that_is_no_time_names_model_and_column() {
    for (column, ty, texts) in [
        (
            "stamp",
            "DateTime<Utc>",
            &[
                "yesterday",
                "",
                "2026-13-01 00:00:00",
                "2026-02-30 00:00:00",
                "2026-11-22 25:00:00",
                "2026-11-22 07:44:60",
                "2026-11-22 07:44:00.",
                "2026-11-22 07:44:00.1234567890",
                "2026-11-22 07:44:00+24:00",
                "2026-11-22 07:44:00 ",
                "2026-11-22 +7:44:00",
                "12026-11-22 07:44:00",
                "2026-11-2é",
            ][..],
        ),
        ("local", "NaiveDateTime", &["22.11.2026"]),
        ("day", "NaiveDate", &["2026-11-22 07:44:00", "2026-11-31"]),
        ("hour", "NaiveTime", &["24:00:00", "7:44", "07:44:00Z"]),
    ] {
        for text in texts {
            let db = db();
            new(stamp("2000-01-01T00:00:00Z")).insert(&db).unwrap();
            db.execute_batch(&format!("UPDATE event SET {column} = '{text}'"))
                .unwrap();
            let error = Event::all().load(&db).unwrap_err();
            assert!(error.is_decode(), "{error:?}");
            assert_eq!(
                (error.model(), error.columns()),
                (Some("Event"), &[column.to_owned()][..])
            );
            assert!(error.to_string().contains(ty), "{error}");
        }
    }
}
