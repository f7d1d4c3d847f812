//! The date-times of `time`: the text is that of the other crates' date-times.

use relmodel::prelude::*;
use relmodel_tests::{memory_db, texts};
use time::{Date, Duration, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

#[derive(Model, Debug, Clone, PartialEq)]
struct Event {
    id: Id<Event>,
    stamp: OffsetDateTime,
    local: PrimitiveDateTime,
    day: Date,
    hour: Time,
    maybe: Option<OffsetDateTime>,
    #[column(default = now)]
    created_at: OffsetDateTime,
    #[column(default = now)]
    created_on: Date,
    #[column(default = now)]
    created: Option<PrimitiveDateTime>,
    #[column(default = now)]
    created_hour: Time,
}

fn db() -> Db {
    let db = memory_db();
    schema![Event].create(&db).unwrap();
    db
}

fn at(year: i32, hour: u8, nanosecond: u32) -> OffsetDateTime {
    let day = Date::from_calendar_date(year, Month::November, 22).unwrap();
    let hour = Time::from_hms_nano(hour, 44, 0, nanosecond).unwrap();
    PrimitiveDateTime::new(day, hour).assume_utc()
}

fn new(stamp: OffsetDateTime) -> NewEvent<'static> {
    NewEvent {
        stamp,
        local: PrimitiveDateTime::new(stamp.date(), stamp.time()),
        day: stamp.date(),
        hour: stamp.time(),
    }
}

#[test]
fn what_is_stored_is_utc_text_with_nine_digits() {
    let db = db();
    let first = PrimitiveDateTime::new(
        Date::from_calendar_date(0, Month::January, 1).unwrap(),
        Time::MIDNIGHT,
    );
    for (stamp, stored) in [
        (at(2026, 7, 123_456_789), "2026-11-22 07:44:00.123456789"),
        (first.assume_utc(), "0000-01-01 00:00:00.000000000"),
        (
            PrimitiveDateTime::MAX.assume_utc(),
            "9999-12-31 23:59:59.999999999",
        ),
    ] {
        let event = new(stamp).maybe(stamp).insert(&db).unwrap();
        assert_eq!(event.stamp, stamp);
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
                .eq(stamp)
                .and(e.maybe.eq(Some(stamp)))
                .and(e.local.in_([event.local]))
                .and(e.day.eq(event.day))
                .and(e.hour.eq(event.hour))
        });
        assert_eq!(same.one(&db).unwrap(), event);
    }
    assert_eq!(Event::filter(|e| e.maybe.eq(None)).count(&db).unwrap(), 0);
}

#[test]
fn an_offset_is_stored_as_the_instant_it_says() {
    let db = db();
    let there = at(2026, 7, 5).to_offset(UtcOffset::from_hms(2, 0, 0).unwrap());
    let event = new(at(2026, 1, 0)).maybe(there).insert(&db).unwrap();
    assert_eq!(event.maybe, Some(there));
    assert_eq!(
        texts(&db, "SELECT maybe FROM event"),
        ["2026-11-22 07:44:00.000000005"]
    );
    assert_eq!(
        event.reload(&db).unwrap().maybe.unwrap().offset(),
        UtcOffset::UTC
    );
}

#[test]
fn the_order_in_sql_is_the_order_in_time() {
    let db = db();
    let begin = at(1969, 23, 0);
    let mut stamps: Vec<OffsetDateTime> =
        [0, 1, 10, 500_000_000, 1_000_000_000, 86_400_000_000_000]
            .map(|n| begin + Duration::nanoseconds(n))
            .to_vec();
    stamps.extend([at(0, 0, 0), at(999, 0, 0), at(9999, 0, 0)]);
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
        let before = Event::filter(|e| e.stamp.lt(*stamp));
        assert_eq!(before.count(&db).unwrap(), place as u64);
    }
}

#[test]
fn now_is_the_time_of_the_insert_for_every_writer() {
    let db = db();
    let before = OffsetDateTime::now_utc();
    let event = new(before).insert(&db).unwrap();
    let after = OffsetDateTime::now_utc();
    assert!((before..=after).contains(&event.created_at));
    assert!(event.created.is_some());
    db.execute_batch(
        "INSERT INTO event (stamp, local, day, hour) VALUES ('2026-11-22', '2026-11-22', '2026-11-22', '07:44')",
    )
    .unwrap();
    let theirs = Event::find(Id::from(2)).load(&db).unwrap();
    let apart = (theirs.created_at - event.created_at).whole_seconds();
    assert!((0..=2).contains(&apart), "{apart}");
}

#[test]
fn years_that_do_not_sort_are_refused() {
    let db = db();
    let good = at(2000, 0, 0);
    let west = UtcOffset::from_hms(-2, 0, 0).unwrap();
    for (row, column) in [
        (new(PrimitiveDateTime::MIN.assume_utc()), "stamp"),
        (
            NewEvent {
                stamp: PrimitiveDateTime::MAX.assume_offset(west),
                ..new(good)
            },
            "stamp",
        ),
        (
            NewEvent {
                local: PrimitiveDateTime::MIN,
                ..new(good)
            },
            "local",
        ),
        (
            NewEvent {
                day: Date::MIN,
                ..new(good)
            },
            "day",
        ),
    ] {
        let error = row.insert(&db).unwrap_err();
        assert!(error.is_unstorable(), "{error:?}");
        assert_eq!(
            (error.model(), error.columns()),
            (Some("Event"), &[column.to_owned()][..])
        );
        assert!(error.to_string().contains("year"), "{error}");
    }
    assert_eq!(Event::all().count(&db).unwrap(), 0);
}

#[test]
fn what_other_programs_write_is_read() {
    let db = db();
    new(at(2000, 0, 0)).insert(&db).unwrap();
    let expected = at(2026, 7, 500_000_000);
    for text in [
        "2026-11-22 07:44:00.5",
        "2026-11-22T07:44:00.500Z",
        "2026-11-22T09:44:00.5+02:00",
        "2026-11-22 05:44:00.5-0200",
    ] {
        db.execute_batch(&format!(
            "UPDATE event SET stamp = '{text}', local = '{text}'"
        ))
        .unwrap();
        let event = Event::all().one(&db).unwrap();
        assert_eq!(
            (event.stamp, event.local.assume_utc()),
            (expected, expected),
            "{text}"
        );
    }
    db.execute_batch(
        "UPDATE event SET stamp = '2026-11-22', local = '2026-11-22 07:44', day = '2026-11-22 00:00:00', hour = '07:44'",
    )
    .unwrap();
    let event = Event::all().one(&db).unwrap();
    assert_eq!(event.stamp.time(), Time::MIDNIGHT);
    assert_eq!(event.local.assume_utc(), at(2026, 7, 0));
    assert_eq!(event.day, event.stamp.date());
    assert_eq!(event.hour, event.local.time());
}

#[test]
fn text_that_is_no_time_names_model_and_column() {
    for (column, ty, text) in [
        ("stamp", "OffsetDateTime", "'yesterday'"),
        ("stamp", "OffsetDateTime", "'2026-13-01 00:00:00'"),
        ("stamp", "OffsetDateTime", "'9999-12-31 23:59:59-02:00'"),
        ("local", "PrimitiveDateTime", "'2026-11-22 25:00:00'"),
        ("day", "Date", "'2026-02-29'"),
        ("hour", "Time", "'24:00:00'"),
    ] {
        let db = db();
        new(at(2000, 0, 0)).insert(&db).unwrap();
        db.execute_batch(&format!("UPDATE event SET {column} = {text}"))
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
