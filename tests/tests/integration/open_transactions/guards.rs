//! `begin`, `commit`, `rollback` and dropping, in every order.

use std::panic::{AssertUnwindSafe, catch_unwind};

use relmodel::prelude::*;

use super::{is_open, names, two_by, works};
use crate::models::*;

#[test]
fn a_committed_one_stays_and_a_dropped_or_rolled_back_one_does_not() {
    let db = empty();
    let tx = db.begin().unwrap();
    user(&tx, "ann");
    assert!(is_open(&db));
    tx.commit().unwrap();
    assert_eq!(names(&db), ["ann"]);
    works(&db);
    let tx = db.begin().unwrap();
    user(&tx, "bob");
    tx.rollback().unwrap();
    let tx = db.begin().unwrap();
    user(&tx, "cyd");
    drop(tx);
    assert_eq!(names(&db), ["ann"]);
    works(&db);
}

#[test]
fn one_inside_another_is_kept_or_undone_by_itself() {
    let db = empty();
    let outer = db.begin().unwrap();
    user(&outer, "ann");
    let inner = outer.begin().unwrap();
    user(&inner, "bob");
    inner.rollback().unwrap();
    let inner = outer.begin().unwrap();
    user(&inner, "cyd");
    inner.commit().unwrap();
    let inner = outer.begin().unwrap();
    user(&inner, "dan");
    drop(inner);
    assert_eq!(names(&db), ["ann", "cyd"]);
    outer.commit().unwrap();
    assert_eq!(names(&db), ["ann", "cyd"]);
    works(&db);
}

/// How a guard ends.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    Commit,
    Rollback,
    Drop,
}

fn end(tx: Tx<'_>, how: End) -> relmodel::Result<()> {
    match how {
        End::Commit => tx.commit(),
        End::Rollback => tx.rollback(),
        End::Drop => {
            drop(tx);
            Ok(())
        }
    }
}

const ENDS: [End; 3] = [End::Commit, End::Rollback, End::Drop];

#[test]
fn two_are_ended_in_the_right_order_in_every_way() {
    for inner_end in ENDS {
        for outer_end in ENDS {
            let db = empty();
            let outer = db.begin().unwrap();
            user(&outer, "outer");
            let inner = db.begin().unwrap();
            user(&inner, "inner");
            end(inner, inner_end).unwrap();
            user(&outer, "after");
            end(outer, outer_end).unwrap();
            let expected: &[&str] = match (inner_end, outer_end) {
                (End::Commit, End::Commit) => &["outer", "inner", "after"],
                (_, End::Commit) => &["outer", "after"],
                _ => &[],
            };
            assert_eq!(names(&db), expected, "{inner_end:?}, then {outer_end:?}");
            works(&db);
        }
    }
}

#[test]
fn the_outer_one_of_two_that_is_ended_first_takes_the_inner_one_along() {
    for outer_end in ENDS {
        for inner_end in ENDS {
            let what = format!("{outer_end:?}, then {inner_end:?}");
            let db = empty();
            let outer = db.begin().unwrap();
            user(&outer, "outer");
            let inner = db.begin().unwrap();
            user(&inner, "inner");
            let ended = end(outer, outer_end);
            assert_eq!(ended.is_err(), outer_end == End::Commit, "{what}");
            if let Err(error) = ended {
                assert!(error.is_query(), "{error:?}");
                assert!(error.to_string().contains("still open"), "{error}");
            }
            // What was to be in it does not run outside of it.
            let late = NewUser { name: "late" }.insert(&*inner);
            assert!(
                late.unwrap_err().to_string().contains("was ended"),
                "{what}"
            );
            assert!(User::all().load(&*inner).is_err(), "{what}");
            assert!(db.begin().is_err(), "{what}");
            let ended = end(inner, inner_end);
            assert_eq!(ended.is_err(), inner_end == End::Commit, "{what}");
            if let Err(error) = ended {
                assert!(error.to_string().contains("was ended"), "{error}");
            }
            assert_eq!(names(&db), [""; 0], "{what}");
            works(&db);
        }
    }
}

#[test]
fn three_that_are_ended_from_the_middle_leave_the_outermost_as_it_was() {
    for innermost_end in ENDS {
        let db = empty();
        let outer = db.begin().unwrap();
        user(&outer, "outer");
        let middle = outer.begin().unwrap();
        user(&middle, "middle");
        let inner = db.begin().unwrap();
        user(&inner, "inner");
        drop(middle);
        assert!(NewUser { name: "late" }.insert(&*inner).is_err());
        let ended = end(inner, innermost_end);
        assert_eq!(ended.is_err(), innermost_end == End::Commit);
        user(&outer, "after");
        outer.commit().unwrap();
        assert_eq!(names(&db), ["outer", "after"], "{innermost_end:?}");
        works(&db);
    }
}

#[test]
fn a_panic_while_guards_are_open_rolls_back() {
    let db = empty();
    user(&db, "before");
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        let outer = db.begin().unwrap();
        user(&outer, "outer");
        let inner = outer.begin().unwrap();
        user(&inner, "inner");
        panic!("in the middle");
    }));
    assert!(panicked.is_err());
    assert_eq!(names(&db), ["before"]);
    works(&db);
}

#[test]
fn a_guard_within_a_closure_is_ended_with_it_or_before() {
    let db = empty();
    db.transaction(|tx| {
        user(tx, "ann");
        let inner = tx.begin()?;
        user(&inner, "bob");
        inner.commit()?;
        let dropped = tx.begin()?;
        user(&dropped, "cyd");
        Ok(())
    })
    .unwrap();
    assert_eq!(names(&db), ["ann", "bob"]);
    works(&db);
}

