//! Statements that a session or a transaction keeps: what happens to the database meanwhile, and to them.

use relmodel::prelude::*;
use relmodel_tests::{integer, memory_db};

use crate::models::*;

/// More statements than there are places, and than there are texts that are kept; each another one.
const MANY: usize = 600;

/// Runs the statements of these numbers, and looks at what each finds.
fn many(db: &dyn Executor, numbers: impl Iterator<Item = usize>) {
    for n in numbers {
        let id = i64::try_from(n % 3 + 1).unwrap();
        // Conditions of two kinds, by the bits of the number: so each has a text of its own.
        let mut query = User::filter(|u| u.id.eq(Id::from(id)));
        for bit in 0..10 {
            query = match n >> bit & 1 {
                0 => query.filter(|u| u.name.ne("nobody")),
                _ => query.filter(|u| u.id.gt(Id::from(-1))),
            };
        }
        let found = query.one(db).unwrap();
        assert_eq!(found.name, format!("user {id}"));
        if n % 50 == 0 {
            // One that comes again and again, between those that push it out.
            assert_eq!(User::find(Id::from(id)).load(db).unwrap(), found);
        }
    }
}

#[test]
fn more_of_them_than_there_are_places_give_right_results() {
    let db = filled(3);
    let session = db.session();
    many(&session, (0..MANY).chain(0..MANY));
    many(&session, (0..MANY).rev());
    db.transaction(|tx| {
        many(tx, (0..MANY).chain((0..MANY).rev()));
        Ok(())
    })
    .unwrap();
    many(&session, 0..MANY);
}

/// What is written only once in the life of a program is not kept.
#[test]
fn very_long_ones_give_right_results_as_well() {
    fn long(db: &dyn Executor, conditions: usize) {
        let mut query = User::filter(|u| u.name.ne("user 2"));
        for n in 0..conditions {
            let name = format!("nobody {n}");
            query = query.filter(|u| u.name.ne(&name));
        }
        let names =
            |users: Vec<User>| -> Vec<String> { users.into_iter().map(|user| user.name).collect() };
        let loaded = names(query.load(db).unwrap());
        let ordered = names(query.order_by(|u| u.id).load(db).unwrap());
        assert_eq!([loaded, ordered], [["user 1", "user 3"]; 2]);
    }
    let db = filled(3);
    let session = db.session();
    for conditions in [1, 300, 900, 900, 899, 300] {
        long(&session, conditions);
        long(&db, conditions);
    }
}

/// Statements that push another one out of its place while that is running. Those that ran last are run again first.
#[test]
fn one_that_lost_its_place_while_it_ran_is_right_and_so_is_the_one_that_took_it() {
    let db = filled(3);
    let session = db.session();
    let mut names = Vec::new();
    for _ in 0..2 {
        User::all()
            .order_by(|u| u.id)
            .for_each(&session, |user| {
                many(&session, 0..MANY);
                names.push(user.name);
            })
            .unwrap();
        many(&session, (0..MANY).rev());
    }
    assert_eq!(names.len(), 6);
    assert_eq!(names[..3], names[3..]);
}

#[test]
fn tables_that_change_are_read_as_they_are() {
    let db = memory_db();
    schema![Tag].create(&db).unwrap();
    let session = db.session();
    let all = || Tag::all().order_by(|t| t.id).load(&session).unwrap();
    let plain = || Tag::all().load(&session).unwrap();
    let find = |id: i64| Tag::find(Id::from(id)).optional(&session).unwrap();
    let raw = || Tag::raw("SELECT * FROM tag", ()).load(&session).unwrap();
    let check = |names: &[&str]| {
        for rows in [all(), plain(), raw()] {
            let found: Vec<_> = rows.iter().map(|tag| &*tag.name).collect();
            assert_eq!(found, names);
        }
        assert_eq!(
            find(1).map(|tag| tag.name).as_deref(),
            names.first().copied()
        );
    };
    let insert = |name: &str| NewTag { name }.insert(&session).unwrap();
    insert("a");
    check(&["a"]);
    db.execute_batch("ALTER TABLE tag ADD COLUMN color TEXT NOT NULL DEFAULT 'red'")
        .unwrap();
    check(&["a"]);
    insert("b");
    check(&["a", "b"]);
    // The same columns in another order, and one in front.
    db.execute_batch(
        "DROP TABLE tag; CREATE TABLE tag (size REAL, name TEXT NOT NULL UNIQUE, id INTEGER PRIMARY KEY); \
         INSERT INTO tag (name) VALUES ('c'), ('d')",
    )
    .unwrap();
    check(&["c", "d"]);
    insert("e");
    check(&["c", "d", "e"]);
    db.execute_batch("DROP TABLE tag").unwrap();
    for _ in 0..2 {
        assert!(Tag::all().load(&session).unwrap_err().is_schema());
        assert!(
            Tag::find(Id::from(1))
                .load(&session)
                .unwrap_err()
                .is_schema()
        );
        assert!(
            NewTag { name: "f" }
                .insert(&session)
                .unwrap_err()
                .is_schema()
        );
    }
    schema![Tag].create(&db).unwrap();
    check(&[]);
    insert("g");
    check(&["g"]);
    // And by another connection's way.
    db.with_connection(|raw| {
        raw.execute_batch("DELETE FROM tag; ALTER TABLE tag DROP COLUMN name")
    })
    .unwrap_or(());
    db.with_connection(|raw| {
        raw.execute_batch("DROP TABLE tag; CREATE TABLE tag (name TEXT, id INTEGER PRIMARY KEY); INSERT INTO tag VALUES ('h', 1)")
    })
    .unwrap();
    check(&["h"]);
}

