//! Conditions in SQL that rows meet.

use relmodel::prelude::*;
use relmodel_tests::memory_db;

#[derive(Model, Debug, Clone, PartialEq)]
#[check(r#"starts < "the end""#)]
#[check("price <> 13")]
struct Event {
    id: Id<Event>,
    starts: i64,
    #[column(name = "the end")]
    ends: i64,
    #[check("price >= 0")]
    #[check("price < 1000")]
    #[column(default = 5)]
    price: i64,
}

#[test]
fn checks_stand_in_the_ddl_as_they_are_written() {
    assert_eq!(
        schema![Event].sql(),
        r#"CREATE TABLE IF NOT EXISTS "event" (
    "id" INTEGER PRIMARY KEY NOT NULL,
    "starts" INTEGER NOT NULL,
    "the end" INTEGER NOT NULL,
    "price" INTEGER NOT NULL DEFAULT 5 CHECK (price >= 0) CHECK (price < 1000),
    CHECK (starts < "the end"),
    CHECK (price <> 13)
) STRICT;
"#
    );
}

#[test]
fn a_row_that_breaks_one_is_refused() {
    let db = memory_db();
    schema![Event].create(&db).unwrap();
    let new = || NewEvent { starts: 1, ends: 2 };
    let event = new().insert(&db).unwrap();
    for error in [
        NewEvent { starts: 2, ends: 2 }.insert(&db).unwrap_err(),
        new().price(-1).insert(&db).unwrap_err(),
        new().price(1000).insert(&db).unwrap_err(),
        new().price(13).insert(&db).unwrap_err(),
        Event {
            ends: 0,
            ..event.clone()
        }
        .update(&db)
        .unwrap_err(),
    ] {
        assert!(error.is_check_violation(), "{error:?}");
    }
    assert_eq!(Event::all().load(&db).unwrap(), [event]);
}
