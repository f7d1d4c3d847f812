//! Inserting rows of the model itself: with the keys that they hold, all columns but generated ones, by reference.

use relmodel::prelude::*;
use relmodel_tests::{memory_db, statements};

use crate::models::{NewUser, User, empty};

#[derive(Model, Debug, Clone, PartialEq)]
struct Entry {
    id: Id<Entry>,
    title: String,
    #[column(default = 7)]
    rank: i64,
    #[column(default = sql("random()"))]
    seed: i64,
    #[column(default_with = String::new)]
    note: String,
    body: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Sum {
    #[key(autoincrement)]
    id: Id<Sum>,
    a: f64,
    #[column(generated = "a + a")]
    double: f64,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(keyless)]
struct Line {
    text: String,
    #[column(default = 1)]
    number: i64,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Seat {
    #[key]
    row: i64,
    #[key]
    place: String,
}

fn db() -> Db {
    let db = memory_db();
    schema![Entry, Sum, Seat, Line].create(&db).unwrap();
    db
}

fn entry(id: i64) -> Entry {
    Entry {
        id: Id::from(id),
        title: format!("t{id}"),
        rank: 0,
        seed: 3,
        note: "n".to_owned(),
        body: None,
    }
}

#[test]
fn a_row_is_inserted_with_its_key_and_all_its_columns() {
    let db = db();
    let row = entry(70);
    let (stored, ran) = statements(&db, || row.insert(&db).unwrap());
    assert_eq!(
        ran,
        [
            r#"INSERT INTO "entry" ("id", "title", "rank", "seed", "note", "body") VALUES (?1, ?2, ?3, ?4, ?5, ?6)"#
        ]
    );
    assert_eq!(stored, row);
    assert_eq!(row.reload(&db).unwrap(), row);
    // SQLite goes on from there.
    assert_eq!(NewEntry { title: "t" }.insert(&db).unwrap().id.get(), 71);
}

#[test]
fn a_generated_column_is_left_out_and_read_back() {
    let db = db();
    let row = Sum {
        id: Id::from(5),
        a: 1.5,
        double: 100.0,
    };
    let stored = row.insert(&db).unwrap();
    assert_eq!(stored, Sum { double: 3.0, ..row });
    assert_eq!(stored.reload(&db).unwrap(), stored);
}

#[test]
fn a_key_that_was_given_is_not_assigned_later() {
    let db = db();
    let row = Sum {
        id: Id::from(5),
        a: 0.0,
        double: 0.0,
    };
    row.insert(&db).unwrap().delete(&db).unwrap();
    assert_eq!(NewSum { a: 1.0 }.insert(&db).unwrap().id.get(), 6);
}

#[test]
fn a_composite_key_is_given_as_by_a_new_row() {
    let db = db();
    let seat = Seat {
        row: 1,
        place: "a".to_owned(),
    };
    assert_eq!(seat.insert(&db).unwrap(), seat);
    let error = seat.insert(&db).unwrap_err();
    assert!(error.is_unique_violation(), "{error:?}");
    assert_eq!(
        (error.model(), error.columns()),
        (Some("Seat"), &["row".to_owned(), "place".to_owned()][..])
    );
}

#[test]
fn many_rows_are_inserted_with_their_keys_in_any_order() {
    let db = db();
    let rows: Vec<Entry> = (0..300).map(|n| entry((n * 7919) % 1000 - 500)).collect();
    let (stored, ran) = statements(&db, || Entry::insert_all(&db, &rows).unwrap());
    // Keys that are given need no question how rows are numbered: two statements of 128, and 44 of one.
    assert_eq!(ran.len(), 2 + 44);
    assert_eq!(stored, rows);
    let mut sorted = rows.clone();
    sorted.sort_by_key(|row| row.id);
    assert_eq!(Entry::all().order_by(|e| e.id).load(&db).unwrap(), sorted);
    // All of them, or none.
    let more = [entry(10_000), rows[0].clone()];
    assert!(
        Entry::insert_all(&db, &more)
            .unwrap_err()
            .is_unique_violation()
    );
    assert_eq!(Entry::all().count(&db).unwrap(), 300);
    assert_eq!(Entry::insert_all(&db, &Vec::new()).unwrap(), []);
}

#[test]
fn rows_are_copied_from_one_database_into_another() {
    let (from, to) = (empty(), empty());
    let names = ["a", "b", "c"];
    User::insert_all(&from, names.map(|name| NewUser { name })).unwrap();
    User::find(Id::from(2))
        .load(&from)
        .unwrap()
        .delete(&from)
        .unwrap();
    User::insert_all(&to, &User::all().load(&from).unwrap()).unwrap();
    assert_eq!(
        User::all().order_by(|u| u.id).load(&to).unwrap(),
        User::all().order_by(|u| u.id).load(&from).unwrap()
    );
}

#[test]
fn what_sqlite_cannot_store_is_refused_before_any_statement() {
    let db = db();
    let row = Sum {
        id: Id::from(1),
        a: f64::NAN,
        double: 0.0,
    };
    let (error, ran) = statements(&db, || row.insert(&db).unwrap_err());
    assert!(error.is_unstorable(), "{error:?}");
    assert_eq!(error.columns(), ["a"]);
    assert_eq!(ran.len(), 0);
}

#[test]
fn a_row_without_a_key_is_inserted_as_often_as_one_asks() {
    let db = db();
    let line = Line {
        text: "a".to_owned(),
        number: 3,
    };
    assert_eq!(line.insert(&db).unwrap(), line);
    let rows = vec![line.clone(); 200];
    assert_eq!(Line::insert_all(&db, &rows).unwrap(), rows);
    assert_eq!(Line::filter(|l| l.number.eq(3)).count(&db).unwrap(), 201);
}
