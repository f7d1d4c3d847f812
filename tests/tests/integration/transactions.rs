//! Transactions: all or nothing, on `Ok`, on `Err` and on panic, inside each other, and around the statements of one load.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use relmodel::prelude::*;
use relmodel_tests::{integer, texts};
use tempfile::tempdir;

use crate::models::*;

fn names(db: &Db) -> Vec<String> {
    texts(db, "SELECT name FROM user ORDER BY id")
}

fn is_open(db: &Db) -> bool {
    !db.with_connection(|raw| raw.is_autocommit())
}

/// The control statements that `f` runs.
fn control(db: &Db, f: impl FnOnce()) -> Vec<String> {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = seen.clone();
    db.observe(move |event| {
        if event.is_control() {
            log.lock().unwrap().push(event.sql().to_owned());
        }
    });
    f();
    db.unobserve();
    std::mem::take(&mut *seen.lock().unwrap())
}

#[test]
fn ok_commits_and_gives_the_value() {
    let db = empty();
    let ran = control(&db, || {
        let user = db.transaction(|tx| {
            assert!(is_open(tx));
            user(tx, "ann");
            NewUser { name: "bob" }.insert(tx)
        });
        assert_eq!(user.unwrap().name, "bob");
    });
    assert_eq!(names(&db), ["ann", "bob"]);
    assert_eq!(ran, ["BEGIN IMMEDIATE", "COMMIT"]);
    assert!(!is_open(&db));
}

#[test]
fn an_error_rolls_back_and_is_given() {
    let db = empty();
    let ran = control(&db, || {
        let error = db
            .transaction(|tx| {
                user(tx, "ann");
                NewUser { name: "ann" }.insert(tx)
            })
            .unwrap_err();
        assert!(error.is_unique_violation());
    });
    assert_eq!(names(&db), [""; 0]);
    assert_eq!(ran, ["BEGIN IMMEDIATE", "ROLLBACK"]);
    assert!(!is_open(&db));
    user(&db, "after");
    assert_eq!(names(&db), ["after"]);
}

#[test]
fn a_panic_rolls_back() {
    let db = empty();
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        db.transaction(|tx| {
            user(tx, "ann");
            if names(tx) == ["ann"] {
                panic!("in the middle");
            }
            Ok(())
        })
    }));
    assert!(outcome.is_err());
    assert_eq!(names(&db), [""; 0]);
    assert!(!is_open(&db));
    db.transaction(|tx| NewUser { name: "after" }.insert(tx))
        .unwrap();
    assert_eq!(names(&db), ["after"]);
}

#[test]
fn a_caught_error_inside_does_not_end_the_transaction() {
    let db = empty();
    db.transaction(|tx| {
        user(tx, "ann");
        assert!(NewUser { name: "ann" }.insert(tx).is_err());
        assert!(User::find(Id::from(99)).load(tx).is_err());
        assert!(is_open(tx));
        NewUser { name: "bob" }.insert(tx)
    })
    .unwrap();
    assert_eq!(names(&db), ["ann", "bob"]);
}

#[test]
fn an_error_of_ones_own_type_comes_through() {
    #[derive(Debug)]
    enum Mine {
        Database(Error),
        Closed(u32),
    }
    impl From<Error> for Mine {
        fn from(error: Error) -> Self {
            Self::Database(error)
        }
    }
    let db = empty();
    let closed = db.try_transaction(|tx| {
        NewUser { name: "ann" }.insert(tx)?;
        Err::<(), Mine>(Mine::Closed(7))
    });
    assert!(matches!(closed, Err(Mine::Closed(7))));
    assert_eq!(names(&db), [""; 0]);
    let failed = db.try_transaction(|tx| -> Result<(), Mine> {
        User::find(Id::from(1)).load(tx)?;
        Ok(())
    });
    assert!(matches!(failed, Err(Mine::Database(error)) if error.is_not_found()));
}

mod inside_each_other {
    use super::*;

    #[test]
    fn they_are_savepoints() {
        let db = empty();
        let ran = control(&db, || {
            db.transaction(|tx| {
                user(tx, "ann");
                tx.transaction(|tx| {
                    user(tx, "bob");
                    tx.transaction(|tx| NewUser { name: "cyd" }.insert(tx))
                })
            })
            .unwrap();
        });
        assert_eq!(names(&db), ["ann", "bob", "cyd"]);
        assert_eq!(
            ran,
            [
                "BEGIN IMMEDIATE",
                "SAVEPOINT relmodel_1",
                "SAVEPOINT relmodel_2",
                "RELEASE relmodel_2",
                "RELEASE relmodel_1",
                "COMMIT"
            ]
        );
    }

