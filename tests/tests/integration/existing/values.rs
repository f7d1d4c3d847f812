//! Columns of types that STRICT tables don't have, and what SQLite makes of values in them.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use relmodel::prelude::*;

use super::made_elsewhere;

#[derive(Model, Debug, Clone, PartialEq)]
struct Item {
    id: Id<Item>,
    price: f64,
    cost: Option<f64>,
    weight: f32,
    count: i64,
    sold: bool,
    code: String,
    note: Option<String>,
    picture: Option<Vec<u8>>,
}

fn items() -> super::Existing {
    made_elsewhere(
        "CREATE TABLE item (
            id INTEGER PRIMARY KEY AUTOINCREMENT, price NUMERIC NOT NULL, cost DECIMAL(10,2), weight FLOAT, count BIGINT UNSIGNED,
            sold BOOLEAN DEFAULT FALSE, code VARCHAR(5), note CHARACTER VARYING(20), picture IMAGE);
         INSERT INTO item VALUES
            (1, 2, 2.50, 3, 7, TRUE, 'longer than five', 'é', x'00ff'),
            (2, 2.5, 10, 3.25, 1e3, 0, 12, NULL, NULL),
            (3, '1e2', NULL, 1e2, '8', '1', 'c', 34, NULL);",
    )
}

#[test]
fn numbers_are_read_as_floats_whether_integers_or_not() {
    let db = items();
    let items = Item::all().order_by(|i| i.id).load(&*db).unwrap();
    let numbers: Vec<_> = items.iter().map(|i| (i.price, i.cost, i.weight)).collect();
    let there = [
        (2.0, Some(2.5), 3.0),
        (2.5, Some(10.0), 3.25),
        (100.0, None, 100.0),
    ];
    assert_eq!(numbers, there);
    let ids = |query: Query<Item>| -> Vec<i64> {
        let items = query.order_by(|i| i.price.desc()).load(&*db).unwrap();
        items.iter().map(|i| i.id.get()).collect()
    };
    assert_eq!(ids(Item::filter(|i| i.price.eq(2.0))), [1]);
    assert_eq!(ids(Item::filter(|i| i.price.gt(2.0))), [3, 2]);
    assert_eq!(ids(Item::filter(|i| i.cost.eq(10.0))), [2]);
    assert_eq!(ids(Item::filter(|i| i.price.in_([2.0, 100.0]))), [3, 1]);
}

#[test]
fn what_the_affinity_of_a_column_makes_of_values_is_read() {
    let db = items();
    let items = Item::all().order_by(|i| i.id).load(&*db).unwrap();
    let counts: Vec<_> = items.iter().map(|i| (i.count, i.sold)).collect();
    assert_eq!(counts, [(7, true), (1000, false), (8, true)]);
    let codes: Vec<_> = items
        .iter()
        .map(|i| (&*i.code, i.note.as_deref()))
        .collect();
    let there = [
        ("longer than five", Some("é")),
        ("12", None),
        ("c", Some("34")),
    ];
    assert_eq!(codes, there);
    assert_eq!(items[0].picture.as_deref(), Some(&[0, 255][..]));
    assert_eq!(Item::filter(|i| i.sold).count(&*db).unwrap(), 2);
    assert_eq!(Item::filter(|i| i.sold.not()).count(&*db).unwrap(), 1);
    assert_eq!(Item::filter(|i| i.code.eq("12")).count(&*db).unwrap(), 1);
    assert_eq!(Item::filter(|i| i.count.ge(8)).count(&*db).unwrap(), 2);
}

#[test]
fn rows_that_are_written_come_back_as_they_are_read() {
    let db = items();
    let new = NewItem {
        price: 4.0,
        weight: 0.1,
        count: 5,
        sold: true,
        code: "7",
    };
    let mut item = new.cost(0.1).note("8").insert(&*db).unwrap();
    assert_eq!(item.id.get(), 4);
    assert_eq!(item.reload(&*db).unwrap(), item);
    item.price = 1.5;
    item.cost = Some(3.0);
    item.code = "1.0".into();
    item.sold = false;
    item.update(&*db).unwrap();
    assert_eq!(item.reload(&*db).unwrap(), item);
    assert_eq!(Item::filter(|i| i.cost.eq(3.0)).one(&*db).unwrap(), item);
}

#[test]
fn a_value_that_the_column_type_has_not_is_an_error_that_shows_it() {
    let refused = [
        ("sold = 2", "sold", "2 is neither 0 nor 1"),
        ("sold = 'yes'", "sold", "TEXT"),
        ("sold = NULL", "sold", "NULL"),
        ("count = 1.5", "count", "REAL"),
        ("count = 'many'", "count", "TEXT"),
        ("price = 'dear'", "price", "TEXT"),
        ("code = x'00'", "code", "BLOB"),
        ("picture = 'text'", "picture", "TEXT"),
    ];
    for (assignment, column, says) in refused {
        let db = items();
        db.execute_batch(&format!("UPDATE item SET {assignment} WHERE id = 2"))
            .unwrap();
        let error = Item::all().load(&*db).unwrap_err();
        assert!(error.is_decode(), "{assignment}: {error:?}");
        assert_eq!(error.columns(), [column], "{error}");
        assert!(error.to_string().contains(says), "{assignment}: {error}");
        assert_eq!(
            Item::filter(|i| i.id.ne(Id::from(2)))
                .load(&*db)
                .unwrap()
                .len(),
            2
        );
    }
}

