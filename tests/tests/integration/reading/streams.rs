//! `for_each`, `try_for_each` and `for_each_ref`: rows that are given on as they are read.

use std::panic::{AssertUnwindSafe, catch_unwind};

use relmodel::prelude::*;
use relmodel_tests::{integer, memory_db, statements};

use crate::models::*;

type Boxed = Box<dyn std::error::Error>;

/// So many users, of whom each has a post, and each second a profile.
fn many(users: usize) -> Db {
    let db = empty();
    db.execute_batch(&format!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {users})
         INSERT INTO user SELECT i, printf('user %05d', i) FROM n;
         INSERT INTO post SELECT id, 'post ' || id, id, iif(id % 3, id, NULL) FROM user;
         INSERT INTO profile SELECT id, NULL, id FROM user WHERE id % 2 = 0"
    ))
    .unwrap();
    db
}

fn collected<S: relmodel::bounds::Row>(db: &Db, query: &Query<User, S>) -> Vec<S> {
    let mut rows = Vec::new();
    query.for_each(db, |row| rows.push(row)).unwrap();
    rows
}

#[test]
fn a_stream_is_one_statement_and_gives_what_load_gives() {
    let db = many(2500);
    let query = User::all().order_by(|u| u.name.desc()).with(|u| u.profile);
    let (rows, ran) = statements(&db, || collected(&db, &query));
    assert_eq!(ran.len(), 1);
    assert_eq!(rows, query.load(&db).unwrap());
    let plain = User::filter(|u| u.name.ge("user 02000")).limit(7).offset(3);
    let plain = plain.order_by(|u| u.id);
    assert_eq!(collected(&db, &plain), plain.load(&db).unwrap());
}

