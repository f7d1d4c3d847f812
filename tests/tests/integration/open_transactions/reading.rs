//! Transactions that read: one state of the database, nothing written, and nothing left of it afterwards.

use std::panic::{AssertUnwindSafe, catch_unwind};

use relmodel::prelude::*;
use relmodel_tests::integer;

use super::{is_open, names, two, works};
use crate::models::*;

fn is_query_only(db: &Db) -> bool {
    integer(db, "PRAGMA query_only") == 1
}

#[test]
fn it_sees_one_state_while_others_commit_from_its_first_statement_on() {
    let (_folder, one, two) = two();
    user(&one, "ann");
    one.read_transaction(|tx| {
        user(&two, "bob");
        assert_eq!(names(tx), ["ann"], "the state is that of its beginning");
        User::find(Id::from(1)).delete(&two)?;
        assert_eq!(User::all().count(tx)?, 1);
        assert_eq!(User::all().with(|u| u.posts).load(tx)?.len(), 1);
        Ok(())
    })
    .unwrap();
    assert_eq!(names(&one), ["bob"]);
    works(&one);
}

#[test]
fn it_waits_for_no_writer_and_no_writer_waits_for_it() {
    let (_folder, one, two) = two();
    let writer = two.begin().unwrap();
    user(&writer, "ann");
    one.read_transaction(|tx| {
        assert_eq!(User::all().count(tx)?, 0);
        writer.commit()?;
        user(&two, "bob");
        assert_eq!(User::all().count(tx)?, 0);
        Ok(())
    })
    .unwrap();
    assert_eq!(names(&one), ["ann", "bob"]);
}

#[test]
fn whatever_writes_in_it_is_refused_and_says_where_to_write() {
    let db = filled(1);
    let before = integer(&db, "SELECT total_changes()");
    let mut ann = User::find(Id::from(1)).load(&db).unwrap();
    let post = Post::find(Id::from(1)).load(&db).unwrap();
    let tag = tag(&db, "new");
    db.read_transaction(|tx| {
        for refused in [
            NewUser { name: "bob" }.insert(tx).map(drop),
            User::insert_all(tx, [NewUser { name: "bob" }]).map(drop),
            ann.update(tx),
            ann.delete(tx),
            User::all().update(tx, |u| u.name.set("x")).map(drop),
            User::all()
                .update_returning(tx, |u| u.name.set("x"))
                .map(drop),
            User::all().delete(tx).map(drop),
            User::all().delete_returning(tx).map(drop),
            NewUser { name: "bob" }
                .upsert(tx, |keys| keys.name)
                .map(drop),
            NewUser { name: "bob" }
                .insert_or_ignore(tx, |keys| keys.name)
                .map(drop),
            NewUser { name: "bob" }
                .find_or_insert(tx, |keys| keys.name)
                .map(drop),
            post.tags().add(tx, &tag),
            post.tags().replace(tx, [&tag]),
            post.tags().clear(tx).map(drop),
            tx.transaction(|tx| NewUser { name: "bob" }.insert(tx))
                .map(drop),
            tx.execute_batch("DELETE FROM user"),
        ] {
            let error = refused.unwrap_err();
            assert!(error.is_read_only(), "{error:?}");
            assert!(error.to_string().contains("db.transaction"), "{error}");
        }
        assert_eq!(User::all().count(tx)?, 1);
        Ok(())
    })
    .unwrap();
    assert_eq!(
        integer(&db, "SELECT total_changes()") - before,
        1,
        "the tag alone"
    );
    ann.name = "anna".into();
    ann.update(&db).unwrap();
    works(&db);
}

#[test]
fn it_may_write_again_after_an_error_a_panic_and_an_end_by_hand() {
    let db = empty();
    let failed = db.read_transaction(|tx| User::find(Id::from(9)).load(tx));
    assert!(failed.unwrap_err().is_not_found());
    assert!(!is_query_only(&db));
    works(&db);
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        db.read_transaction(|tx| -> relmodel::Result<()> {
            assert!(is_query_only(tx));
            panic!("in the middle")
        })
    }));
    assert!(panicked.is_err());
    assert!(!is_query_only(&db));
    works(&db);
    let ended = db.read_transaction(|tx| tx.execute_batch("ROLLBACK"));
    assert!(ended.is_err());
    assert!(!is_query_only(&db));
    works(&db);
}

#[test]
fn an_observer_that_panics_leaves_it_neither_open_nor_reading() {
    for at in ["BEGIN", "PRAGMA schema_version", "SELECT", "COMMIT"] {
        let db = empty();
        let is_done = std::sync::atomic::AtomicBool::new(false);
        db.observe(move |event| {
            let is_there = event.sql().starts_with(at);
            assert!(!is_there || is_done.swap(true, std::sync::atomic::Ordering::Relaxed));
        });
        let panicked = catch_unwind(AssertUnwindSafe(|| {
            db.read_transaction(|tx| User::all().load(tx))
        }));
        db.unobserve();
        assert!(panicked.is_err(), "{at}");
        assert!(!is_open(&db), "{at}");
        assert!(!is_query_only(&db), "{at}");
        works(&db);
    }
}

#[test]
fn one_inside_a_transaction_is_a_part_of_it_that_does_not_write() {
    let db = empty();
    db.transaction(|tx| {
        user(tx, "ann");
        tx.read_transaction(|tx| {
            assert_eq!(names(tx), ["ann"]);
            assert!(
                NewUser { name: "bob" }
                    .insert(tx)
                    .unwrap_err()
                    .is_read_only()
            );
            Ok(())
        })?;
        let failed = tx.read_transaction(|tx| User::find(Id::from(9)).load(tx));
        assert!(failed.is_err());
        NewUser { name: "cyd" }.insert(tx)
    })
    .unwrap();
    assert_eq!(names(&db), ["ann", "cyd"]);
    works(&db);
}

#[test]
fn those_inside_each_other_end_one_after_the_other() {
    let db = empty();
    db.read_transaction(|tx| {
        tx.read_transaction(|tx| User::all().load(tx))?;
        assert!(is_query_only(tx), "the outer one still reads");
        let inner = tx.begin()?;
        assert!(
            NewUser { name: "bob" }
                .insert(&*inner)
                .unwrap_err()
                .is_read_only()
        );
        inner.commit()?;
        let begun = tx.begin()?;
        drop(begun);
        assert!(tx.transaction(|tx| User::all().count(tx))? == 0);
        Ok(())
    })
    .unwrap();
    works(&db);
}

#[test]
fn a_guard_around_it_may_write_afterwards() {
    let db = empty();
    let tx = db.begin().unwrap();
    tx.read_transaction(|tx| User::all().load(tx)).unwrap();
    user(&tx, "ann");
    tx.commit().unwrap();
    assert_eq!(names(&db), ["ann"]);
    works(&db);
}
