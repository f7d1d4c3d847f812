//! Rows that would go one because of the other, more of them than SQLite follows: refused as a whole, and deleted from their end.

use relmodel::prelude::*;
use relmodel_tests::{integer, memory_db};

use super::model;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(children: Part)]
struct Part {
    id: Id<Part>,
    #[belongs_to(parent: Part)]
    #[cascade(delete_orphan)]
    parent_id: Option<Id<Part>>,
}

/// Parts that each belong to the one before, the first to none. And one of its own.
fn chain(length: i64) -> Db {
    let db = memory_db();
    schema![Part].create(&db).unwrap();
    db.execute_batch(&format!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {length})
         INSERT INTO part SELECT i, nullif(i - 1, 0) FROM n;
         INSERT INTO part VALUES (100000, NULL)"
    ))
    .unwrap();
    db
}

fn parts(db: &Db) -> i64 {
    integer(db, "SELECT count(*) FROM part")
}

fn first(db: &Db) -> Part {
    Part::find(Id::from(1)).load(db).unwrap()
}

type Delete = (&'static str, fn(&Db) -> relmodel::Result<()>);

const DELETES: &[Delete] = &[
    ("row", |db| first(db).delete(db)),
    ("found", |db| Part::find(Id::from(1)).delete(db).map(drop)),
    ("query", |db| {
        Part::filter(|p| p.id.eq(Id::from(1))).delete(db).map(drop)
    }),
    ("limited", |db| {
        Part::all().order_by(|p| p.id).limit(1).delete(db).map(drop)
    }),
    ("returning", |db| {
        Part::find(Id::from(1)).delete_returning(db).map(drop)
    }),
];

#[test]
fn a_thousand_levels_go_with_the_first() {
    for (name, delete) in DELETES {
        let db = chain(1000);
        delete(&db).unwrap();
        assert_eq!(parts(&db), 1, "{name}");
    }
}

#[test]
fn of_more_levels_nothing_is_deleted_and_the_error_says_what_to_do() {
    for (name, delete) in DELETES {
        let db = chain(3000);
        let error = delete(&db).unwrap_err();
        assert!(error.is_limit(), "{name}: {error:?}");
        assert_eq!(model(&error), "Part");
        for part in ["1,000", "descendants"] {
            assert!(error.to_string().contains(part), "{name}: {error}");
        }
        assert_eq!(parts(&db), 3001, "{name}");
    }
}

/// SQLite itself leaves the first thousand deleted, and the key of the next one pointing nowhere.
#[test]
fn in_a_transaction_it_takes_that_along() {
    for (name, delete) in DELETES {
        let db = chain(3000);
        let result = db.transaction(|tx| {
            Part::find(Id::from(100_000)).delete(tx)?;
            let error = delete(tx).unwrap_err();
            assert!(error.is_limit(), "{name}: {error:?}");
            assert!(error.to_string().contains("rolled back"), "{error}");
            let late = NewPart {}.insert(tx).unwrap_err();
            assert!(late.to_string().contains("ended by an error"), "{late}");
            Ok(())
        });
        assert!(result.is_err(), "{name}: there is nothing to commit");
        assert_eq!(parts(&db), 3001, "{name}");
        NewPart {}.insert(&db).unwrap();
        db.transaction(|tx| NewPart {}.insert(tx)).unwrap();
    }
}

#[test]
fn so_it_is_of_collections_whose_rows_are_deleted() {
    let db = chain(3000);
    let first = first(&db);
    let mut second = Part::find(Id::from(2)).load(&db).unwrap();
    let children = first.children();
    for error in [
        children.remove(&db, &mut second).unwrap_err(),
        children.replace(&db, &mut []).unwrap_err(),
        children.clear(&db).unwrap_err(),
    ] {
        assert!(error.is_limit(), "{error:?}");
        assert!(error.to_string().contains("descendants"), "{error}");
    }
    assert_eq!(parts(&db), 3001);
}

#[test]
fn the_descendants_are_deleted_from_the_deepest_on() {
    let db = chain(3000);
    db.transaction(|tx| {
        let first = first(tx);
        let mut below = first.children().descendants().with_depth().load(tx)?;
        below.sort_by_key(|(_, depth)| std::cmp::Reverse(*depth));
        assert_eq!(below.len(), 2999);
        for (part, _) in below {
            part.delete(tx)?;
        }
        first.delete(tx)
    })
    .unwrap();
    assert_eq!(parts(&db), 1);
}

/// Each takes a few hundred below along.
#[test]
fn some_of_the_descendants_are_enough() {
    let db = chain(3000);
    db.transaction(|tx| {
        let first = first(tx);
        let mut below = first.children().descendants().with_depth().load(tx)?;
        below.retain(|(_, depth)| depth % 500 == 0);
        below.sort_by_key(|(_, depth)| std::cmp::Reverse(*depth));
        for (part, _) in below {
            part.delete(tx)?;
        }
        first.delete(tx)
    })
    .unwrap();
    assert_eq!(parts(&db), 1);
}