    #[test]
    fn an_inner_error_rolls_back_the_inner_one_alone() {
        let db = empty();
        db.transaction(|tx| {
            user(tx, "ann");
            let failed = tx.transaction(|tx| {
                user(tx, "bob");
                tx.transaction(|tx| NewUser { name: "cyd" }.insert(tx))?;
                User::find(Id::from(99)).load(tx)
            });
            assert!(failed.unwrap_err().is_not_found());
            assert_eq!(names(tx), ["ann"]);
            NewUser { name: "dan" }.insert(tx)
        })
        .unwrap();
        assert_eq!(names(&db), ["ann", "dan"]);
    }

    #[test]
    fn an_inner_panic_that_is_caught_rolls_back_the_inner_one_alone() {
        let db = empty();
        db.transaction(|tx| {
            user(tx, "ann");
            let inner = catch_unwind(AssertUnwindSafe(|| {
                tx.transaction(|tx| -> relmodel::Result<()> {
                    user(tx, "bob");
                    panic!("inside")
                })
            }));
            assert!(inner.is_err());
            assert!(is_open(tx));
            NewUser { name: "cyd" }.insert(tx)
        })
        .unwrap();
        assert_eq!(names(&db), ["ann", "cyd"]);
    }

    #[test]
    fn an_outer_error_takes_what_the_inner_one_committed() {
        let db = empty();
        let failed = db.transaction(|tx| {
            tx.transaction(|tx| NewUser { name: "ann" }.insert(tx))?;
            User::find(Id::from(99)).load(tx)
        });
        assert!(failed.is_err());
        assert_eq!(names(&db), [""; 0]);
    }

    #[test]
    fn calls_that_are_atomic_by_themselves_are_part_of_the_open_one() {
        let db = empty();
        let failed = db.transaction(|tx| {
            let ann = user(tx, "ann");
            let posts = Post::insert_all(
                tx,
                (0..300).map(|_| NewPost {
                    title: "p",
                    user_id: ann.id,
                }),
            )?;
            let bob = user(tx, "bob");
            let mut posts = posts;
            bob.posts().replace(tx, &mut posts)?;
            schema![Employee].create(tx)?;
            User::find(Id::from(99)).load(tx)
        });
        assert!(failed.is_err());
        assert_eq!(
            integer(&db, "SELECT count(*) FROM user") + integer(&db, "SELECT count(*) FROM post"),
            0
        );
    }
}

#[test]
fn a_transaction_that_was_ended_by_hand_can_not_be_committed() {
    let db = empty();
    let outcome = db.transaction(|tx| {
        user(tx, "ann");
        tx.execute_batch("ROLLBACK")
    });
    assert!(outcome.is_err());
    assert!(!is_open(&db));
    user(&db, "bob");
    assert_eq!(names(&db), ["bob"]);
}

#[test]
fn a_trigger_that_rolls_back_ends_the_transaction_and_the_next_one_begins_anew() {
    let db = empty();
    db.execute_batch("CREATE TRIGGER no BEFORE INSERT ON user WHEN new.name = 'bad' BEGIN SELECT RAISE(ROLLBACK, 'no'); END").unwrap();
    let rolled_back = Arc::new(Mutex::new(0));
    let count = rolled_back.clone();
    db.observe(move |event| {
        if event.sql().contains("ROLLBACK") {
            *count.lock().unwrap() += 1;
        }
    });
    let failed = db.transaction(|tx| {
        user(tx, "ann");
        tx.transaction(|tx| NewUser { name: "bad" }.insert(tx))
    });
    assert_eq!(
        *rolled_back.lock().unwrap(),
        0,
        "there is nothing to roll back"
    );
    assert!(failed.unwrap_err().to_string().contains("no"));
    assert!(!is_open(&db));
    db.transaction(|tx| {
        user(tx, "bob");
        tx.transaction(|tx| NewUser { name: "cyd" }.insert(tx))
    })
    .unwrap();
    assert_eq!(names(&db), ["bob", "cyd"]);
}

