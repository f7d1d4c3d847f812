//! Dates and times: UTC text with nine digits, so that the order in SQL is the order in time.

use jiff::{SignedDuration, Timestamp, civil};
use relmodel::Expression;
use relmodel::prelude::*;
use relmodel_tests::{memory_db, texts};

#[derive(Model, Debug, Clone, PartialEq)]
struct Event {
    id: Id<Event>,
    stamp: Timestamp,
    maybe: Option<Timestamp>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Civil {
    id: Id<Civil>,
    date_time: civil::DateTime,
    date: civil::Date,
    time: civil::Time,
}

fn db() -> Db {
    let db = memory_db();
    schema![Event, Civil].create(&db).unwrap();
    db
}

fn stamp(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn insert(db: &Db, stamp: Timestamp) -> relmodel::Result<Event> {
    NewEvent { stamp }.insert(db)
}

#[test]
fn instants_are_stored_as_utc_text_with_nine_digits() {
    let db = db();
    for (written, stored) in [
        (
            "2026-11-22T07:44:00.123456789Z",
            "2026-11-22 07:44:00.123456789",
        ),
        ("2026-11-22T07:44:00Z", "2026-11-22 07:44:00.000000000"),
        (
            "2026-11-22T09:44:00.5+02:00",
            "2026-11-22 07:44:00.500000000",
        ),
        ("0001-01-01T00:00:00Z", "0001-01-01 00:00:00.000000000"),
        ("0000-01-01T00:00:00Z", "0000-01-01 00:00:00.000000000"),
        (
            "9999-12-30T21:59:59.999999999Z",
            "9999-12-30 21:59:59.999999999",
        ),
    ] {
        let event = insert(&db, stamp(written)).unwrap();
        assert_eq!(event.stamp, stamp(written));
        assert_eq!(event.reload(&db).unwrap(), event);
        assert_eq!(
            texts(
                &db,
                &format!("SELECT stamp FROM event WHERE id = {}", event.id)
            ),
            [stored]
        );
        assert_eq!(
            Event::filter(|e| e.stamp.eq(stamp(written)))
                .count(&db)
                .unwrap(),
            1
        );
    }
}

#[test]
fn the_order_in_sql_is_the_order_in_time() {
    let db = db();
    let begin = stamp("1969-12-31T23:59:59Z");
    let steps = [
        0,
        1,
        9,
        10,
        500_000_000,
        999_999_999,
        1_000_000_000,
        60_000_000_000,
        86_400_000_000_000,
    ];
    let mut stamps: Vec<Timestamp> = steps
        .iter()
        .map(|n| begin + SignedDuration::from_nanos(*n))
        .collect();
    stamps.extend(
        [
            "0000-06-01T00:00:00Z",
            "0999-06-01T00:00:00Z",
            "1000-01-01T00:00:00Z",
            "9999-01-01T00:00:00Z",
        ]
        .map(stamp),
    );
    for stamp in stamps.iter().rev() {
        insert(&db, *stamp).unwrap();
    }
    stamps.sort();
    let loaded = Event::all().order_by(|e| e.stamp).load(&db).unwrap();
    assert_eq!(
        loaded.iter().map(|event| event.stamp).collect::<Vec<_>>(),
        stamps
    );
    for (place, stamp) in stamps.iter().enumerate() {
        assert_eq!(
            Event::filter(|e| e.stamp.lt(*stamp)).count(&db).unwrap(),
            place as u64
        );
    }
}

#[test]
fn years_outside_0_to_9999_are_refused() {
    let db = db();
    for error in [
        insert(&db, stamp("-000001-12-31T23:59:59Z")).unwrap_err(),
        insert(&db, Timestamp::MIN).unwrap_err(),
        NewEvent {
            stamp: stamp("2000-01-01T00:00:00Z"),
        }
        .maybe(Timestamp::MIN)
        .insert(&db)
        .unwrap_err(),
    ] {
        assert!(error.is_unstorable(), "{error:?}");
        assert_eq!(error.model(), Some("Event"));
        assert!(
            error.columns() == ["stamp"] || error.columns() == ["maybe"],
            "{error}"
        );
        assert!(error.to_string().contains("year"), "{error}");
    }
    assert_eq!(Event::all().count(&db).unwrap(), 0);
    insert(&db, Timestamp::MAX).unwrap();
    let date_time = civil::DateTime::MIN;
    let error = NewCivil {
        date_time,
        date: civil::Date::MAX,
        time: civil::Time::MIN,
    }
    .insert(&db)
    .unwrap_err();
    assert!(error.is_unstorable(), "{error:?}");
    assert_eq!(error.columns(), ["date_time"]);
    let date = civil::Date::MIN;
    let error = NewCivil {
        date_time: civil::DateTime::MAX,
        date,
        time: civil::Time::MIN,
    }
    .insert(&db)
    .unwrap_err();
    assert_eq!(error.columns(), ["date"]);
}

#[test]
fn civil_dates_and_times_come_back_and_sort() {
    let db = db();
    let rows = [
        ("0000-01-01T00:00:00", "0000-01-01", "00:00:00"),
        ("2026-11-22T07:44:00.5", "2026-11-22", "07:44:00.5"),
        (
            "9999-12-31T23:59:59.999999999",
            "9999-12-31",
            "23:59:59.999999999",
        ),
    ];
    let stored = rows.map(|(date_time, date, time)| {
        let row = NewCivil {
            date_time: date_time.parse().unwrap(),
            date: date.parse().unwrap(),
            time: time.parse().unwrap(),
        };
        let row = row.insert(&db).unwrap();
        assert_eq!(row.date_time.to_string(), date_time);
        assert_eq!(row.reload(&db).unwrap(), row);
        row
    });
    assert_eq!(
        texts(
            &db,
            "SELECT date_time || ' ' || date || ' ' || time FROM civil WHERE id = 2"
        ),
        ["2026-11-22 07:44:00.500000000 2026-11-22 07:44:00.500000000"]
    );
    for by in [
        Civil::all().order_by(|c| c.date_time),
        Civil::all().order_by(|c| c.date),
        Civil::all().order_by(|c| c.time),
    ] {
        assert_eq!(by.load(&db).unwrap(), stored);
    }
}

#[test]
fn what_other_programs_write_is_read() {
    let db = db();
    let expected = stamp("2026-11-22T07:44:00.5Z");
    for text in [
        "2026-11-22 07:44:00.5",
        "2026-11-22T07:44:00.5",
        "2026-11-22T07:44:00.500Z",
        "2026-11-22 07:44:00.500000Z",
        "2026-11-22T09:44:00.5+02:00",
        "2026-11-22 09:44:00.5+02:00",
    ] {
        db.execute_batch(&format!(
            "DELETE FROM event; INSERT INTO event (stamp) VALUES ('{text}')"
        ))
        .unwrap();
        assert_eq!(Event::all().one(&db).unwrap().stamp, expected, "{text}");
    }
    db.execute_batch(
        "DELETE FROM event; INSERT INTO event (stamp) VALUES (datetime('2026-11-22 07:44'))",
    )
    .unwrap();
    assert_eq!(
        Event::all().one(&db).unwrap().stamp,
        stamp("2026-11-22T07:44:00Z")
    );
}

#[test]
fn text_that_is_no_time_names_model_and_column() {
    for text in [
        "'yesterday'",
        "''",
        "'2026-13-01 00:00:00'",
        "'2026-11-22 25:00:00'",
    ] {
        let db = db();
        db.execute_batch(&format!("INSERT INTO event (stamp) VALUES ({text})"))
            .unwrap();
        let error = Event::all().load(&db).unwrap_err();
        assert!(error.is_decode(), "{error:?}");
        assert_eq!(
            (error.model(), error.columns()),
            (Some("Event"), &["stamp".to_owned()][..])
        );
        assert!(error.to_string().contains("Timestamp"), "{error}");
    }
}
