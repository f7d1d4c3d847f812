//! Statements that are stopped: by a handle, or because they run for longer than their limit. What they wrote is gone, and the database can be used.

use std::time::Duration;

use relmodel::prelude::*;

use super::{is_open, names, works};
use crate::models::*;

const MANY: i64 = 5000;

/// A database whose statements are stopped when they take more than a thousand steps of SQLite's, however fast the machine is; with users enough for that.
fn hasty() -> Db {
    let hasty = Db::options().statement_timeout(Duration::from_nanos(1));
    let db = hasty.open_in_memory().unwrap();
    // The limit is for statements of relmodel's.
    db.with_connection(|raw| {
        raw.execute_batch(&format!(
            "CREATE TABLE user (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
             CREATE TABLE tag (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {MANY})
             INSERT INTO user SELECT i, 'user ' || i FROM n"
        ))
    })
    .unwrap();
    db
}

/// The rows and their names, past relmodel.
fn state(db: &Db) -> Vec<String> {
    let mut all = names(db);
    all.extend(relmodel_tests::texts(db, "SELECT name FROM tag"));
    all
}

fn is_too_slow(error: &Error) {
    assert!(error.is_interrupted(), "{error:?}");
    assert!(error.to_string().contains("limit of 1ns"), "{error}");
}

