//! Observers see what runs, and `count_statements` counts it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use relmodel::prelude::*;

use crate::models::*;

type Log = Arc<Mutex<Vec<String>>>;

/// Writes down what runs: the text, with a mark before control statements and failed ones.
fn observed(db: &Db) -> Log {
    let log = Log::default();
    let writer = log.clone();
    db.observe(move |event| {
        let control = if event.is_control() { "control: " } else { "" };
        let failed = if event.is_failed() { "failed: " } else { "" };
        writer
            .lock()
            .unwrap()
            .push(format!("{control}{failed}{event}"));
    });
    log
}

#[test]
fn every_statement_is_seen_once_it_has_run() {
    let db = empty();
    let log = observed(&db);
    let ann = user(&db, "ann");
    User::all().with(|u| u.posts).load(&db).unwrap();
    assert!(NewUser { name: "ann" }.insert(&db).is_err());
    ann.delete(&db).unwrap();
    assert_eq!(
        *log.lock().unwrap(),
        [
            r#"INSERT INTO "user" ("name") VALUES (?1)"#,
            "control: BEGIN",
            r#"SELECT t0."id", t0."name" FROM "user" AS t0"#,
            concat!(
                r#"SELECT t0.rowid, t1."id", t1."title", t1."user_id", t1."editor_id" "#,
                r#"FROM rarray(?1) AS t0 CROSS JOIN "post" AS t1 ON t1."user_id" = t0.value"#,
            ),
            "control: COMMIT",
            r#"failed: INSERT INTO "user" ("name") VALUES (?1)"#,
            r#"DELETE FROM "user" WHERE "id" = ?1"#,
        ]
    );
}

#[test]
fn a_new_observer_takes_the_place_of_the_old_one() {
    let db = empty();
    let (first, second) = (observed(&db), observed(&db));
    user(&db, "ann");
    db.unobserve();
    user(&db, "bob");
    assert_eq!(
        (first.lock().unwrap().len(), second.lock().unwrap().len()),
        (0, 1)
    );
}

#[test]
fn how_long_a_statement_ran_is_told() {
    let db = empty();
    let longest = Arc::new(Mutex::new(std::time::Duration::ZERO));
    let slot = longest.clone();
    db.observe(move |event| {
        let mut longest = slot.lock().unwrap();
        *longest = event.elapsed().max(*longest);
    });
    user(&db, "ann");
    assert!(*longest.lock().unwrap() > std::time::Duration::ZERO);
}

#[test]
fn what_an_observer_runs_on_another_database_is_that_ones_affair() {
    let (db, log) = (empty(), Mutex::new(empty()));
    db.observe(move |event| {
        let log = log.lock().unwrap();
        NewTag { name: event.sql() }.insert(&*log).unwrap();
    });
    let (_, count) = db.count_statements(|| user(&db, "ann"));
    assert_eq!(count, 1);
}

thread_local! {
    /// The database under observation: an observer can't borrow it, so it finds it here.
    static DB: std::cell::RefCell<Option<std::rc::Rc<Db>>> = const { std::cell::RefCell::new(None) };
}

/// Lets an observer use the database it observes.
fn shared() -> std::rc::Rc<Db> {
    let db = std::rc::Rc::new(empty());
    DB.with(|slot| *slot.borrow_mut() = Some(db.clone()));
    db
}

fn with_shared<T>(f: impl FnOnce(&Db) -> T) -> T {
    let db = DB.with(|slot| slot.borrow().clone().unwrap());
    f(&db)
}

#[test]
fn what_an_observer_runs_is_neither_observed_nor_counted() {
    let db = shared();
    let seen = Arc::new(AtomicUsize::new(0));
    let count = seen.clone();
    db.observe(move |_| {
        count.fetch_add(1, Ordering::Relaxed);
        with_shared(|db| User::all().count(db).unwrap());
    });
    let (_, counted) = db.count_statements(|| {
        user(&db, "ann");
        user(&db, "bob");
    });
    assert_eq!(seen.load(Ordering::Relaxed), 2);
    assert_eq!(counted, 2);
}

#[test]
fn an_observer_may_set_another() {
    let db = shared();
    let log = Log::default();
    let writer = log.clone();
    db.observe(move |_| {
        let writer = writer.clone();
        with_shared(|db| {
            db.observe(move |event| writer.lock().unwrap().push(event.sql().to_owned()));
        });
    });
    user(&db, "ann");
    user(&db, "bob");
    assert_eq!(log.lock().unwrap().len(), 1, "the second statement alone");
}

#[test]
fn an_observer_may_stop_the_observation() {
    let db = shared();
    let seen = Arc::new(AtomicUsize::new(0));
    let count = seen.clone();
    db.observe(move |_| {
        count.fetch_add(1, Ordering::Relaxed);
        with_shared(|db| db.unobserve());
    });
    user(&db, "ann");
    user(&db, "bob");
    assert_eq!(seen.load(Ordering::Relaxed), 1);
}

#[test]
fn an_observer_that_panics_leaves_the_database_usable_and_is_called_again() {
    let db = empty();
    let seen = Arc::new(AtomicUsize::new(0));
    let count = seen.clone();
    db.observe(move |_| {
        if count.fetch_add(1, Ordering::Relaxed) == 0 {
            panic!("an observer's own fault");
        }
    });
    let outcome = catch_unwind(AssertUnwindSafe(|| user(&db, "ann")));
    assert!(outcome.is_err());
    user(&db, "bob");
    assert_eq!(seen.load(Ordering::Relaxed), 2);
}

#[test]
fn statements_that_read_or_write_are_counted_and_control_is_not() {
    let db = empty();
    let ((), count) = db.count_statements(|| {
        db.transaction(|tx| {
            user(tx, "ann");
            User::all().with(|u| u.posts).load(tx)?;
            Ok(())
        })
        .unwrap();
    });
    assert_eq!(count, 3);
    let (value, count) = db.count_statements(|| 42);
    assert_eq!((value, count), (42, 0));
}

#[test]
fn counts_may_stand_inside_each_other() {
    let db = empty();
    let (inner, outer) = db.count_statements(|| {
        user(&db, "ann");
        let (_, inner) = db.count_statements(|| user(&db, "bob"));
        inner
    });
    assert_eq!((inner, outer), (1, 2));
}

#[test]
fn a_statement_that_fails_is_counted() {
    let db = empty();
    user(&db, "ann");
    let (failed, count) = db.count_statements(|| NewUser { name: "ann" }.insert(&db));
    assert!(failed.is_err());
    assert_eq!(count, 1);
}

#[test]
fn schema_statements_are_counted() {
    let db = relmodel_tests::memory_db();
    let ((), count) = db.count_statements(|| schema![Tag].create(&db).unwrap());
    assert!(count >= 1);
}
