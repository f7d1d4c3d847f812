//! Transactions that are tried again: how often the closure is called, and when it isn't.

use std::cell::Cell;

use relmodel::prelude::*;

use super::{names, two, two_by, works};
use crate::models::*;

#[test]
fn a_closure_that_is_told_busy_is_called_once_more_for_each_retry() {
    let (_folder, one, two) = two();
    for retries in [0, 1, 4] {
        let calls = Cell::new(0);
        let result = one.transaction_with_retries(retries, |tx| {
            calls.set(calls.get() + 1);
            user(tx, "ann");
            // It is told that the file is busy, by its own lock.
            two.begin().map(drop)
        });
        assert!(result.unwrap_err().is_busy());
        assert_eq!(calls.get(), retries + 1);
        assert_eq!(names(&one), [""; 0]);
    }
    works(&one);
}

#[test]
fn it_ends_with_the_first_try_that_is_not_busy() {
    let (_folder, one, two) = two();
    let calls = Cell::new(0);
    let ann = one.transaction_with_retries(10, |tx| {
        calls.set(calls.get() + 1);
        let ann = NewUser { name: "ann" }.insert(tx)?;
        if calls.get() < 3 {
            two.begin().map(drop)?;
        }
        Ok(ann)
    });
    assert_eq!(ann.unwrap().name, "ann");
    assert_eq!(calls.get(), 3);
    assert_eq!(names(&one), ["ann"], "what the first tries wrote is undone");
    works(&one);
}

#[test]
fn beginning_is_tried_again_too() {
    let (_folder, one, two) = two();
    let holder = two.begin().unwrap();
    let begins = std::sync::Arc::new(std::sync::atomic::AtomicU32::new(0));
    let count = begins.clone();
    one.observe(move |event| {
        if event.sql().starts_with("BEGIN") {
            count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        }
    });
    let result = one.transaction_with_retries(2, |_| -> relmodel::Result<()> {
        panic!("it has not begun")
    });
    assert!(result.unwrap_err().is_busy());
    assert_eq!(begins.load(std::sync::atomic::Ordering::Relaxed), 3);
    drop(holder);
    one.transaction_with_retries(0, |tx| NewUser { name: "ann" }.insert(tx))
        .unwrap();
    assert_eq!(begins.load(std::sync::atomic::Ordering::Relaxed), 4);
    one.unobserve();
    works(&one);
}

#[test]
fn other_errors_are_given_at_once() {
    let db = empty();
    let calls = Cell::new(0);
    let result = db.transaction_with_retries(5, |tx| {
        calls.set(calls.get() + 1);
        User::find(Id::from(9)).load(tx)
    });
    assert!(result.unwrap_err().is_not_found());
    assert_eq!(calls.get(), 1);
}

#[test]
fn inside_another_transaction_it_is_called_once() {
    let (_folder, one, two) = two();
    let calls = Cell::new(0);
    one.transaction(|tx| {
        user(tx, "ann");
        let inner = tx.transaction_with_retries(5, |tx| {
            calls.set(calls.get() + 1);
            user(tx, "bob");
            two.begin().map(drop)
        });
        assert!(inner.unwrap_err().is_busy());
        Ok(())
    })
    .unwrap();
    assert_eq!(calls.get(), 1);
    assert_eq!(names(&one), ["ann"]);
    let tx = one.begin().unwrap();
    let inner = tx.transaction_with_retries(5, |_| {
        calls.set(calls.get() + 1);
        two.begin().map(drop)
    });
    assert!(inner.is_err());
    assert_eq!(calls.get(), 2);
    drop(tx);
    works(&one);
}

#[test]
fn a_commit_that_is_busy_is_tried_again_with_all_before_it() {
    let (_folder, one, two) = two_by(false);
    let calls = Cell::new(0);
    two.read_transaction(|_| {
        let result = one.transaction_with_retries(2, |tx| {
            calls.set(calls.get() + 1);
            NewUser { name: "ann" }.insert(tx)
        });
        assert!(result.unwrap_err().is_busy());
        Ok(())
    })
    .unwrap();
    assert_eq!(calls.get(), 3);
    assert_eq!(names(&one), [""; 0]);
    works(&one);
}