type Slow = (&'static str, fn(&Db) -> relmodel::Result<()>);

/// Calls that write, and take long.
const WRITES: &[Slow] = &[
    ("insert_all", |db| {
        let names: Vec<String> = (0..1000).map(|n| format!("new {n}")).collect();
        User::insert_all(db, names.iter().map(|name| NewUser { name })).map(drop)
    }),
    ("update", |db| {
        User::all()
            .update(db, |u| u.name.set(u.name.upper()))
            .map(drop)
    }),
    ("update_returning", |db| {
        User::all()
            .update_returning(db, |u| u.name.set(u.name.upper()))
            .map(drop)
    }),
    ("delete", |db| {
        User::filter(|u| u.name.ne("x")).delete(db).map(drop)
    }),
    ("delete_returning", |db| {
        User::filter(|u| u.name.ne("x"))
            .delete_returning(db)
            .map(drop)
    }),
    ("execute_batch", |db| {
        db.execute_batch(
            "INSERT INTO tag (name) VALUES ('one'); UPDATE user SET name = name || '!'",
        )
    }),
];

#[test]
fn a_call_that_is_stopped_writes_nothing_and_the_next_one_runs() {
    for (name, write) in WRITES {
        let db = hasty();
        let before = state(&db);
        is_too_slow(&write(&db).unwrap_err());
        assert!(!is_open(&db), "{name}");
        let mut after = state(&db);
        // Its statements are on their own.
        after.retain(|row| *name != "execute_batch" || row != "one");
        assert!(after == before, "{name}");
        NewTag { name: "after" }.insert(&db).unwrap();
        db.transaction(|tx| NewTag { name: "and after" }.insert(tx))
            .unwrap();
    }
}

#[test]
fn one_that_writes_takes_the_transaction_along_and_what_would_follow_is_refused() {
    for (name, write) in WRITES {
        let db = hasty();
        let before = state(&db);
        let result = db.transaction(|tx| {
            NewTag { name: "first" }.insert(tx)?;
            is_too_slow(&write(tx).unwrap_err());
            let late = NewTag { name: "late" }.insert(tx).unwrap_err();
            assert!(
                late.to_string().contains("ended by an error"),
                "{name}: {late}"
            );
            assert!(Tag::all().load(tx).is_err(), "{name}");
            Ok(())
        });
        assert!(result.is_err(), "{name}: it can't be committed");
        assert!(state(&db) == before, "{name}");
        let result = db.transaction(|tx| {
            NewTag { name: "first" }.insert(tx)?;
            tx.transaction(|tx| write(tx))
        });
        is_too_slow(&result.unwrap_err());
        assert!(state(&db) == before, "{name}");
        assert!(!is_open(&db));
        NewTag { name: "after" }.insert(&db).unwrap();
    }
}

#[test]
fn one_that_reads_leaves_the_transaction_as_it_is() {
    let db = hasty();
    db.transaction(|tx| {
        NewTag { name: "first" }.insert(tx)?;
        is_too_slow(&User::all().load(tx).unwrap_err());
        is_too_slow(&User::all().for_each(tx, |_| ()).unwrap_err());
        NewTag { name: "second" }.insert(tx)
    })
    .unwrap();
    assert_eq!(Tag::all().count(&db).unwrap(), 2);
    let read = db.read_transaction(|tx| User::all().load(tx));
    is_too_slow(&read.unwrap_err());
    NewTag { name: "third" }.insert(&db).unwrap();
}

#[test]
fn each_statement_in_a_stream_has_a_limit_of_its_own_and_the_stream_goes_on_with_its() {
    let db = Db::options()
        .statement_timeout(Duration::from_secs(60))
        .open_in_memory()
        .unwrap();
    schema![User].create(&db).unwrap();
    for name in ["a", "b", "c"] {
        user(&db, name);
    }
    let endless =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";
    let handle = db.interrupt_handle();
    let mut seen = Vec::new();
    let stream = User::all().order_by(|u| u.id).try_for_each(&db, |user| {
        let inner = User::all().for_each(&db, |inner| {
            seen.push(format!("{} {}", user.name, inner.name));
        });
        inner?;
        if user.name == "b" {
            handle.interrupt();
        }
        Ok::<_, Error>(())
    });
    // The handle stops all that runs.
    let error = stream.unwrap_err();
    assert!(error.is_interrupted(), "{error:?}");
    assert!(!error.to_string().contains("limit"), "{error}");
    assert_eq!(seen.len(), 6);
    works(&db);

    let hasty = hasty();
    let mut rows = 0;
    let stream = User::all().limit(3).for_each(&hasty, |_| {
        rows += 1;
        let slow = hasty.query_raw::<i64>(endless, ());
        is_too_slow(&slow.unwrap_err());
    });
    stream.unwrap();
    assert_eq!(rows, 3, "the stream itself is short");
}

#[test]
fn a_write_in_a_stream_that_was_interrupted_is_stopped_as_well() {
    let db = empty();
    for name in ["a", "b", "c"] {
        user(&db, name);
    }
    let handle = db.interrupt_handle();
    let mut late = None;
    let stream = User::all().for_each(&db, |_| {
        handle.interrupt();
        late.get_or_insert_with(|| NewUser { name: "late" }.insert(&db));
    });
    assert!(stream.unwrap_err().is_interrupted());
    assert!(late.unwrap().unwrap_err().is_interrupted());
    assert_eq!(names(&db), ["a", "b", "c"]);
    works(&db);
}

#[test]
fn a_handle_does_nothing_where_nothing_runs() {
    let db = empty();
    let handle = db.interrupt_handle();
    handle.interrupt();
    works(&db);
    let tx = db.begin().unwrap();
    handle.interrupt();
    user(&tx, "ann");
    handle.interrupt();
    tx.commit().unwrap();
    assert_eq!(names(&db), ["ann"]);
    drop(db);
    handle.interrupt();
}

#[test]
fn a_commit_and_a_rollback_are_not_limited() {
    let db = hasty();
    let tx = db.begin().unwrap();
    // A statement that is run again and again is asked in the course of all its runs.
    for n in 0..20 {
        NewTag {
            name: &n.to_string(),
        }
        .insert(&*tx)
        .unwrap();
    }
    tx.commit().unwrap();
    let tx = db.begin().unwrap();
    tx.with_connection(|raw| raw.execute_batch("UPDATE user SET name = name || '!'"))
        .unwrap();
    tx.rollback().unwrap();
    assert_eq!(state(&db).len(), 5020);
}
