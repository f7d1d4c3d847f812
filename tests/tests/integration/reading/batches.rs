//! `in_batches`: so many rows at a time, between which the program writes.

use relmodel::prelude::*;
use relmodel_tests::statements;

use crate::models::*;

fn users(count: usize) -> Db {
    let db = empty();
    for n in 1..=count {
        user(&db, &format!("{n}"));
    }
    db
}

fn sizes(db: &Db, query: &Query<User>, size: u64) -> Vec<usize> {
    let batches = query.in_batches(db, size);
    batches.map(|batch| batch.unwrap().len()).collect()
}

#[test]
fn batches_are_as_large_as_asked_for_but_the_last() {
    let db = users(7);
    let all = User::all();
    assert_eq!(sizes(&db, &all, 3), [3, 3, 1]);
    assert_eq!(sizes(&db, &all, 7), [7]);
    assert_eq!(sizes(&db, &all, u64::MAX), [7]);
    assert_eq!(sizes(&db, &all.clone().limit(5), 3), [3, 2]);
    assert_eq!(sizes(&db, &all.clone().limit(3), 3), [3]);
    assert!(sizes(&db, &all.clone().limit(0), 3).is_empty());
    assert_eq!(sizes(&db, &all.clone().offset(2), 3), [3, 2]);
    assert_eq!(sizes(&db, &all.clone().offset(2).limit(4), 3), [3, 1]);
    assert!(sizes(&db, &all.filter(|u| u.name.eq("x")), 3).is_empty());
}

#[test]
fn each_batch_begins_by_the_key_and_carries_its_relations() {
    let db = filled(5);
    let query = User::all().with(|u| u.posts);
    let (rows, ran) = statements(&db, || {
        let batches = query.in_batches(&db, 2);
        batches.flat_map(Result::unwrap).collect::<Vec<_>>()
    });
    assert_eq!(rows, query.load(&db).unwrap());
    let posts = r#"SELECT t0.rowid, t1."id", t1."title", t1."user_id", t1."editor_id" FROM rarray(?1) AS t0 CROSS JOIN "post" AS t1 ON t1."user_id" = t0.value"#;
    let first = r#"SELECT t0."id", t0."name" FROM "user" AS t0 ORDER BY t0."id" LIMIT ?1"#;
    let next = r#"SELECT t0."id", t0."name" FROM "user" AS t0 WHERE t0."id" > ?1 ORDER BY t0."id" LIMIT ?2"#;
    assert_eq!(ran, [first, posts, next, posts, next, posts]);
}

#[test]
fn an_order_is_kept_and_ended_by_the_key() {
    let db = filled(4);
    let query = Post::all().order_by(|p| (p.editor_id.desc(), p.title));
    let rows: Vec<Post> = query.in_batches(&db, 3).flat_map(Result::unwrap).collect();
    assert_eq!(rows, query.page(&db, 1, 100).unwrap().rows);
}

#[test]
fn the_loop_may_delete_and_insert_and_misses_none_that_was_there() {
    let db = users(10);
    let mut seen = Vec::new();
    for batch in User::all().in_batches(&db, 3) {
        for row in batch.unwrap() {
            seen.push(row.id.get());
            row.delete(&db).unwrap();
        }
        if seen.len() < 9 {
            user(&db, &format!("late {}", seen.len()));
        }
    }
    assert_eq!(seen, (1..=12).collect::<Vec<_>>());
    assert_eq!(User::all().count(&db).unwrap(), 0);
}

#[test]
fn nothing_is_open_between_two_batches() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("batches.db");
    let db = Db::open(&path).unwrap();
    schema![User].create(&db).unwrap();
    for n in 1..=4 {
        user(&db, &format!("{n}"));
    }
    let other = Db::open(&path).unwrap();
    let mut seen = 0;
    for batch in User::all().with(|u| u.posts).in_batches(&db, 2) {
        for (row, _) in batch.unwrap() {
            seen += 1;
            post(&other, "by another", &row);
            post(&db, "by this one", &row);
            db.transaction(|tx| {
                post(tx, "in a transaction", &row);
                Ok(())
            })
            .unwrap();
        }
    }
    assert_eq!((seen, Post::all().count(&db).unwrap()), (4, 12));
}

#[test]
fn the_first_error_is_the_last_batch() {
    let db = users(5);
    let mut none = User::all().in_batches(&db, 0);
    assert!(none.next().unwrap().unwrap_err().is_query());
    assert!(none.next().is_none());
    db.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
        .unwrap();
    let mut batches = User::all().in_batches(&db, 2);
    assert_eq!(batches.next().unwrap().unwrap().len(), 2);
    db.execute_batch("DROP TABLE user").unwrap();
    assert!(batches.next().unwrap().unwrap_err().is_schema());
    assert!(batches.next().is_none());
    assert!(batches.next().is_none());
}

#[test]
fn selected_values_and_composite_keys_come_in_batches_too() {
    let db = filled(3);
    let batches = PostTag::all().select(|l| l.tag_id).in_batches(&db, 4);
    let tags: Vec<Vec<Id<Tag>>> = batches.map(Result::unwrap).collect();
    let sizes: Vec<usize> = tags.iter().map(Vec::len).collect();
    assert_eq!(sizes, [4, 2]);
}
