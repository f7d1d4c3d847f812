//! The row behind a page is read to know that it is there. What is wrong beside it is not the page's.

use relmodel::bounds::Row;
use relmodel::prelude::*;
use relmodel_tests::statements;

use crate::models::*;

/// Two posts, of which the second has no author, and a comment without one.
fn broken() -> Db {
    let db = Db::options().foreign_keys(false).open_in_memory().unwrap();
    schema![User].create(&db).unwrap();
    db.execute_batch(
        "INSERT INTO user VALUES (1, 'ann');
         INSERT INTO post VALUES (1, 'a', 1, NULL), (2, 'b', 9, NULL);
         INSERT INTO comment VALUES (1, 'x', 2, 9);",
    )
    .unwrap();
    db
}

fn check<S: Row>(name: &str, db: &Db, query: Query<Post, S>) {
    let query = query.order_by(|p| p.id);
    let page = query.page_after(db, None, 1).unwrap();
    assert_eq!((page.rows.len(), page.next.is_some()), (1, true), "{name}");
    let error = query.page_after(db, page.next.as_ref(), 1).map(drop);
    assert!(error.unwrap_err().is_not_found(), "{name}");

    for size in [1, 2, 9] {
        let batches: Vec<_> = query.clone().limit(1).in_batches(db, size).collect();
        let counts = batches.into_iter().map(|batch| batch.unwrap().len());
        assert_eq!(counts.collect::<Vec<_>>(), [1], "{name}");
    }
}

#[test]
fn a_to_one_without_its_row_is_not_missed_there() {
    let db = broken();
    check("joined", &db, Post::all().with(|p| p.author.joined()));
    check("batched", &db, Post::all().with(|p| p.author.batched()));
    check("subquery", &db, Post::all().with(|p| p.author.subquery()));
}

#[test]
fn what_hangs_on_it_is_not_loaded() {
    let db = broken();
    let comments = |query: Query<Post>| {
        [
            (
                "batched",
                query.clone().with(|p| p.comments.with(|c| c.user)),
            ),
            (
                "joined",
                query.clone().with(|p| p.comments.joined().with(|c| c.user)),
            ),
            (
                "subquery",
                query.with(|p| p.comments.subquery().with(|c| c.user)),
            ),
        ]
    };
    for (name, query) in comments(Post::all()) {
        check(name, &db, query);
    }
    let query = Post::all().with(|p| p.author.batched()).limit(1);
    let (_, ran) = statements(&db, || query.in_batches(&db, 1).count());
    assert_eq!(ran.len(), 2, "{ran:?}");
}