#[test]
fn a_commit_that_fails_rolls_back() {
    let db = empty();
    db.execute_batch("CREATE TABLE debt (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES user (id) DEFERRABLE INITIALLY DEFERRED)").unwrap();
    let error = db
        .transaction(|tx| {
            user(tx, "ann");
            tx.execute_batch("INSERT INTO debt (user_id) VALUES (99)")
        })
        .unwrap_err();
    assert!(error.is_foreign_key_violation(), "{error:?}");
    assert!(!is_open(&db));
    assert_eq!(names(&db), [""; 0]);
}

mod on_one_file {
    use super::*;

    /// Two connections to one file.
    fn two() -> (tempfile::TempDir, Db, Db) {
        let folder = tempdir().unwrap();
        let path = folder.path().join("shared.db");
        let options = Db::options().busy_timeout(Duration::from_millis(20));
        let one = options.open(&path).unwrap();
        schema![User].create(&one).unwrap();
        let two = options.open(&path).unwrap();
        (folder, one, two)
    }

    #[test]
    fn a_transaction_holds_the_right_to_write_from_its_beginning() {
        let (_folder, one, two) = two();
        one.transaction(|tx| {
            let error = two.transaction(|_| Ok(())).unwrap_err();
            assert!(error.is_busy(), "{error:?}");
            let error = NewUser { name: "late" }.insert(&two).unwrap_err();
            assert!(error.is_busy(), "{error:?}");
            assert_eq!(error.model(), Some("User"));
            // Readers don't wait.
            assert_eq!(User::all().count(&two)?, 0);
            NewUser { name: "ann" }.insert(tx)
        })
        .unwrap();
        user(&two, "bob");
        assert_eq!(names(&one), ["ann", "bob"]);
    }

    #[test]
    fn reading_before_writing_in_a_transaction_does_not_fail_later() {
        let (_folder, one, two) = two();
        one.transaction(|tx| {
            let before = User::all().count(tx)?;
            assert!(
                two.transaction(|tx| NewUser { name: "between" }.insert(tx))
                    .is_err()
            );
            assert_eq!(before, 0);
            NewUser { name: "ann" }.insert(tx)
        })
        .unwrap();
    }

    /// Another connection commits after the first statement of a load: the later statements don't see it.
    #[test]
    fn a_load_of_several_statements_sees_one_state_of_the_database() {
        for strategy in 0..3 {
            let (_folder, one, two) = two();
            let ann = user(&one, "ann");
            let a = post(&one, "a", &ann);
            comment(&one, "first", &a, &ann);
            let two = Mutex::new(two);
            one.observe(move |event| {
                if event.is_control() {
                    return;
                }
                let two = two.lock().unwrap();
                let ann = User::find(Id::from(1)).load(&*two).unwrap();
                let late = post(&two, "late", &ann);
                comment(&two, "late", &late, &ann);
                let a = Post::find(Id::from(1)).load(&*two).unwrap();
                comment(&two, "late", &a, &ann);
            });
            let loaded = match strategy {
                0 => User::all()
                    .with(|u| u.posts.with(|p| p.comments))
                    .load(&one),
                1 => User::all()
                    .with(|u| u.posts.subquery().with(|p| p.comments.subquery()))
                    .load(&one),
                _ => User::all()
                    .with(|u| u.posts.joined().with(|p| p.comments.batched()))
                    .load(&one),
            };
            one.unobserve();
            let loaded = loaded.unwrap();
            let (_, posts) = &loaded[0];
            assert_eq!(posts.len(), 1, "strategy {strategy}");
            assert_eq!(posts[0].1.len(), 1, "strategy {strategy}");
            assert!(!is_open(&one));
            // The commits were there.
            assert!(Post::all().count(&one).unwrap() > 1);
        }
    }

    #[test]
    fn to_one_relations_that_are_loaded_alone_see_the_same_state() {
        let (_folder, one, two) = two();
        let ann = user(&one, "ann");
        post(&one, "a", &ann);
        let two = Mutex::new(two);
        one.observe(move |event| {
            if !event.is_control() {
                two.lock()
                    .unwrap()
                    .execute_batch("UPDATE user SET name = 'late'")
                    .unwrap();
            }
        });
        let posts = Post::all().with(|p| p.author.batched()).load(&one).unwrap();
        assert_eq!(posts[0].1.name, "ann");
    }

    #[test]
    fn a_load_of_one_statement_needs_no_transaction() {
        let db = filled(2);
        let ran = control(&db, || {
            User::all().load(&db).unwrap();
            User::all().with(|u| u.profile).load(&db).unwrap();
            User::all().count(&db).unwrap();
        });
        assert_eq!(ran, [""; 0]);
    }

