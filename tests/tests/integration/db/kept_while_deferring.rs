//! Statements that are kept while foreign keys are deferred: SQLite would have what it compiled then leave rows that point nowhere in a later transaction.

use relmodel::prelude::*;
use relmodel_tests::{integer, memory_db};

#[derive(Model, Debug, Clone, PartialEq)]
struct Store {
    id: Id<Store>,
    #[belongs_to(manager: Staff)]
    manager_id: Id<Staff>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Staff {
    id: Id<Staff>,
    name: String,
    #[belongs_to(Store)]
    store_id: Id<Store>,
}

fn store(id: i64, manager: i64) -> Store {
    let (id, manager_id) = (Id::from(id), Id::from(manager));
    Store { id, manager_id }
}

fn staff(id: i64, store: i64) -> Staff {
    let (id, store_id) = (Id::from(id), Id::from(store));
    let name = format!("s{id}");
    Staff { id, name, store_id }
}

fn stores() -> Db {
    let db = memory_db();
    schema![Store].create(&db).unwrap();
    db
}

/// Inserts that would leave a row that points nowhere, in a transaction of its own: each is refused and leaves nothing.
fn refuses(db: &Db, within: &dyn Fn(&Db, &dyn Fn(&dyn Executor))) {
    let before = integer(db, "SELECT count(*) FROM staff");
    let refused = |db: &dyn Executor| {
        for id in [90, 91] {
            let error = staff(id, 99).insert(db).unwrap_err();
            assert!(error.is_foreign_key_violation(), "{error:?}");
        }
    };
    within(db, &refused);
    assert_eq!(integer(db, "SELECT count(*) FROM staff"), before);
}

/// Rows that need each other, in an open transaction whose foreign keys are deferred.
fn deferred(db: &dyn Executor, id: i64) {
    store(id, id).insert(db).unwrap();
    staff(id, id).insert(db).unwrap();
}

#[test]
fn those_of_a_session_that_were_compiled_while_keys_were_deferred_are_not_used_afterwards() {
    for commits in [true, false] {
        let db = stores();
        let session = db.session();
        for id in 1..3 {
            let tx = db.begin().unwrap();
            tx.defer_foreign_keys().unwrap();
            deferred(&session, id);
            match commits {
                true => tx.commit().unwrap(),
                false => drop(tx),
            }
            // In a later transaction, by the session, SQLite would tell of it and keep the row.
            refuses(&db, &|db, refused| {
                db.transaction(|_| {
                    refused(&session);
                    Ok(())
                })
                .unwrap();
            });
            refuses(&db, &|_, refused| refused(&session));
            refuses(&db, &|db, refused| {
                db.transaction(|tx| {
                    refused(tx);
                    Ok(())
                })
                .unwrap();
            });
        }
        // Nor are they found by those that come after the session.
        let tx = db.begin().unwrap();
        tx.defer_foreign_keys().unwrap();
        deferred(&session, 7);
        tx.commit().unwrap();
        drop(session);
        refuses(&db, &|db, refused| {
            db.transaction(|tx| {
                refused(&**tx);
                Ok(())
            })
            .unwrap();
        });
    }
}

#[test]
fn those_of_transactions_are_not_either() {
    let in_tx = |db: &Db, refused: &dyn Fn(&dyn Executor)| {
        db.transaction(|tx| {
            refused(tx);
            refused(&**tx);
            tx.transaction(|inner| {
                refused(inner);
                Ok(())
            })
        })
        .unwrap();
    };
    let db = stores();
    // By `tx` itself, and by one inside.
    db.transaction(|tx| {
        tx.defer_foreign_keys()?;
        deferred(tx, 1);
        Ok(())
    })
    .unwrap();
    refuses(&db, &in_tx);
    db.transaction(|tx| {
        let inner = tx.begin()?;
        inner.defer_foreign_keys()?;
        deferred(&inner, 2);
        inner.commit()?;
        deferred(tx, 3);
        let inner = tx.begin()?;
        deferred(&inner, 4);
        drop(inner);
        Ok(())
    })
    .unwrap();
    refuses(&db, &in_tx);
    // One that is dropped, ended by hand, or whose commit fails.
    let tx = db.begin().unwrap();
    tx.defer_foreign_keys().unwrap();
    deferred(&tx, 5);
    drop(tx);
    refuses(&db, &in_tx);
    let tx = db.begin().unwrap();
    tx.defer_foreign_keys().unwrap();
    deferred(&tx, 5);
    tx.rollback().unwrap();
    refuses(&db, &in_tx);
    let tx = db.begin().unwrap();
    tx.defer_foreign_keys().unwrap();
    staff(80, 99).insert(&tx).unwrap();
    assert!(tx.commit().unwrap_err().is_foreign_key_violation());
    refuses(&db, &in_tx);
}

/// The other way round: what was compiled before keys are deferred does not refuse them.
#[test]
fn those_that_were_compiled_before_keys_were_deferred_wait_for_the_end_as_well() {
    let db = stores();
    let session = db.session();
    refuses(&db, &|_, refused| refused(&session));
    db.transaction(|tx| {
        assert!(
            staff(1, 1)
                .insert(tx)
                .unwrap_err()
                .is_foreign_key_violation()
        );
        tx.defer_foreign_keys()?;
        staff(1, 1).insert(tx)?;
        staff(2, 1).insert(&session)?;
        store(1, 1).insert(tx).map(drop)
    })
    .unwrap();
    refuses(&db, &|_, refused| refused(&session));
    assert_eq!(Staff::all().count(&session).unwrap(), 2);
}

#[test]
fn a_session_that_a_loop_holds_open_forgets_them_too() {
    let db = stores();
    let session = db.session();
    db.transaction(|tx| {
        tx.defer_foreign_keys()?;
        deferred(tx, 1);
        deferred(tx, 2);
        Ok(())
    })
    .unwrap();
    let mut next = 10;
    Store::filter(|s| s.id.lt(Id::from(3)))
        .order_by(|s| s.id)
        .for_each(&session, |_| {
            let tx = session.begin().unwrap();
            tx.defer_foreign_keys().unwrap();
            deferred(&session, next);
            next += 1;
            tx.commit().unwrap();
            refuses(&db, &|db, refused| {
                db.transaction(|_| {
                    refused(&session);
                    Ok(())
                })
                .unwrap();
            });
        })
        .unwrap();
    assert_eq!(next, 12);
}