#[test]
fn relations_by_statements_of_their_own_are_loaded_for_a_thousand_rows_at_a_time() {
    let db = many(2500);
    let base = || User::all().order_by(|u| u.id.desc());
    let batched = base()
        .with(|u| u.posts.with(|p| p.editor))
        .with(|u| u.profile);
    let (rows, ran) = statements(&db, || collected(&db, &batched));
    assert_eq!(rows, batched.load(&db).unwrap());
    // The posts and the profiles, three times each, and the statement that ends last.
    assert_eq!(ran.len(), 7);
    assert!(
        ran[6].starts_with(r#"SELECT t0."id", t0."name""#)
            || ran[4].starts_with(r#"SELECT t0."id", t0."name""#)
    );
    for query in [
        base().with(|u| u.posts.joined()),
        base().with(|u| u.posts.subquery()),
        base().with(|u| u.posts.limit(1)),
        base().limit(1001).offset(1).with(|u| u.posts),
        base().limit(1000).with(|u| u.posts),
    ] {
        assert_eq!(collected(&db, &query), query.load(&db).unwrap());
    }
    for query in [
        base().with(|u| u.profile.batched()),
        base().with(|u| u.profile.subquery()),
        base().limit(1500).with(|u| u.profile),
    ] {
        assert_eq!(collected(&db, &query), query.load(&db).unwrap());
    }
    let deep = base()
        .with(|u| u.profile.with(|p| p.user.with(|u| u.posts.subquery())))
        .with(|u| u.edited.joined());
    assert_eq!(collected(&db, &deep), deep.load(&db).unwrap());
}

#[test]
fn a_query_without_rows_gives_none() {
    let db = empty();
    let never = |_| panic!("there is no row");
    User::all().for_each(&db, never).unwrap();
    let never = |_| panic!("there is no row");
    User::all().with(|u| u.posts).for_each(&db, never).unwrap();
    let ann = user(&db, "ann");
    let (result, ran) = statements(&db, || {
        let none = ann.posts().filter(|p| p.title.eq("x"));
        none.for_each(&db, |_| panic!("there is no row"))
    });
    result.unwrap();
    assert_eq!(ran.len(), 1);
}

#[test]
fn the_closure_may_ask_the_same_database() {
    let db = many(1200);
    let mut counted = 0;
    User::all()
        .with(|u| u.posts)
        .for_each(&db, |(user, posts)| {
            assert_eq!(user.posts().count(&db).unwrap(), posts.len() as u64);
            if user.id.get() % 400 == 0 {
                // The same statement once more, inside itself.
                User::all()
                    .limit(2)
                    .for_each(&db, |_| counted += 1)
                    .unwrap();
            }
        })
        .unwrap();
    assert_eq!(counted, 6);
}

#[test]
fn an_error_of_the_closure_ends_the_stream_and_comes_back() {
    let db = many(3);
    let mut seen = 0;
    let stopped: Result<(), Boxed> = User::all().try_for_each(&db, |user| {
        seen += 1;
        if user.id.get() == 2 {
            Err("enough")?;
        }
        Ok(())
    });
    assert_eq!(
        (seen, stopped.unwrap_err().to_string().as_str()),
        (2, "enough")
    );
    let mut seen = 0;
    let stopped: Result<(), Boxed> = User::all().with(|u| u.posts).try_for_each(&db, |_| {
        seen += 1;
        Err("enough")?
    });
    assert!(stopped.is_err());
    assert_eq!(seen, 1);
    assert_usable(&db);
}

/// No statement is open any more, so that a table can be dropped and a transaction be ended.
fn assert_usable(db: &Db) {
    db.transaction(|tx| {
        tx.execute_batch("CREATE TABLE other (a); DROP TABLE other")?;
        user(tx, "new");
        Ok(())
    })
    .unwrap();
    assert_eq!(
        integer(db, "SELECT count(*) FROM user WHERE name = 'new'"),
        1
    );
    db.execute_batch("PRAGMA foreign_keys = OFF; DROP TABLE user")
        .unwrap();
}

#[test]
fn a_stop_is_no_failed_statement() {
    let db = many(3);
    db.observe(|event| assert!(!event.is_failed(), "{event}"));
    let stopped: Result<(), Boxed> = User::all().try_for_each(&db, |_| Err("enough")?);
    assert!(stopped.is_err());
}

#[test]
fn a_panic_of_the_closure_leaves_the_database_usable() {
    for with_posts in [false, true] {
        let db = many(3);
        let panicked = catch_unwind(AssertUnwindSafe(|| match with_posts {
            false => User::all().for_each(&db, |_| panic!("in the closure")),
            true => (User::all().with(|u| u.posts)).for_each(&db, |_| panic!("in the closure")),
        }));
        assert!(panicked.is_err());
        assert_usable(&db);
    }
}

#[test]
fn a_row_that_can_not_be_read_is_an_error_after_those_before_it() {
    let db = Db::open_in_memory().unwrap();
    db.execute_batch(
        "CREATE TABLE user (id INTEGER PRIMARY KEY, name);
         INSERT INTO user VALUES (1, 'a'), (2, NULL), (3, 'c')",
    )
    .unwrap();
    let mut seen = Vec::new();
    let error = User::all()
        .order_by(|u| u.id)
        .for_each(&db, |user| seen.push(user.id.get()))
        .unwrap_err();
    assert!(error.is_decode());
    assert!(
        error.to_string().contains("column `name` holds NULL"),
        "{error}"
    );
    assert_eq!(seen, [1]);
}

#[test]
fn a_stream_sees_one_state_of_the_database_and_keeps_no_transaction() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("streams.db");
    let db = Db::open(&path).unwrap();
    schema![User].create(&db).unwrap();
    for n in 0..1500 {
        let user = user(&db, &format!("{n}"));
        post(&db, "a", &user);
    }
    let other = Db::open(&path).unwrap();
    let mut rows = 0;
    User::all()
        .order_by(|u| u.id)
        .with(|u| u.posts)
        .for_each(&db, |(user, posts)| {
            assert_eq!(posts.len(), 1, "{user:?}");
            rows += 1;
            if rows == 1 {
                other.execute_batch("DELETE FROM post").unwrap();
                let error = db.execute_batch("DELETE FROM post").unwrap_err();
                assert!(error.is_busy(), "{error}");
            }
        })
        .unwrap();
    assert_eq!(rows, 1500);

    // Where no other has written, what the closure writes is committed at once.
    User::all()
        .limit(1)
        .with(|u| u.posts)
        .for_each(&db, |(author, _)| {
            post(&db, "new", &author);
            assert_eq!(Post::all().count(&other).unwrap(), 1);
        })
        .unwrap();
}

#[test]
fn texts_are_borrowed_from_the_row() {
    #[derive(Model, Debug)]
    struct File {
        id: Id<File>,
        name: String,
        note: Option<String>,
        content: Vec<u8>,
        thumb: Option<Vec<u8>>,
        size: Option<i64>,
    }
    let db = memory_db();
    schema![File].create(&db).unwrap();
    let new = NewFile {
        name: "a",
        content: b"abc",
    };
    new.note("n").insert(&db).unwrap();
    let new = NewFile {
        name: "b",
        content: b"",
    };
    let new = new.thumb(&b"t"[..]).size(7);
    new.insert(&db).unwrap();
    let mut seen = Vec::new();
    File::all()
        .order_by(|f| f.id)
        .select(|f| (f.id, f.name, f.note, f.content, f.thumb, f.size))
        .for_each_ref(&db, |(id, name, note, content, thumb, size)| {
            let (name, note): (&str, Option<&str>) = (name, note);
            let (content, thumb): (&[u8], Option<&[u8]>) = (content, thumb);
            seen.push(format!(
                "{id} {name} {note:?} {content:?} {thumb:?} {size:?}"
            ));
        })
        .unwrap();
    assert_eq!(
        seen,
        [
            r#"1 a Some("n") [97, 98, 99] None None"#,
            r#"2 b None [] Some([116]) Some(7)"#
        ]
    );
    let mut names = String::new();
    let names_alone = File::all().order_by(|f| f.id).select(|f| f.name);
    names_alone
        .for_each_ref(&db, |name| names.push_str(name))
        .unwrap();
    assert_eq!(names, "ab");
    let stopped: Result<(), Boxed> =
        names_alone.try_for_each_ref(&db, |name| if name == "a" { Err("a")? } else { Ok(()) });
    assert!(stopped.is_err());

    db.execute_batch(
        "PRAGMA ignore_check_constraints = ON; UPDATE file SET name = CAST(x'ff' AS TEXT)",
    )
    .unwrap();
    let error = names_alone.for_each_ref(&db, |_| ()).unwrap_err();
    assert!(error.is_decode());
    assert!(error.to_string().contains("`name`"), "{error}");
}
