//! Parts of dates and times, of each crate's types and of none.

use relmodel::prelude::*;
use relmodel_tests::memory_db;

#[derive(Model, Debug)]
struct Event {
    id: Id<Event>,
    stamp: jiff::Timestamp,
    civil: Option<jiff::civil::DateTime>,
    day: jiff::civil::Date,
    time: jiff::civil::Time,
    utc: chrono::DateTime<chrono::Utc>,
    naive: chrono::NaiveDateTime,
    offset: time::OffsetDateTime,
    clock: time::Time,
}

fn events() -> Db {
    let db = memory_db();
    schema![Event].create(&db).unwrap();
    for (date, time) in [
        ("2026-12-31", "23:59:59.999999999"),
        ("0007-01-02", "03:04:05.000000000"),
        ("2024-02-29", "00:00:00.500000000"),
    ] {
        let civil: jiff::civil::DateTime = format!("{date}T{time}").parse().unwrap();
        let stamp = civil.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp();
        let naive: chrono::NaiveDateTime = format!("{date}T{time}").parse().unwrap();
        let offset =
            time::OffsetDateTime::from_unix_timestamp_nanos(stamp.as_nanosecond()).unwrap();
        let new = NewEvent {
            stamp,
            day: civil.date(),
            time: civil.time(),
            utc: naive.and_utc(),
            naive,
            offset,
            clock: offset.time(),
        };
        new.civil((date != "2024-02-29").then_some(civil))
            .insert(&db)
            .unwrap();
    }
    db
}

#[test]
fn the_parts_are_those_of_the_types() {
    let db = events();
    for event in Event::all().load(&db).unwrap() {
        let query = Event::filter(|e| e.id.eq(event.id));
        let (s, c) = (event.stamp.to_zoned(jiff::tz::TimeZone::UTC), event.civil);
        let of_stamp = query.clone().select(|e| {
            (
                e.stamp.year(),
                e.stamp.month(),
                e.stamp.day(),
                e.stamp.hour(),
                e.stamp.minute(),
                e.stamp.second(),
                e.stamp.date(),
            )
        });
        assert_eq!(
            of_stamp.one(&db).unwrap(),
            (
                s.year().into(),
                s.month().into(),
                s.day().into(),
                s.hour().into(),
                s.minute().into(),
                s.second().into(),
                s.date()
            )
        );
        let of_civil = query
            .clone()
            .select(|e| (e.civil.year(), e.civil.second(), e.civil.date()));
        assert_eq!(
            of_civil.one(&db).unwrap(),
            (
                c.map(|c| c.year().into()),
                c.map(|c| c.second().into()),
                c.map(|c| c.date())
            )
        );
        let halves = query.clone().select(|e| {
            (
                e.day.year(),
                e.day.day(),
                e.time.hour(),
                e.time.second(),
                e.clock.minute(),
            )
        });
        assert_eq!(
            halves.one(&db).unwrap(),
            (
                event.day.year().into(),
                event.day.day().into(),
                event.time.hour().into(),
                event.time.second().into(),
                event.clock.minute().into()
            )
        );
        let others = query.select(|e| {
            (
                e.utc.date(),
                e.naive.date(),
                e.offset.date(),
                e.utc.hour(),
                e.offset.year(),
            )
        });
        assert_eq!(
            others.one(&db).unwrap(),
            (
                event.utc.date_naive(),
                event.naive.date(),
                event.offset.date(),
                s.hour().into(),
                event.offset.year().into()
            )
        );
    }
}

#[test]
fn rows_are_asked_by_parts() {
    let db = events();
    let count = |query: Query<Event>| query.count(&db).unwrap();
    assert_eq!(count(Event::filter(|e| e.stamp.year().eq(2026))), 1);
    assert_eq!(count(Event::filter(|e| e.civil.month().eq(12).not())), 2);
    assert_eq!(count(Event::filter(|e| e.stamp.date().eq(e.day))), 3);
    assert_eq!(
        count(Event::filter(|e| e
            .time
            .second()
            .gt(4)
            .and(e.day.day().lt(30)))),
        1
    );
}

#[test]
fn the_parts_of_texts_of_other_programs_are_read() {
    let db = events();
    db.execute_batch(
        "UPDATE event SET stamp = '2026-11-22T07:44Z', civil = '2026-11-22' WHERE id = 1",
    )
    .unwrap();
    let parts = Event::filter(|e| e.id.eq(Id::from(1))).select(|e| {
        (
            e.stamp.day(),
            e.stamp.minute(),
            e.stamp.second(),
            e.civil.year(),
            e.civil.hour(),
        )
    });
    assert_eq!(parts.one(&db).unwrap(), (22, 44, 0, Some(2026), Some(0)));
}