#[test]
fn a_table_that_changes_in_a_transaction_is_read_as_it_is_inside_and_after_a_rollback() {
    let db = filled(1);
    let session = db.session();
    let users = |db: &dyn Executor| User::all().load(db).unwrap();
    let before = users(&session);
    let tx = db.begin().unwrap();
    assert_eq!(users(&tx), before);
    tx.execute_batch("PRAGMA defer_foreign_keys = ON; ALTER TABLE user ADD COLUMN extra TEXT; UPDATE user SET name = 'x'")
        .unwrap();
    assert_eq!(
        (&*users(&tx)[0].name, &*users(&session)[0].name),
        ("x", "x")
    );
    drop(tx);
    assert_eq!((users(&session), users(&db)), (before.clone(), before));
}

#[test]
fn a_text_that_was_given_once_is_not_found_by_a_later_call() {
    let db = filled(1);
    let long = "x".repeat(10_000_000);
    let session = db.session();
    let profile = Profile::all().one(&session).unwrap();
    for bio in [Some(&long), None, Some(&"short".to_owned()), None] {
        let mut profile = profile.clone();
        profile.bio = bio.cloned();
        profile.update(&session).unwrap();
        let found = Profile::find(profile.id).load(&session).unwrap();
        assert_eq!(found.bio.as_ref(), bio);
        let count = |db: &dyn Executor, bio: &str| {
            let query = Profile::filter(|p| p.bio.eq(bio));
            query.count(db).unwrap()
        };
        assert_eq!(count(&session, &long), u64::from(bio == Some(&long)));
        assert_eq!(
            count(&session, "short"),
            u64::from(bio.is_some_and(|b| b == "short"))
        );
        let stored = integer(&db, "SELECT coalesce(length(bio), -1) FROM profile");
        let length = bio.map_or(-1, |bio| i64::try_from(bio.len()).unwrap());
        assert_eq!(stored, length);
    }
}

#[test]
fn lists_of_keys_of_different_lengths_are_bound_anew() {
    let db = filled(3);
    let session = db.session();
    for ids in [&[1, 2, 3][..], &[2], &[], &[3, 1], &[1, 2, 3]] {
        let query = User::filter(|u| u.id.in_(ids.iter().map(|id| Id::from(*id))));
        let users = query.clone().order_by(|u| u.id).load(&session).unwrap();
        let mut sorted = ids.to_vec();
        sorted.sort_unstable();
        let right: Vec<String> = sorted.iter().map(|id| format!("user {id}")).collect();
        let names: Vec<&str> = users.iter().map(|user| &*user.name).collect();
        assert_eq!(names, right);
        let posts = query.with(|u| u.posts).load(&session).unwrap();
        assert!(posts.iter().all(|(user, posts)| {
            posts.len() == 2 && posts.iter().all(|post| post.user_id == user.id)
        }));
    }
}

#[test]
fn transactions_inside_each_other_keep_their_own() {
    let db = filled(2);
    let insert = |db: &dyn Executor, name: &str| NewTag { name }.insert(db).map(drop);
    let tx = db.begin().unwrap();
    insert(&tx, "kept").unwrap();
    for round in 0..3 {
        let inner = tx.begin().unwrap();
        insert(&inner, &format!("undone {round}")).unwrap();
        insert(&tx, &format!("undone, too {round}")).unwrap();
        drop(inner);
        let inner = tx.begin().unwrap();
        insert(&inner, &format!("done {round}")).unwrap();
        inner.commit().unwrap();
    }
    assert_eq!(
        Tag::filter(|t| t.name.starts_with("done"))
            .count(&tx)
            .unwrap(),
        3
    );
    tx.commit().unwrap();
    assert_eq!(
        Tag::filter(|t| t.name.starts_with("undone"))
            .count(&db)
            .unwrap(),
        0
    );
    assert_eq!(
        Tag::filter(|t| t.name.starts_with("done"))
            .count(&db)
            .unwrap(),
        3
    );
    // One that is dropped leaves statements that run again.
    for _ in 0..3 {
        let tx = db.begin().unwrap();
        insert(&tx, "gone").unwrap();
        drop(tx);
    }
    assert_eq!(Tag::filter(|t| t.name.eq("gone")).count(&db).unwrap(), 0);
}

#[test]
fn what_was_interrupted_runs_again() {
    let db = filled(3);
    let session = db.session();
    let handle = db.interrupt_handle();
    let query = User::all().order_by(|u| u.id);
    for _ in 0..2 {
        let mut seen = 0;
        let error = query.for_each(&session, |_| {
            seen += 1;
            handle.interrupt();
        });
        assert!(error.unwrap_err().is_interrupted());
        assert_eq!(seen, 1);
        assert_eq!(query.load(&session).unwrap().len(), 3);
        let mut seen = 0;
        query.for_each(&session, |_| seen += 1).unwrap();
        assert_eq!(seen, 3);
    }
}

#[test]
fn what_runs_on_the_connection_itself_comes_between() {
    let db = filled(2);
    let session = db.session();
    for n in 0..4 {
        assert_eq!(User::all().load(&session).unwrap().len(), 2 + n);
        session
            .with_connection(|raw| {
                raw.execute("INSERT INTO user (name) VALUES (?1)", [format!("raw {n}")])
            })
            .unwrap();
        let count = db.with_connection(|raw| {
            raw.flush_prepared_statement_cache();
            raw.query_row("SELECT count(*) FROM user", [], |row| row.get::<_, u32>(0))
        });
        assert_eq!(count.unwrap() as usize, 3 + n);
        let name = format!("kept {n}");
        let tag = NewTag { name: &name }.insert(&session).unwrap();
        assert_eq!(Tag::find(tag.id).load(&session).unwrap().name, name);
    }
}