    #[test]
    fn a_load_of_several_statements_reads_in_a_transaction_that_waits_for_no_writer() {
        let (_folder, one, two) = two();
        user(&one, "ann");
        let ran = control(&one, || {
            two.transaction(|tx| {
                user(tx, "bob");
                assert_eq!(User::all().with(|u| u.posts).load(&one)?.len(), 1);
                Ok(())
            })
            .unwrap();
        });
        assert_eq!(ran, ["BEGIN", "COMMIT"]);
    }

    #[test]
    fn inside_a_transaction_a_load_is_part_of_it() {
        let db = filled(2);
        let ran = control(&db, || {
            db.transaction(|tx| {
                user(tx, "new");
                assert_eq!(User::all().with(|u| u.posts).load(tx)?.len(), 3);
                Ok(())
            })
            .unwrap();
        });
        assert_eq!(ran, ["BEGIN IMMEDIATE", "COMMIT"]);
    }
}

#[derive(Model, Debug)]
struct Watched {
    id: Id<Watched>,
    name: String,
}

/// Calls `f` with an observer that panics at the first statement of this beginning, and gives whether it panicked.
fn panics_at(beginning: &'static str, db: &Db, f: impl FnOnce()) -> bool {
    let is_done = std::sync::atomic::AtomicBool::new(false);
    db.observe(move |event| {
        if event.sql().starts_with(beginning)
            && !is_done.swap(true, std::sync::atomic::Ordering::Relaxed)
        {
            panic!("at {beginning}");
        }
    });
    let result = catch_unwind(AssertUnwindSafe(f));
    db.unobserve();
    result.is_err()
}

#[test]
fn an_observer_that_panics_leaves_no_transaction_open() {
    for at in ["BEGIN", "INSERT", "COMMIT", "SAVEPOINT", "RELEASE"] {
        let db = relmodel_tests::memory_db();
        schema![Watched].create(&db).unwrap();
        let panicked = panics_at(at, &db, || {
            let _ = db.transaction(|tx| {
                tx.transaction(|tx| NewWatched { name: "a" }.insert(tx))?;
                NewWatched { name: "b" }.insert(tx)
            });
        });
        assert!(panicked, "{at}");
        assert!(db.with_connection(|c| c.is_autocommit()), "{at}");
        let there = Watched::all().count(&db).unwrap();
        assert_eq!(there, if at == "COMMIT" { 2 } else { 0 }, "{at}");
        assert!(
            Watched::filter(|w| w.name.ne("a").and(w.name.ne("b")))
                .load(&db)
                .unwrap()
                .is_empty()
        );
    }
}

#[test]
fn nothing_is_written_outside_a_transaction_that_an_error_has_ended() {
    let db = relmodel_tests::memory_db();
    schema![Watched].create(&db).unwrap();
    db.execute_batch(
        "CREATE TRIGGER refuse BEFORE INSERT ON watched WHEN NEW.name = 'bad'
         BEGIN SELECT RAISE(ROLLBACK, 'refused'); END",
    )
    .unwrap();
    let result = db.transaction(|tx| {
        NewWatched { name: "first" }.insert(tx)?;
        let _ = NewWatched { name: "bad" }.insert(tx);
        NewWatched { name: "second" }.insert(tx)
    });
    assert!(
        result
            .unwrap_err()
            .to_string()
            .contains("ended by an error")
    );
    assert_eq!(Watched::all().count(&db).unwrap(), 0);
    NewWatched { name: "after" }.insert(&db).unwrap();
    assert_eq!(Watched::all().count(&db).unwrap(), 1);
}

#[test]
fn a_commit_says_that_its_transaction_was_ended() {
    let db = relmodel_tests::memory_db();
    schema![Watched].create(&db).unwrap();
    db.execute_batch(
        "CREATE TRIGGER refuse BEFORE INSERT ON watched BEGIN SELECT RAISE(ROLLBACK, 'refused'); END",
    )
    .unwrap();
    let insert = |tx: &Db| assert!(NewWatched { name: "bad" }.insert(tx).is_err());
    let outer = db.transaction(|tx| {
        insert(tx);
        Ok(())
    });
    let inner = db.transaction(|tx| {
        let inner = tx.begin()?;
        insert(&inner);
        inner.commit()
    });
    for error in [outer.unwrap_err(), inner.unwrap_err()] {
        assert_eq!(
            error.to_string(),
            "the transaction was ended before its commit: by an error in it, or by hand"
        );
    }
    assert!(!is_open(&db));
}
