//! Defaults: literals, `now` and `sql(…)`. The inserted row has them, and so has one that another program inserts.

use jiff::{Timestamp, civil};
use relmodel::prelude::*;
use relmodel_tests::{memory_db, statements};

#[derive(Model, Debug, Clone, PartialEq)]
struct Draft {
    id: Id<Draft>,
    title: String,
    #[column(default = 42)]
    number: i64,
    #[column(default = -7)]
    negative: i8,
    #[column(default = 2.5)]
    real: f64,
    #[column(default = true)]
    flag: bool,
    #[column(default = "it's \"new\" ?1")]
    text: String,
    #[column(default = "maybe")]
    optional: Option<String>,
    #[column(default = now)]
    stamp: Timestamp,
    #[column(default = now)]
    date_time: civil::DateTime,
    #[column(default = now)]
    date: civil::Date,
    #[column(default = now)]
    time: civil::Time,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Computed {
    id: Id<Computed>,
    name: String,
    #[column(default = sql("lower(hex(randomblob(4)))"))]
    token: String,
    #[column(default = sql("1 + 1"))]
    two: i64,
}

fn db() -> Db {
    let db = memory_db();
    schema![Draft, Computed].create(&db).unwrap();
    db
}

#[test]
fn defaults_come_back_in_the_inserted_row() {
    let db = db();
    let before = Timestamp::now();
    let draft = NewDraft { title: "t" }.insert(&db).unwrap();
    let after = Timestamp::now();
    assert_eq!(
        (draft.number, draft.negative, draft.real, draft.flag),
        (42, -7, 2.5, true)
    );
    assert_eq!(draft.text, "it's \"new\" ?1");
    assert_eq!(draft.optional.as_deref(), Some("maybe"));
    assert!((before..=after).contains(&draft.stamp), "{}", draft.stamp);
    assert_eq!(draft.reload(&db).unwrap(), draft);
}

#[test]
fn other_writers_get_the_same_defaults() {
    let db = db();
    let ours = NewDraft { title: "t" }.insert(&db).unwrap();
    db.execute_batch("INSERT INTO draft (title) VALUES ('t')")
        .unwrap();
    let theirs = Draft::find(Id::from(2)).load(&db).unwrap();
    let expected = Draft {
        id: theirs.id,
        stamp: theirs.stamp,
        date_time: theirs.date_time,
        date: theirs.date,
        time: theirs.time,
        ..ours.clone()
    };
    assert_eq!(theirs, expected);
    let apart = theirs.stamp.as_second() - ours.stamp.as_second();
    assert!(
        (0..=2).contains(&apart),
        "{} and {}",
        ours.stamp,
        theirs.stamp
    );
}

#[test]
fn what_is_given_takes_the_place_of_the_default() {
    let db = db();
    let stamp: Timestamp = "2001-02-03T04:05:06.789Z".parse().unwrap();
    let draft = NewDraft { title: "t" }
        .number(1)
        .flag(false)
        .text("x")
        .stamp(stamp)
        .insert(&db)
        .unwrap();
    assert_eq!(
        (draft.number, draft.flag, &*draft.text, draft.stamp),
        (1, false, "x", stamp)
    );
    assert_eq!(draft.reload(&db).unwrap(), draft);
}

#[test]
fn one_statement_inserts_and_tells_what_the_database_computed() {
    let db = db();
    let (computed, ran) = statements(&db, || NewComputed { name: "a" }.insert(&db).unwrap());
    assert_eq!(
        ran,
        [r#"INSERT INTO "computed" ("name") VALUES (?1) RETURNING "id", "name", "token", "two""#]
    );
    assert_eq!((computed.token.len(), computed.two), (8, 2));
    assert_eq!(computed.reload(&db).unwrap(), computed);
    // Where everything is given, nothing needs to be told.
    let (given, ran) = statements(&db, || {
        NewComputed { name: "b" }
            .token("t")
            .two(3)
            .insert(&db)
            .unwrap()
    });
    assert_eq!(
        ran,
        [r#"INSERT INTO "computed" ("name", "token", "two") VALUES (?1, ?2, ?3)"#]
    );
    assert_eq!(given.reload(&db).unwrap(), given);
}

#[test]
fn many_rows_get_their_own_computed_values() {
    let db = db();
    let rows = Computed::insert_all(&db, (0..200).map(|_| NewComputed { name: "n" })).unwrap();
    let mut tokens: Vec<&str> = rows.iter().map(|row| &*row.token).collect();
    tokens.sort_unstable();
    tokens.dedup();
    assert_eq!(tokens.len(), 200);
    assert_eq!(Computed::all().order_by(|c| c.id).load(&db).unwrap(), rows);
}

#[test]
fn a_computed_value_that_does_not_fit_its_column_names_it_and_nothing_is_written() {
    #[derive(Model, Debug)]
    struct Wrong {
        id: Id<Wrong>,
        #[column(default = sql("5"))]
        flag: bool,
    }
    let db = memory_db();
    schema![Wrong].create(&db).unwrap();
    let error = NewWrong {}.insert(&db).unwrap_err();
    assert!(error.is_decode(), "{error:?}");
    assert_eq!(error.model(), Some("Wrong"));
    assert_eq!(error.columns(), ["flag"]);
    assert_eq!(Wrong::all().count(&db).unwrap(), 0);
}
