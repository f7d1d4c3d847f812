//! `#[key(autoincrement)]`: a number that a row had is never that of another.

use relmodel::prelude::*;
use relmodel_tests::{memory_db, statements};

#[derive(Model, Debug, Clone, PartialEq)]
struct Invoice {
    #[key(autoincrement)]
    id: Id<Invoice>,
    total: i64,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Ticket {
    #[key(autoincrement)]
    number: u32,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Note {
    id: Id<Note>,
    text: String,
}

fn db() -> Db {
    let db = memory_db();
    schema![Invoice, Ticket, Note].create(&db).unwrap();
    db
}

#[test]
fn the_ddl_asks_for_it() {
    assert_eq!(
        schema![Invoice, Note].sql(),
        r#"CREATE TABLE IF NOT EXISTS "invoice" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "total" INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS "note" (
    "id" INTEGER PRIMARY KEY NOT NULL,
    "text" TEXT NOT NULL
) STRICT;
"#
    );
}

#[test]
fn the_number_of_a_deleted_row_is_not_used_again() {
    let db = db();
    let first = NewInvoice { total: 1 }.insert(&db).unwrap();
    let second = NewInvoice { total: 2 }.insert(&db).unwrap();
    second.delete(&db).unwrap();
    let third = NewInvoice { total: 3 }.insert(&db).unwrap();
    assert_eq!([first.id, second.id, third.id].map(Id::get), [1, 2, 3]);
    assert_eq!(third.reload(&db).unwrap(), third);
    third.delete(&db).unwrap();
    first.delete(&db).unwrap();
    assert_eq!(NewInvoice { total: 4 }.insert(&db).unwrap().id.get(), 4);
}

#[test]
fn without_it_the_number_of_the_last_row_is() {
    let db = db();
    let note = NewNote { text: "a" }.insert(&db).unwrap();
    note.delete(&db).unwrap();
    assert_eq!(NewNote { text: "b" }.insert(&db).unwrap().id, note.id);
}

#[test]
fn many_rows_are_numbered_beyond_the_deleted_ones() {
    let db = db();
    let rows = |totals: std::ops::Range<i64>| totals.map(|total| NewInvoice { total });
    for invoice in Invoice::insert_all(&db, rows(0..10)).unwrap() {
        invoice.delete(&db).unwrap();
    }
    let (invoices, ran) = statements(&db, || Invoice::insert_all(&db, rows(0..300)).unwrap());
    // The question how rows are numbered, two statements of 128 rows, and 44 rows one by one.
    assert_eq!(ran.len(), 1 + 2 + 44);
    let ids: Vec<i64> = invoices.iter().map(|invoice| invoice.id.get()).collect();
    assert_eq!(ids, (11..=310).collect::<Vec<_>>());
    let stored = Invoice::all().order_by(|i| i.id).load(&db).unwrap();
    assert_eq!(stored, invoices);
}

#[test]
fn an_integer_that_is_no_id_can_have_it() {
    let db = db();
    let ticket = NewTicket {}.insert(&db).unwrap();
    ticket.delete(&db).unwrap();
    assert_eq!(NewTicket {}.insert(&db).unwrap().number, 2);
    let tickets = Ticket::insert_all(&db, (0..3).map(|_| NewTicket {})).unwrap();
    let numbers: Vec<u32> = tickets.iter().map(|ticket| ticket.number).collect();
    assert_eq!(numbers, [3, 4, 5]);
}

#[test]
fn after_the_last_number_there_is_none() {
    let db = db();
    db.execute_batch(&format!("INSERT INTO invoice VALUES ({}, 1)", i64::MAX))
        .unwrap();
    let error = NewInvoice { total: 2 }.insert(&db).unwrap_err();
    assert!(error.is_full(), "{error:?}");
    let rows = (0..200).map(|total| NewInvoice { total });
    assert!(Invoice::insert_all(&db, rows).unwrap_err().is_full());
    assert_eq!(Invoice::all().count(&db).unwrap(), 1);
}
