//! Rows that a table made elsewhere leaves out without an error: relmodel doesn't say that they are there.

use relmodel::prelude::*;
use relmodel_tests::memory_db;

#[derive(Model, Debug)]
struct Tag {
    id: Id<Tag>,
    name: String,
}

fn ignoring() -> Db {
    let db = memory_db();
    db.execute_batch(
        "CREATE TABLE tag (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE ON CONFLICT IGNORE)",
    )
    .unwrap();
    NewTag { name: "a" }.insert(&db).unwrap();
    db
}

#[test]
fn a_row_that_the_table_leaves_out_is_not_given_back() {
    let db = ignoring();
    NewTag { name: "b" }.insert(&db).unwrap();
    let error = NewTag { name: "a" }.insert(&db).unwrap_err();
    assert!(error.to_string().contains("was not inserted"), "{error}");
    assert_eq!(error.model(), Some("Tag"));
}

#[test]
fn none_of_many_rows_stays_when_one_is_left_out() {
    let db = ignoring();
    let names: Vec<String> = (0..300)
        .map(|n| {
            if n == 77 {
                "a".to_owned()
            } else {
                format!("n{n}")
            }
        })
        .collect();
    let rows = names.iter().map(|name| NewTag { name });
    assert!(Tag::insert_all(&db, rows).is_err());
    assert_eq!(Tag::all().count(&db).unwrap(), 1);
}