/// Columns of an affinity that is not the field's: text that looks like a number becomes one, and a number becomes text.
#[derive(Model, Debug, Clone, PartialEq)]
struct Mixed {
    id: Id<Mixed>,
    text_in_integer: Option<String>,
    integer_in_text: Option<i64>,
    integer_in_none: Option<i64>,
}

#[test]
fn a_column_of_another_affinity_is_an_error_when_it_changed_the_value() {
    let db = made_elsewhere(
        "CREATE TABLE mixed (id INTEGER PRIMARY KEY, text_in_integer INT, integer_in_text TEXT, integer_in_none);
         INSERT INTO mixed VALUES (1, 'word', NULL, 7)",
    );
    let word = Mixed::find(Id::from(1)).load(&*db).unwrap();
    assert_eq!(word.text_in_integer.as_deref(), Some("word"));
    assert_eq!(word.integer_in_none, Some(7));
    assert_eq!(
        Mixed::filter(|m| m.integer_in_none.eq(7))
            .count(&*db)
            .unwrap(),
        1
    );

    for (assignment, column) in [
        ("text_in_integer = '12'", "text_in_integer"),
        ("integer_in_text = 12", "integer_in_text"),
        ("integer_in_none = '7'", "integer_in_none"),
    ] {
        db.execute_batch(&format!(
            "UPDATE mixed SET text_in_integer = NULL, integer_in_text = NULL, integer_in_none = NULL; UPDATE mixed SET {assignment}"
        ))
        .unwrap();
        let error = word.reload(&*db).unwrap_err();
        assert!(error.is_decode(), "{error:?}");
        assert_eq!(error.columns(), [column]);
    }
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Event {
    id: Id<Event>,
    day: Date,
    at: Timestamp,
    local: DateTime,
    chrono_day: chrono::NaiveDate,
    chrono_at: chrono::DateTime<chrono::Utc>,
    chrono_local: chrono::NaiveDateTime,
}

/// DATE and DATETIME have the affinity of numbers: what looks like a date is text in them.
#[test]
fn dates_are_read_in_the_forms_that_programs_write() {
    let moment: Timestamp = "2026-11-22T07:44:05Z".parse().unwrap();
    let local: DateTime = "2026-11-22T07:44:05".parse().unwrap();
    for text in [
        "2026-11-22 07:44:05",
        "2026-11-22T07:44:05",
        "2026-11-22T07:44:05Z",
        "2026-11-22 07:44:05+00:00",
        "2026-11-22 07:44:05.000",
        "2026-11-22 07:44:05.000000",
    ] {
        let db = made_elsewhere(&format!(
            "CREATE TABLE event (id INTEGER PRIMARY KEY, day DATE, at TIMESTAMP, local DATETIME, chrono_day DATE, chrono_at DATETIME, chrono_local TEXT);
             INSERT INTO event VALUES (1, '2026-11-22', '{text}', '2026-11-22 07:44:05', '2026-11-22', '{text}', '2026-11-22 07:44:05');"
        ));
        let event = Event::find(Id::from(1)).load(&*db).unwrap();
        assert_eq!((event.at, event.local), (moment, local), "{text}");
        assert_eq!(event.chrono_at.timestamp(), moment.as_second(), "{text}");
        assert_eq!(event.day, event.local.date());
        assert_eq!(event.chrono_day, event.chrono_local.date());
        // Written, they have one form.
        event.update(&*db).unwrap();
        assert_eq!(event.reload(&*db).unwrap(), event);
        let forms = relmodel_tests::texts(
            &db,
            "SELECT at || ' ' || chrono_at || ' ' || day FROM event",
        );
        let one = "2026-11-22 07:44:05.000000000";
        assert_eq!(forms, [format!("{one} {one} 2026-11-22")]);
    }
}

#[test]
fn a_date_that_is_none_is_an_error_that_shows_it() {
    for (day, says) in [
        ("'22.11.2026'", "22.11.2026"),
        ("'0000-00-00'", "0000-00-00"),
        ("''", "\"\""),
        ("'20261122'", "INTEGER"),
        ("1795333445", "1795333445"),
        ("2460000.5", "REAL"),
    ] {
        let db = made_elsewhere(&format!(
            "CREATE TABLE event (id INTEGER PRIMARY KEY, day DATE, at TIMESTAMP, local DATETIME, chrono_day DATE, chrono_at DATETIME, chrono_local TEXT);
             INSERT INTO event VALUES (1, {day}, '2026-11-22', '2026-11-22', '2026-11-22', '2026-11-22', '2026-11-22');"
        ));
        let error = Event::all().load(&*db).unwrap_err();
        assert!(error.is_decode(), "{error:?}");
        assert_eq!(error.columns(), ["day"], "{day}: {error}");
        assert!(error.to_string().contains(says), "{day}: {error}");
    }
}
