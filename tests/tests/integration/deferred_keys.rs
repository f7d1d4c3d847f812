//! `defer_foreign_keys`: rows that require each other, checked at the end of the transaction.

use relmodel::Loading;
use relmodel::prelude::*;
use relmodel_tests::{integer, memory_db};

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(staff: Staff)]
struct Store {
    id: Id<Store>,
    #[belongs_to(manager: Staff)]
    #[unique]
    manager_id: Id<Staff>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_one(managed: Store)]
struct Staff {
    id: Id<Staff>,
    name: String,
    #[belongs_to(Store)]
    store_id: Id<Store>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Badge {
    id: Id<Badge>,
    #[belongs_to(Staff, on_delete = restrict)]
    staff_id: Id<Staff>,
}

fn db() -> Db {
    let db = memory_db();
    schema![Store, Badge].create(&db).unwrap();
    db
}

fn store(id: i64, manager: i64) -> Store {
    Store {
        id: Id::from(id),
        manager_id: Id::from(manager),
    }
}

fn staff(id: i64, store: i64) -> Staff {
    Staff {
        id: Id::from(id),
        name: format!("s{id}"),
        store_id: Id::from(store),
    }
}

fn is_deferred(db: &Db) -> bool {
    integer(db, "PRAGMA defer_foreign_keys") == 1
}

#[track_caller]
fn assert_empty_and_usable(db: &Db) {
    assert!(db.with_connection(|raw| raw.is_autocommit()));
    assert!(!is_deferred(db));
    assert_eq!(
        Store::all().count(db).unwrap() + Staff::all().count(db).unwrap(),
        0
    );
    let error = store(1, 1).insert(db).unwrap_err();
    assert!(error.is_foreign_key_violation(), "{error:?}");
}

#[test]
fn rows_that_require_each_other_are_inserted_with_chosen_keys() {
    let db = db();
    db.transaction(|tx| {
        tx.defer_foreign_keys()?;
        store(1, 7).insert(tx)?;
        Staff::insert_all(tx, &[staff(7, 1), staff(8, 1)])?;
        Ok(())
    })
    .unwrap();
    let loaded = Store::all()
        .with(|s| s.manager)
        .with(|s| s.staff.order_by(|s| s.id))
        .load(&db)
        .unwrap();
    assert_eq!(
        loaded,
        [(store(1, 7), staff(7, 1), vec![staff(7, 1), staff(8, 1)])]
    );
    assert_eq!(staff(7, 1).managed().load(&db).unwrap(), Some(store(1, 7)));
}

#[test]
fn rows_that_require_each_other_are_inserted_with_a_placeholder() {
    let db = db();
    let store = db
        .transaction(|tx| {
            tx.defer_foreign_keys()?;
            let mut store = NewStore {
                manager_id: Id::from(0),
            }
            .insert(tx)?;
            let manager = NewStaff {
                name: "ann",
                store_id: store.id,
            }
            .insert(tx)?;
            store.manager_id = manager.id;
            store.update(tx)?;
            Ok(store)
        })
        .unwrap();
    assert_eq!(store.manager().load(&db).unwrap().name, "ann");
    assert!(!is_deferred(&db));
}

#[test]
fn without_it_neither_row_can_be_the_first() {
    let db = db();
    for first in [
        db.transaction(|tx| store(1, 7).insert(tx).map(drop)),
        db.transaction(|tx| staff(7, 1).insert(tx).map(drop)),
    ] {
        let error = first.unwrap_err();
        assert!(error.is_foreign_key_violation(), "{error:?}");
    }
    assert_empty_and_usable(&db);
}

#[test]
fn a_commit_that_fails_leaves_nothing_behind() {
    let db = db();
    let error = db
        .transaction(|tx| {
            tx.defer_foreign_keys()?;
            store(1, 7).insert(tx)?;
            staff(8, 1).insert(tx)
        })
        .unwrap_err();
    assert!(error.is_foreign_key_violation(), "{error:?}");
    assert!(
        error
            .to_string()
            .contains("when the transaction was committed"),
        "{error}"
    );
    assert_empty_and_usable(&db);
    // And the next transaction is as any other.
    let next = db.transaction(|tx| {
        assert!(!is_deferred(tx));
        store(1, 7).insert(tx)
    });
    assert!(next.unwrap_err().is_foreign_key_violation());
}

#[test]
fn it_ends_with_a_transaction_that_is_rolled_back() {
    let db = db();
    let error = db
        .try_transaction::<(), Box<dyn std::error::Error>>(|tx| {
            tx.defer_foreign_keys()?;
            store(1, 7).insert(tx)?;
            Err("on second thoughts")?
        })
        .unwrap_err();
    assert_eq!(error.to_string(), "on second thoughts");
    assert_empty_and_usable(&db);
}

#[test]
fn in_a_nested_transaction_it_holds_until_the_outermost_ends() {
    let db = db();
    db.transaction(|tx| {
        tx.transaction(|inner| {
            inner.defer_foreign_keys()?;
            store(1, 7).insert(inner).map(drop)
        })?;
        assert!(is_deferred(tx));
        staff(7, 1).insert(tx)
    })
    .unwrap();
    let error = db
        .transaction(|tx| {
            tx.defer_foreign_keys()?;
            tx.transaction(|inner| store(2, 70).insert(inner).map(drop))
        })
        .unwrap_err();
    assert!(error.is_foreign_key_violation(), "{error:?}");
    assert_eq!(Store::all().load(&db).unwrap(), [store(1, 7)]);
}

#[test]
fn what_an_inner_transaction_undid_is_not_missed() {
    let db = db();
    db.transaction(|tx| {
        tx.defer_foreign_keys()?;
        store(1, 7).insert(tx)?;
        let undone = tx.try_transaction::<(), Box<dyn std::error::Error>>(|inner| {
            store(2, 70).insert(inner)?;
            Err("no")?
        });
        assert!(undone.is_err());
        assert!(is_deferred(tx));
        staff(7, 1).insert(tx)
    })
    .unwrap();
    assert_eq!(Store::all().load(&db).unwrap(), [store(1, 7)]);
}

#[test]
fn rows_go_in_any_order_and_restrict_is_checked_at_once() {
    let db = db();
    db.transaction(|tx| {
        tx.defer_foreign_keys()?;
        store(1, 7).insert(tx)?;
        staff(7, 1).insert(tx)
    })
    .unwrap();
    let badge = NewBadge {
        staff_id: Id::from(7),
    }
    .insert(&db)
    .unwrap();
    let both = |tx: &Db| {
        tx.defer_foreign_keys()?;
        store(1, 7).delete(tx)?;
        staff(7, 1).delete(tx)
    };
    let error = db.transaction(|tx| both(tx)).unwrap_err();
    assert!(error.is_foreign_key_violation(), "{error:?}");
    assert_eq!(Store::all().count(&db).unwrap(), 1);
    badge.delete(&db).unwrap();
    db.transaction(|tx| both(tx)).unwrap();
    assert_empty_and_usable(&db);
}

#[test]
fn outside_of_a_transaction_it_is_an_error() {
    let db = db();
    let error = db.defer_foreign_keys().unwrap_err();
    assert!(error.is_query(), "{error:?}");
    assert!(error.to_string().contains("db.transaction"), "{error}");
    assert_empty_and_usable(&db);
    // SQLite itself keeps it for the next statement, and no longer.
    db.execute_batch("PRAGMA defer_foreign_keys = ON").unwrap();
    assert!(is_deferred(&db));
    assert_eq!(Store::all().count(&db).unwrap(), 0);
    assert!(!is_deferred(&db));
}

/// SQLite forgets the setting at the end of the transaction, and not what it has compiled under it.
#[test]
fn what_ran_while_keys_were_deferred_keeps_no_wrong_row_in_a_later_transaction() {
    for commits in [true, false] {
        let db = db();
        let deferring = db.transaction(|tx| {
            tx.defer_foreign_keys()?;
            store(1, 7).insert(tx)?;
            staff(7, 1).insert(tx)?;
            match commits {
                true => Ok(()),
                false => Staff::find(Id::from(99)).load(tx).map(drop),
            }
        });
        assert_eq!(deferring.is_ok(), commits);
        db.transaction(|tx| {
            let error = staff(8, 99).insert(tx).unwrap_err();
            assert!(error.is_foreign_key_violation(), "{error:?}");
            Ok(())
        })
        .unwrap();
        assert_eq!(Staff::all().count(&db).unwrap(), u64::from(commits));
    }
}

#[test]
fn the_same_goes_for_transactions_that_a_program_begins_and_ends_in_sql() {
    let db = db();
    db.execute_batch("BEGIN").unwrap();
    db.defer_foreign_keys().unwrap();
    store(1, 7).insert(&db).unwrap();
    staff(7, 1).insert(&db).unwrap();
    db.execute_batch("COMMIT; BEGIN").unwrap();
    assert!(staff(8, 99).insert(&db).is_err());
    db.execute_batch("COMMIT").unwrap();
    assert_eq!(Staff::all().count(&db).unwrap(), 1);
}