#[test]
fn a_closure_within_a_guard_is_a_part_of_it() {
    let db = empty();
    let tx = db.begin().unwrap();
    tx.transaction(|tx| NewUser { name: "ann" }.insert(tx))
        .unwrap();
    db.transaction(|tx| NewUser { name: "bob" }.insert(tx))
        .unwrap();
    let failed = tx.transaction(|tx| {
        user(tx, "cyd");
        User::find(Id::from(99)).load(tx)
    });
    assert!(failed.unwrap_err().is_not_found());
    assert_eq!(names(&db), ["ann", "bob"]);
    drop(tx);
    assert_eq!(names(&db), [""; 0]);
    works(&db);
}

/// It keeps the closure's transaction from being committed: what it would hold is not said.
#[test]
fn a_guard_that_outlives_the_closure_it_was_begun_in_keeps_that_from_committing() {
    let db = empty();
    let mut kept = None;
    let failed = db.transaction(|tx| {
        user(tx, "ann");
        kept = Some(db.begin()?);
        Ok(())
    });
    assert!(failed.unwrap_err().is_query());
    assert!(NewUser { name: "late" }.insert(&db).is_err());
    assert!(kept.unwrap().commit().is_err());
    assert_eq!(names(&db), [""; 0]);
    works(&db);
}

#[test]
fn a_commit_that_fails_rolls_back_and_what_comes_after_is_on_its_own() {
    let db = empty();
    let tx = db.begin().unwrap();
    tx.defer_foreign_keys().unwrap();
    let nobody = Id::from(99);
    NewPost {
        title: "a",
        user_id: nobody,
    }
    .insert(&*tx)
    .unwrap();
    let error = tx.commit().unwrap_err();
    assert!(error.is_foreign_key_violation(), "{error:?}");
    assert!(!is_open(&db));
    assert_eq!(Post::all().count(&db).unwrap(), 0);
    let error = NewPost {
        title: "a",
        user_id: nobody,
    }
    .insert(&db)
    .unwrap_err();
    assert!(
        error.is_foreign_key_violation(),
        "they are not deferred any more"
    );
    works(&db);
}

#[test]
fn an_error_that_ends_the_transaction_ends_all_that_are_open() {
    let db = empty();
    db.execute_batch("CREATE TRIGGER no BEFORE INSERT ON user WHEN new.name = 'bad' BEGIN SELECT RAISE(ROLLBACK, 'no'); END").unwrap();
    let outer = db.begin().unwrap();
    user(&outer, "ann");
    let inner = outer.begin().unwrap();
    assert!(NewUser { name: "bad" }.insert(&*inner).is_err());
    let late = NewUser { name: "late" }.insert(&*inner).unwrap_err();
    assert!(late.to_string().contains("ended by an error"), "{late}");
    assert!(inner.commit().is_err());
    assert!(NewUser { name: "late" }.insert(&*outer).is_err());
    assert!(outer.begin().is_err());
    assert!(outer.transaction(|_| Ok(())).is_err());
    assert!(outer.commit().is_err());
    assert_eq!(names(&db), [""; 0]);
    works(&db);
}

#[test]
fn rolling_back_what_an_error_has_ended_is_no_error() {
    let db = empty();
    db.execute_batch("CREATE TRIGGER no BEFORE INSERT ON user WHEN new.name = 'bad' BEGIN SELECT RAISE(ROLLBACK, 'no'); END").unwrap();
    let tx = db.begin().unwrap();
    assert!(NewUser { name: "bad" }.insert(&*tx).is_err());
    tx.rollback().unwrap();
    works(&db);
}

/// Without WAL a commit waits for those that read.
#[test]
fn a_commit_that_is_busy_rolls_back() {
    let (_folder, one, two) = two_by(false);
    user(&one, "ann");
    let reader = two.read_transaction(|_| {
        let tx = one.begin()?;
        user(&tx, "bob");
        let error = tx.commit().unwrap_err();
        assert!(error.is_busy(), "{error:?}");
        assert!(!is_open(&one));
        let error = NewUser { name: "cyd" }.insert(&one).unwrap_err();
        assert!(error.is_busy(), "{error:?}");
        assert_eq!(error.model(), Some("User"));
        let error = one
            .transaction(|tx| NewUser { name: "dan" }.insert(tx))
            .unwrap_err();
        assert!(error.is_busy(), "{error:?}");
        Ok(())
    });
    reader.unwrap();
    assert_eq!(names(&one), ["ann"]);
    works(&one);
}

/// A program's own code does not run in a transaction that it did not ask for.
#[test]
fn rows_that_are_made_one_after_the_other_are_made_before_a_call_begins() {
    let db = empty();
    let made = |name: &'static str| {
        assert!(!is_open(&db), "{name}");
        NewUser { name }
    };
    User::insert_all(&db, ["a", "b"].into_iter().map(made)).unwrap();
    User::upsert_all(&db, ["b", "c"].into_iter().map(made), |keys| keys.name).unwrap();
    let new = ["x", "y"].map(|name| tag(&db, name));
    let post = post(&db, "a", &User::find(Id::from(1)).load(&db).unwrap());
    let given = |tag| {
        assert!(!is_open(&db));
        tag
    };
    post.tags().add_all(&db, new.iter().map(given)).unwrap();
    post.tags()
        .replace(&db, new.iter().take(1).map(given))
        .unwrap();
    works(&db);
}
