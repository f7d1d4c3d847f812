//! Keys: assigned by SQLite, given by the program, of one column or of several.

use std::collections::{BTreeSet, HashSet};

use relmodel::prelude::*;
use relmodel_tests::{memory_db, texts};

use crate::models::{Post, User, empty, user};

#[derive(Model, Debug, Clone, PartialEq)]
struct Word {
    #[key]
    text: String,
    count: i64,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Blob {
    #[key]
    hash: Vec<u8>,
    size: Option<i64>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Cell {
    #[key]
    row: i64,
    #[key]
    column: String,
    value: Option<f64>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Counter {
    #[key]
    number: i64,
    name: String,
}

fn db() -> Db {
    let db = memory_db();
    schema![Word, Blob, Cell, Counter].create(&db).unwrap();
    db
}

#[test]
fn a_text_is_a_key() {
    let db = db();
    for text in ["", "a", "A", "it's", "\"", "a\0b", "ß😀", " "] {
        let word = NewWord { text, count: 1 }.insert(&db).unwrap();
        assert_eq!(word.text, text);
        assert_eq!(Word::find(text).load(&db).unwrap(), word);
        assert_eq!(Word::find(text.to_owned()).load(&db).unwrap(), word);
        assert_eq!(Word::find(&word.text).load(&db).unwrap(), word);
        let more = Word { count: 2, ..word };
        more.update(&db).unwrap();
        assert_eq!(more.reload(&db).unwrap().count, 2);
    }
    assert_eq!(Word::all().count(&db).unwrap(), 8);
    Word::find("a").load(&db).unwrap().delete(&db).unwrap();
    assert_eq!(Word::find("a").optional(&db).unwrap(), None);
    assert!(Word::find("A").exists(&db).unwrap());
}

#[test]
fn bytes_are_a_key() {
    let db = db();
    for hash in [&b""[..], b"\0", b"\xff\xfe", b"a"] {
        let blob = NewBlob { hash }.size(3).insert(&db).unwrap();
        assert_eq!(Blob::find(&blob.hash).load(&db).unwrap(), blob);
        blob.update(&db).unwrap();
    }
    assert!(
        NewBlob { hash: b"\0" }
            .insert(&db)
            .unwrap_err()
            .is_unique_violation()
    );
}

#[test]
fn several_columns_are_a_key() {
    let db = db();
    for (row, column) in [(1, "a"), (1, "b"), (2, "a")] {
        NewCell { row, column }.insert(&db).unwrap();
    }
    let mut cell = Cell::find((1, "b")).load(&db).unwrap();
    cell.value = Some(0.5);
    cell.update(&db).unwrap();
    assert_eq!(
        texts(
            &db,
            "SELECT row || \"column\" || ifnull(value, '-') FROM cell ORDER BY row, 1"
        ),
        ["1a-", "1b0.5", "2a-"]
    );
    cell.delete(&db).unwrap();
    assert!(
        Cell::find((1, "b".to_owned()))
            .load(&db)
            .unwrap_err()
            .is_not_found()
    );
    assert_eq!(Cell::all().count(&db).unwrap(), 2);
    let error = NewCell {
        row: 1,
        column: "a",
    }
    .insert(&db)
    .unwrap_err();
    assert!(error.is_unique_violation(), "{error:?}");
    assert_eq!(error.columns(), ["row", "column"]);
}

#[test]
fn an_integer_that_is_no_id_is_given_by_the_program() {
    let db = db();
    for number in [5, -1, 0, i64::MAX, i64::MIN] {
        let counter = NewCounter { number, name: "n" }.insert(&db).unwrap();
        assert_eq!(counter.number, number);
        assert_eq!(Counter::find(number).load(&db).unwrap(), counter);
    }
    let many = Counter::insert_all(
        &db,
        (100..400).map(|number| NewCounter { number, name: "n" }),
    )
    .unwrap();
    assert!(
        many.iter()
            .zip(100..)
            .all(|(counter, number)| counter.number == number)
    );
}

#[test]
fn ids_are_values_typed_by_their_model() {
    let id: Id<User> = Id::from(7);
    let same = Id::new(7);
    assert_eq!(id, same);
    assert!(id < Id::from(8));
    assert_eq!(
        (id.get(), i64::from(id), id.to_string()),
        (7, 7, "7".to_owned())
    );
    assert_eq!("7".parse(), Ok(id));
    assert!("seven".parse::<Id<User>>().is_err());
    assert_eq!(format!("{id:?}"), "Id(7)");
    let copy = id;
    assert_eq!(HashSet::from([id, copy]).len(), 1);
    assert_eq!(
        BTreeSet::from([Id::<Post>::from(2), Id::from(1)]).first(),
        Some(&Id::from(1))
    );
}

#[test]
fn an_id_may_be_negative_or_zero_where_another_program_chose_it() {
    let db = empty();
    db.execute_batch("INSERT INTO user (id, name) VALUES (0, 'zero'), (-5, 'minus')")
        .unwrap();
    assert_eq!(User::find(Id::from(0)).load(&db).unwrap().name, "zero");
    assert_eq!(User::find(Id::from(-5)).load(&db).unwrap().name, "minus");
    assert_eq!(user(&db, "next").id.get(), 1);
    let ids: Vec<i64> = User::all()
        .order_by(|u| u.id)
        .load(&db)
        .unwrap()
        .iter()
        .map(|u| u.id.get())
        .collect();
    assert_eq!(ids, [-5, 0, 1]);
}
