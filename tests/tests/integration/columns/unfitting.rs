//! Stored values that do not fit their Rust type, and Rust values that can not be stored.

use relmodel::Error;
use relmodel::prelude::*;
use relmodel_tests::{integer, memory_db};

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "strange things")]
struct Thing {
    id: Id<Thing>,
    small: i8,
    #[column(name = "the big one")]
    big: u64,
    real: f64,
    narrow: f32,
    flag: bool,
    text: Option<String>,
    bytes: Vec<u8>,
    maybe: Option<u64>,
}

/// A table without types, as another program may have made it, and one good row.
fn db() -> Db {
    let db = memory_db();
    db.execute_batch(
        r#"CREATE TABLE "strange things" (id INTEGER PRIMARY KEY, small, "the big one", real, narrow, flag, text, bytes, maybe);
           INSERT INTO "strange things" VALUES (1, 1, 1, 1.0, 1.0, 1, 'text', x'00', NULL)"#,
    )
    .unwrap();
    assert_eq!(Thing::all().count(&db).unwrap(), 1);
    Thing::all().one(&db).unwrap();
    db
}

fn check(error: &Error, column: &str, parts: &[&str]) {
    assert!(error.is_decode(), "{error:?}");
    assert_eq!(error.model(), Some("Thing"));
    assert_eq!(error.table(), Some("strange things"));
    assert_eq!(error.columns(), [column]);
    for part in parts.iter().chain(&[column]) {
        assert!(
            error.to_string().contains(part),
            "`{part}` is not in: {error}"
        );
    }
}

#[test]
fn a_stored_value_that_does_not_fit_names_model_column_and_both_types() {
    for (column, value, parts) in [
        ("small", "128", &["128", "i8", "out of range"][..]),
        ("small", "-129", &["-129", "i8"]),
        ("small", "'1'", &["'1'", "TEXT", "i8"]),
        ("small", "1.0", &["1.0", "REAL", "i8"]),
        ("small", "NULL", &["NULL", "i8"]),
        ("the big one", "-1", &["-1", "u64"]),
        ("the big one", "9223372036854775808", &["REAL", "u64"]),
        ("real", "'1.0'", &["TEXT", "f64"]),
        ("real", "NULL", &["NULL", "f64"]),
        ("narrow", "1e300", &["1e300", "f32"]),
        ("flag", "2", &["2", "bool"]),
        ("flag", "'true'", &["TEXT", "bool"]),
        ("text", "7", &["7", "INTEGER", "String"]),
        ("text", "x'61'", &["BLOB", "String"]),
        ("text", "CAST(x'ff' AS TEXT)", &["UTF-8", "String"]),
        ("bytes", "'text'", &["TEXT", "Vec<u8>"]),
        ("maybe", "-5", &["-5", "u64"]),
        ("id", "id", &[]),
    ] {
        let db = db();
        db.execute_batch(&format!(
            r#"UPDATE "strange things" SET "{column}" = {value}"#
        ))
        .unwrap();
        if column == "id" {
            Thing::all().one(&db).unwrap();
            continue;
        }
        check(&Thing::all().load(&db).unwrap_err(), column, parts);
        check(
            &Thing::find(Id::from(1)).load(&db).unwrap_err(),
            column,
            parts,
        );
        // What is not decoded is not looked at.
        assert_eq!(Thing::all().count(&db).unwrap(), 1);
        assert!(Thing::all().exists(&db).unwrap());
    }
}

#[test]
fn floats_read_integers_too() {
    let db = db();
    db.execute_batch(r#"UPDATE "strange things" SET real = 7, narrow = -3"#)
        .unwrap();
    let thing = Thing::all().one(&db).unwrap();
    assert_eq!((thing.real, thing.narrow), (7.0, -3.0));
}

/// The values of a row that can be stored, with one that can not.
fn unstorable(change: impl Fn(&mut Thing)) -> Thing {
    let mut thing = Thing {
        id: Id::from(1),
        small: 1,
        big: 1,
        real: 1.0,
        narrow: 1.0,
        flag: true,
        text: None,
        bytes: vec![],
        maybe: None,
    };
    change(&mut thing);
    thing
}

fn insert(db: &Db, thing: &Thing) -> relmodel::Result<Thing> {
    row(thing).insert(db)
}

fn row(thing: &Thing) -> impl relmodel::Insert<'_, Model = Thing> {
    NewThing {
        small: thing.small,
        big: thing.big,
        real: thing.real,
        narrow: thing.narrow,
        flag: thing.flag,
        bytes: &thing.bytes,
    }
    .maybe(thing.maybe)
}

#[test]
fn what_can_not_be_stored_names_model_and_column_and_nothing_is_written() {
    let cases: [(&str, fn(&mut Thing)); 6] = [
        ("the big one", |t| t.big = u64::MAX),
        ("the big one", |t| t.big = i64::MAX as u64 + 1),
        ("maybe", |t| t.maybe = Some(u64::MAX)),
        ("real", |t| t.real = f64::NAN),
        ("real", |t| t.real = -f64::NAN),
        ("narrow", |t| t.narrow = f32::NAN),
    ];
    for (column, change) in cases {
        let db = db();
        let good = unstorable(|_| {});
        let bad = unstorable(change);
        let rows = (0..200).map(|n| row(if n == 150 { &bad } else { &good }));
        for error in [
            insert(&db, &bad).unwrap_err(),
            bad.update(&db).unwrap_err(),
            Thing::insert_all(&db, rows).unwrap_err(),
        ] {
            assert!(error.is_unstorable(), "{error:?}");
            assert_eq!(error.model(), Some("Thing"));
            assert_eq!(error.columns(), [column]);
            assert!(error.to_string().contains(column), "{error}");
        }
        assert_eq!(integer(&db, r#"SELECT count(*) FROM "strange things""#), 1);
        assert_eq!(
            integer(&db, r#"SELECT "the big one" FROM "strange things""#),
            1
        );
    }
}

#[test]
fn a_table_that_is_stricter_than_the_model_refuses_the_row() {
    #[derive(Model, Debug)]
    struct Loose {
        id: Id<Loose>,
        value: String,
    }
    let db = memory_db();
    db.execute_batch("CREATE TABLE loose (id INTEGER PRIMARY KEY, value INTEGER) STRICT")
        .unwrap();
    let error = NewLoose { value: "text" }.insert(&db).unwrap_err();
    assert_eq!(error.model(), Some("Loose"));
    assert!(error.to_string().contains("value"), "{error}");
    assert_eq!(Loose::all().count(&db).unwrap(), 0);
}
