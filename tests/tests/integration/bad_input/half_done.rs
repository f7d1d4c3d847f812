//! Statements that come to one of SQLite's limits when they have written some of their rows: SQLite undoes that only outside of transactions.

use relmodel::prelude::*;
use relmodel::{Tx, concat};
use relmodel_tests::{memory_db, texts};

use super::model;

#[derive(Model, Debug, Clone, PartialEq)]
struct Memo {
    id: Id<Memo>,
    text: Option<String>,
}

/// Three memos, of which the last can't get twice as long.
fn memos() -> Db {
    let db = memory_db();
    schema![Memo].create(&db).unwrap();
    let long = "x".repeat(800);
    let new = |text: &'static str| NewMemo {}.text(text);
    Memo::insert_all(&db, [new("a"), new("b")]).unwrap();
    NewMemo {}.text(&*long).insert(&db).unwrap();
    let limit = rusqlite::limits::Limit::SQLITE_LIMIT_LENGTH;
    db.with_connection(|raw| raw.set_limit(limit, 1000))
        .unwrap();
    db
}

fn state(db: &Db) -> Vec<String> {
    texts(db, "SELECT id || text FROM memo ORDER BY id")
}

fn twice(db: &Db) -> Error {
    let error = Memo::all().update(db, |m| m.text.set(concat((m.text, m.text))));
    let error = error.unwrap_err();
    assert!(error.is_limit(), "{error:?}");
    assert_eq!(model(&error), "Memo");
    error
}

fn is_over(tx: &Tx<'_>) {
    let late = NewMemo {}.insert(&**tx).unwrap_err();
    assert!(late.to_string().contains("ended by an error"), "{late}");
}

#[test]
fn by_itself_it_writes_nothing() {
    let db = memos();
    let before = state(&db);
    twice(&db);
    assert_eq!(state(&db), before);
    NewMemo {}.insert(&db).unwrap();
}

#[test]
fn in_a_transaction_it_takes_that_along() {
    let db = memos();
    let before = state(&db);
    let result = db.transaction(|tx| {
        NewMemo {}.text("first").insert(tx)?;
        assert!(twice(tx).to_string().contains("rolled back"));
        is_over(tx);
        Ok(())
    });
    assert!(result.is_err());
    assert_eq!(state(&db), before);
    let outer = db.begin().unwrap();
    NewMemo {}.text("first").insert(&*outer).unwrap();
    let inner = outer.begin().unwrap();
    twice(&inner);
    is_over(&inner);
    drop(inner);
    is_over(&outer);
    outer.rollback().unwrap();
    assert_eq!(state(&db), before);
    NewMemo {}.insert(&db).unwrap();
}

#[test]
fn observers_see_that_it_was_rolled_back() {
    let db = memos();
    let seen = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let log = seen.clone();
    db.observe(move |event| log.lock().unwrap().push(event.sql().to_owned()));
    let result = db.transaction(|tx| -> relmodel::Result<()> { Err(twice(tx)) });
    assert!(result.unwrap_err().is_limit());
    assert_eq!(seen.lock().unwrap().last().unwrap(), "ROLLBACK");
}

#[test]
fn one_that_has_not_begun_to_write_or_reads_leaves_the_transaction_as_it_is() {
    let db = memos();
    db.transaction(|tx| {
        let too_long = "x".repeat(2000);
        assert!(
            NewMemo {}
                .text(&*too_long)
                .insert(tx)
                .unwrap_err()
                .is_limit()
        );
        let read = Memo::all().select(|m| concat((m.text, m.text))).load(tx);
        assert!(read.unwrap_err().is_limit());
        NewMemo {}.text("kept").insert(tx)
    })
    .unwrap();
    assert_eq!(state(&db).len(), 4);
}
