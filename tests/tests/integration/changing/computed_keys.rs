//! Unique keys that SQLite computes or that are NULL, and columns that all have a default.

use super::*;

#[derive(Model, Debug, Clone, PartialEq)]
struct Ticket {
    id: Id<Ticket>,
    #[unique]
    #[column(default = sql("'open'"))]
    state: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Name {
    id: Id<Name>,
    text: String,
    #[unique]
    #[column(generated = "lower(text)")]
    folded: String,
}

#[test]
fn a_row_that_gives_nothing_is_inserted_where_there_is_none() {
    let db = memory_db();
    schema![Ticket].create(&db).unwrap();
    let first = NewTicket {}.insert_or_ignore(&db, |keys| keys.state);
    let first = first.unwrap().unwrap();
    assert_eq!(first.state, "open");
    let second = NewTicket {}.insert_or_ignore(&db, |keys| keys.state);
    assert_eq!(second.unwrap(), None);
    let second = NewTicket {}.upsert(&db, |keys| keys.state);
    assert_eq!(second.unwrap(), first);
}

#[test]
fn a_row_is_the_same_by_what_sqlite_computes() {
    let db = memory_db();
    schema![Name].create(&db).unwrap();
    let ann = NewName { text: "Ann" }.upsert(&db, |keys| keys.folded);
    let ann = ann.unwrap();
    let nothing = |_: NameFields, _: NameFields| None::<relmodel::Assignment<Name>>;
    let same = NewName { text: "ann" }.upsert_with(&db, |keys| keys.folded, nothing);
    assert_eq!(same.unwrap(), ann);
    let same = NewName { text: "ANN" }.upsert(&db, |keys| keys.folded);
    assert_eq!(same.unwrap().text, "ANN");
    assert_eq!(Name::all().count(&db).unwrap(), 1);
}

#[derive(Model, Debug, Clone, PartialEq)]
#[unique(shelf, place)]
struct Book {
    id: Id<Book>,
    shelf: i64,
    place: Option<i64>,
}

#[test]
fn null_in_a_unique_key_is_equal_to_nothing() {
    let db = memory_db();
    schema![Book].create(&db).unwrap();
    for id in 1..=3 {
        let book = NewBook { shelf: 1 }.find_or_insert(&db, |keys| keys.shelf_and_place);
        assert_eq!(book.unwrap().id, Id::from(id));
    }
    let book = NewBook { shelf: 1 }.upsert(&db, |keys| keys.shelf_and_place);
    assert_eq!(book.unwrap().id, Id::from(4));
    let book = NewBook { shelf: 1 }.insert_or_ignore(&db, |keys| keys.shelf_and_place);
    assert!(book.unwrap().is_some());
}
