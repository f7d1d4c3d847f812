//! `insert_key` and `insert_all_keys`: rows are inserted as by `insert` and `insert_all`, and their keys alone come back.

use relmodel::prelude::*;
use relmodel_tests::{integer, memory_db, statements, texts};

#[derive(Model, Debug, Clone, PartialEq)]
struct Entry {
    id: Id<Entry>,
    #[unique]
    title: String,
    #[column(default = 7)]
    rank: i64,
    body: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Word {
    #[key]
    word: String,
    number: i64,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Seat {
    price: i64,
    #[key]
    place: String,
    free: bool,
    #[key]
    line: i64,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Token {
    note: String,
    #[key]
    #[column(default = sql("lower(hex(randomblob(8)))"))]
    token: String,
}

/// A key of two columns, of which the database computes one.
#[derive(Model, Debug, Clone, PartialEq)]
struct Slot {
    #[key]
    day: i64,
    #[key]
    #[column(default = sql("'made'"))]
    name: String,
}

/// A column that the database computes, beside a key that it assigns.
#[derive(Model, Debug, Clone, PartialEq)]
struct Stamp {
    note: String,
    #[key(autoincrement)]
    id: Id<Stamp>,
    #[column(default = sql("random()"))]
    seed: i64,
    #[column(generated = "upper(note)")]
    loud: String,
}

fn db() -> Db {
    let db = memory_db();
    schema![Entry, Word, Seat, Token, Slot, Stamp]
        .create(&db)
        .unwrap();
    db
}

#[test]
fn a_key_that_is_assigned_comes_back_by_one_statement() {
    let db = db();
    let session = db.session();
    for (n, db) in [&db as &dyn Executor, &session, &session]
        .into_iter()
        .enumerate()
    {
        let title = format!("t{n}");
        let new = NewEntry { title: &title };
        let (id, ran) = statements(&session, || new.insert_key(db).unwrap());
        assert_eq!(
            ran,
            [r#"INSERT INTO "entry" ("title", "rank", "body") VALUES (?1, ?2, ?3)"#]
        );
        let found = Entry::find(id).load(db).unwrap();
        assert_eq!((found.title, found.rank, found.body), (title, 7, None));
    }
}

#[test]
fn keys_of_each_kind_lead_to_their_rows() {
    let db = db();
    let key: String = NewWord {
        word: "a",
        number: 1,
    }
    .insert_key(&db)
    .unwrap();
    assert_eq!(Word::find(&*key).load(&db).unwrap().number, 1);

    let new = NewSeat {
        price: 5,
        place: "b",
        free: true,
        line: 9,
    };
    let key: (String, i64) = new.insert_key(&db).unwrap();
    assert_eq!(key, ("b".to_owned(), 9));
    assert_eq!(Seat::find(key).load(&db).unwrap().price, 5);

    let (token, ran) = statements(&db, || NewToken { note: "n" }.insert_key(&db).unwrap());
    assert_eq!(token.len(), 16);
    assert_eq!(ran.len(), 1);
    assert!(ran[0].contains(" RETURNING "), "{ran:?}");
    assert_eq!(Token::find(&*token).load(&db).unwrap().note, "n");

    let key: (i64, String) = NewSlot { day: 3 }.insert_key(&db).unwrap();
    assert_eq!(key, (3, "made".to_owned()));
    let key = NewSlot { day: 3 }.name("chosen").insert_key(&db).unwrap();
    assert_eq!(key, (3, "chosen".to_owned()));

    let id = NewStamp { note: "n" }.insert_key(&db).unwrap();
    assert_eq!(Stamp::find(id).load(&db).unwrap().loud, "N");
}

#[test]
fn setters_and_rows_of_the_model_are_taken() {
    let db = db();
    let id = NewEntry { title: "a" }
        .rank(3)
        .body("b")
        .insert_key(&db)
        .unwrap();
    let mut row = Entry::find(id).load(&db).unwrap();
    assert_eq!((row.rank, row.body.as_deref()), (3, Some("b")));
    row.id = Id::from(500);
    row.title = "c".to_owned();
    assert_eq!(row.insert_key(&db).unwrap(), row.id);
    assert_eq!(Entry::find(row.id).load(&db).unwrap(), row);
    // SQLite goes on from there.
    assert_eq!(NewEntry { title: "d" }.insert_key(&db).unwrap().get(), 501);
    let seat = Seat {
        price: 1,
        place: "x".to_owned(),
        free: false,
        line: 2,
    };
    assert_eq!(seat.insert_key(&db).unwrap(), ("x".to_owned(), 2));
}

#[test]
fn a_row_that_can_not_be_stored_is_an_error_as_by_insert() {
    let db = db();
    NewEntry { title: "a" }.insert_key(&db).unwrap();
    let by_key = NewEntry { title: "a" }.insert_key(&db).unwrap_err();
    let by_row = NewEntry { title: "a" }.insert(&db).unwrap_err();
    assert!(by_key.is_unique_violation());
    assert_eq!(by_key.to_string(), by_row.to_string());
    assert_eq!(integer(&db, "SELECT count(*) FROM entry"), 1);
    // A key that the database computes, and that is none.
    db.execute_batch("DROP TABLE token; CREATE TABLE token (note, token DEFAULT 7)")
        .unwrap();
    let error = NewToken { note: "n" }.insert_key(&db).unwrap_err();
    assert!(error.is_decode(), "{error:?}");
    assert_eq!(integer(&db, "SELECT count(*) FROM token"), 0);
}

#[test]
fn a_trigger_that_inserts_elsewhere_changes_no_key() {
    let db = db();
    db.execute_batch(
        "CREATE TRIGGER more AFTER INSERT ON entry BEGIN INSERT INTO stamp (id, note) VALUES (new.id + 1000, 'x'); END",
    )
    .unwrap();
    assert_eq!(NewEntry { title: "a" }.insert_key(&db).unwrap().get(), 1);
    let titles: Vec<String> = (0..300).map(|n| n.to_string()).collect();
    let ids = Entry::insert_all_keys(&db, titles.iter().map(|title| NewEntry { title })).unwrap();
    for (id, title) in ids.iter().zip(&titles) {
        assert_eq!(Entry::find(*id).load(&db).unwrap().title, *title);
    }
    assert_eq!(NewEntry { title: "b" }.insert_key(&db).unwrap().get(), 302);
}

/// How many statements insert so many rows: those that ask nothing, and one question where keys are assigned in bulk.
fn expected(rows: usize) -> usize {
    rows / 128 + rows % 128 + usize::from(rows >= 128)
}

#[test]
fn many_rows_give_their_keys_in_the_order_given() {
    for rows in [0, 1, 2, 127, 128, 129, 256, 300] {
        let db = db();
        NewEntry { title: "before" }.insert(&db).unwrap();
        let titles: Vec<String> = (0..rows).map(|n| format!("{}", n * 7919 % 1009)).collect();
        let new = || titles.iter().map(|title| NewEntry { title });
        let (ids, ran) = statements(&db, || Entry::insert_all_keys(&db, new()).unwrap());
        let right: Vec<i64> = (2..).take(rows).collect();
        assert_eq!(ids.iter().map(|id| id.get()).collect::<Vec<_>>(), right);
        assert_eq!(ran.len(), expected(rows), "{rows} rows");
        let stored = texts(&db, "SELECT title FROM entry WHERE id > 1 ORDER BY id");
        assert_eq!(stored, titles);
        // By the same statements as whole rows.
        let other = self::db();
        NewEntry { title: "before" }.insert(&other).unwrap();
        let (whole, by_rows) = statements(&other, || Entry::insert_all(&other, new()).unwrap());
        assert_eq!(by_rows, ran);
        assert_eq!(whole.iter().map(|row| row.id).collect::<Vec<_>>(), ids);
    }
}

#[test]
fn many_rows_with_keys_of_each_kind() {
    for rows in [1, 127, 128, 129, 300_i64] {
        let db = db();
        let words: Vec<String> = (0..rows).map(|n| format!("w{}", n * 7919 % 1009)).collect();
        let new = words
            .iter()
            .zip(0..)
            .map(|(word, number)| NewWord { word, number });
        assert_eq!(Word::insert_all_keys(&db, new).unwrap(), words);

        let new = words.iter().zip(0..).map(|(place, line)| NewSeat {
            price: 1,
            place,
            free: true,
            line: -line,
        });
        let keys = Seat::insert_all_keys(&db, new).unwrap();
        let right: Vec<(String, i64)> = words.iter().cloned().zip((0..).map(|n: i64| -n)).collect();
        assert_eq!(keys, right);

        let tokens =
            Token::insert_all_keys(&db, words.iter().map(|note| NewToken { note })).unwrap();
        for (token, note) in tokens.iter().zip(&words) {
            assert_eq!(Token::find(&**token).load(&db).unwrap().note, *note);
        }
        let keys = Slot::insert_all_keys(&db, (0..rows).map(|day| NewSlot { day })).unwrap();
        assert!(
            keys.iter()
                .zip(0..)
                .all(|(key, day)| *key == (day, "made".to_owned()))
        );
        let ids = Stamp::insert_all_keys(&db, words.iter().map(|note| NewStamp { note })).unwrap();
        assert_eq!(
            ids.iter().map(|id| id.get()).collect::<Vec<_>>(),
            (1..=rows).collect::<Vec<_>>()
        );
    }
}

#[test]
fn rows_of_the_model_itself_and_rows_that_set_different_columns() {
    let db = db();
    let row = |id: i64| Entry {
        id: Id::from(id),
        title: format!("t{id}"),
        rank: id,
        body: None,
    };
    let rows: Vec<Entry> = (0..300).map(|n| row((n * 7919) % 1009 - 500)).collect();
    let (ids, ran) = statements(&db, || Entry::insert_all_keys(&db, &rows).unwrap());
    assert_eq!(ids, rows.iter().map(|row| row.id).collect::<Vec<_>>());
    assert_eq!(ran.len(), 2 + 44);
    // Some give the column that the database would compute.
    let names: Vec<String> = (0..200).map(|n| n.to_string()).collect();
    let slots: Vec<Slot> = names
        .iter()
        .zip(0..)
        .map(|(name, day)| Slot {
            day,
            name: name.clone(),
        })
        .collect();
    let keys = Slot::insert_all_keys(&db, &slots).unwrap();
    assert!(
        keys.iter()
            .zip(&slots)
            .all(|((day, name), slot)| *day == slot.day && *name == slot.name)
    );
    // All of them have a body, and some none.
    let bodies = names
        .iter()
        .zip(0..)
        .map(|(name, n)| NewEntry { title: name }.body((n % 2 == 0).then_some(&**name)));
    let ids = Entry::insert_all_keys(&db, bodies).unwrap();
    for (n, id) in ids.iter().enumerate() {
        let found = Entry::find(*id).load(&db).unwrap();
        assert_eq!(found.title, names[n]);
        assert_eq!(found.body.is_some(), n % 2 == 0);
    }
}

#[test]
fn all_are_inserted_or_none() {
    let db = db();
    for rows in [2, 128, 300] {
        let mut titles: Vec<String> = (0..rows).map(|n| n.to_string()).collect();
        titles[rows - 1] = "0".to_owned();
        let new = || titles.iter().map(|title| NewEntry { title });
        let error = Entry::insert_all_keys(&db, new()).unwrap_err();
        assert!(error.is_unique_violation(), "{error:?}");
        assert_eq!(error.columns(), ["title"]);
        assert_eq!(integer(&db, "SELECT count(*) FROM entry"), 0);
        db.transaction(|tx| {
            NewEntry { title: "kept" }.insert_key(tx)?;
            Entry::insert_all_keys(tx, new()).unwrap_err();
            assert_eq!(Entry::all().count(tx)?, 1);
            Entry::all().delete(tx)
        })
        .unwrap();
    }
    let none: [NewEntry<'_>; 0] = [];
    let (ids, ran) = statements(&db, || Entry::insert_all_keys(&db, none).unwrap());
    assert_eq!((ids, ran), (vec![], vec![]));
}
