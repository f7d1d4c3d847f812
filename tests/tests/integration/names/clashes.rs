//! Names that meet: tables of two models, indexes, and names that SQLite tells apart though they look alike.

use relmodel::prelude::*;
use relmodel_tests::{memory_db, texts};

#[derive(Model, Debug)]
#[model(table = "thing")]
struct One {
    id: Id<One>,
}

#[derive(Model, Debug)]
#[model(table = "THING")]
struct Other {
    id: Id<Other>,
}

#[derive(Model, Debug)]
#[model(table = "Ä")]
struct Upper {
    id: Id<Upper>,
}

#[derive(Model, Debug)]
#[model(table = "ä")]
struct Lower {
    id: Id<Lower>,
    #[column(default = 0)]
    é: i64,
    /// The same letter, with its mark apart.
    #[column(name = "e\u{301}", default = 1)]
    e: i64,
    #[column(name = "É", default = 2)]
    upper: i64,
}

#[test]
fn two_models_of_one_table_are_an_error_and_make_nothing() {
    let db = memory_db();
    let error = schema![Upper, One, Other].create(&db).unwrap_err();
    assert!(error.is_schema(), "{error:?}");
    assert_eq!(
        error.to_string(),
        "Other: `One` and `Other` have the same table `THING`"
    );
    assert_eq!(error.table(), Some("THING"));
    assert!(texts(&db, "SELECT name FROM sqlite_schema").is_empty());
}

#[test]
fn letters_that_are_not_ascii_tell_names_apart() {
    let db = memory_db();
    schema![Upper, Lower].create(&db).unwrap();
    NewUpper {}.insert(&db).unwrap();
    let lower = NewLower {}.é(7).upper(8).insert(&db).unwrap();
    assert_eq!((lower.é, lower.e, lower.upper), (7, 1, 8));
    assert_eq!(Lower::filter(|l| l.e.lt(l.é)).count(&db).unwrap(), 1);
    assert_eq!(Upper::all().count(&db).unwrap(), 1);
}

/// An index over a column with a comma in its name, and one over the two columns that are called as its parts.
#[derive(Model, Debug)]
#[index(a, b)]
struct Comma {
    id: Id<Comma>,
    #[column(default = 0)]
    a: i64,
    #[column(default = 0)]
    b: i64,
    #[index]
    #[column(name = "a,b", default = 0)]
    both: i64,
}

#[test]
fn every_index_has_a_name_of_its_own() {
    let db = memory_db();
    schema![Comma].create(&db).unwrap();
    let indexed = "SELECT group_concat(name, '|') FROM (SELECT i.name AS index_name, c.name FROM pragma_index_list('comma') AS i, \
                   pragma_index_info(i.name) AS c ORDER BY i.name, c.seqno) GROUP BY index_name ORDER BY 1";
    assert_eq!(texts(&db, indexed), ["a,b", "a|b"]);
}
