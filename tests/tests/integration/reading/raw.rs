//! `User::raw` and `db.query_raw`: SQL text of the program's own.

use relmodel::prelude::*;
use relmodel_tests::{memory_db, statements};

use crate::models::*;

#[test]
fn a_whole_text_is_the_table_of_a_query() {
    let db = filled(3);
    let sql = "SELECT * FROM user WHERE name GLOB ?1 OR id = ?2; ";
    let query = User::raw(sql, ("*3", 1)).order_by(|u| u.name.desc());
    let (users, ran) = statements(&db, || query.load(&db).unwrap());
    let names: Vec<&str> = users.iter().map(|u| &*u.name).collect();
    assert_eq!(names, ["user 3", "user 1"]);
    assert_eq!(
        ran,
        [
            r#"SELECT t0."id", t0."name" FROM (SELECT * FROM user WHERE name GLOB ?1 OR id = ?2) AS t0 ORDER BY t0."name" DESC"#
        ]
    );
    assert_eq!(query.count(&db).unwrap(), 2);
    assert!(query.exists(&db).unwrap());
    assert_eq!(query.first(&db).unwrap().unwrap().name, "user 3");
}

#[test]
fn filters_relations_pages_and_streams_work_on_it() {
    let db = filled(4);
    let query = || {
        User::raw("SELECT name, id, 7 AS more FROM user WHERE id > ?", (1,))
            .filter(|u| u.posts.any(|p| p.title.ends_with("a")))
            .order_by(|u| u.id)
    };
    let loaded: Vec<(User, Vec<(Post, Vec<Comment>)>, Option<Profile>)> = query()
        .with(|u| u.posts.with(|p| p.comments))
        .with(|u| u.profile)
        .load(&db)
        .unwrap();
    let shown: Vec<_> = loaded
        .iter()
        .map(|(u, posts, profile)| (u.id.get(), posts.len(), posts[0].1.len(), profile.is_some()))
        .collect();
    assert_eq!(shown, [(2, 2, 2, true), (3, 2, 2, true), (4, 2, 2, true)]);
    for joined in [false, true] {
        let with = query().with(|u| match joined {
            true => u.posts.joined(),
            false => u.posts.subquery(),
        });
        assert_eq!(with.load(&db).unwrap().len(), 3);
    }
    let page = query().page(&db, 2, 2).unwrap();
    assert_eq!((page.rows.len(), page.total), (1, 3));
    let first = query().page_after(&db, None, 2).unwrap();
    let second = query().page_after(&db, first.next.as_ref(), 2).unwrap();
    assert_eq!(second.rows[0].id.get(), 4);
    let mut names = Vec::new();
    query()
        .select(|u| u.name)
        .for_each(&db, |name| names.push(name))
        .unwrap();
    assert_eq!(names, ["user 2", "user 3", "user 4"]);
    let batches = query().in_batches(&db, 2).map(|batch| batch.unwrap().len());
    assert_eq!(batches.collect::<Vec<_>>(), [2, 1]);
}

#[test]
fn values_are_numbered_with_those_around_the_text() {
    let db = filled(3);
    let sql = "WITH named AS (SELECT * FROM user WHERE name <> ?2) -- not ?
               SELECT *, '?' AS \"?\" FROM named WHERE id >= ?1 /* ? */ AND id < ? -- ?";
    let query = User::raw(sql, (1, "user 1", 9)).filter(|u| u.name.ne("user 3"));
    assert_eq!(query.one(&db).unwrap().name, "user 2");
    let statement = &query.statements().unwrap()[0];
    assert_eq!(statement.values, ["1", "'user 1'", "9", "'user 3'"]);
    assert!(
        statement
            .sql
            .ends_with("AND id < ?3 -- ?\n) AS t0 WHERE t0.\"name\" <> ?4"),
        "{statement}"
    );
}

#[test]
fn values_are_given_in_many_forms() {
    let db = memory_db();
    let text = String::from("b");
    let sql = "SELECT quote(?) || quote(?) || quote(?) || quote(?) || quote(?) || quote(?)";
    let params = (
        "it's",
        &text,
        Some(1.5),
        None::<i64>,
        &b"x"[..],
        Id::<User>::from(7),
    );
    let rows: Vec<String> = db.query_raw(sql, params).unwrap();
    assert_eq!(rows, ["'it''s''b'1.5NULLX'78'7"]);
    assert_eq!(
        db.query_raw::<i64>("SELECT ?1 + ?2 + ?1", [1, 2]).unwrap(),
        [4]
    );
    assert_eq!(db.query_raw::<i64>("SELECT ?", vec![true]).unwrap(), [1]);
    let many: Vec<i64> = (0..300).collect();
    let marks = vec!["(?)"; 300].join(", ");
    let rows: Vec<i64> = db
        .query_raw(&format!("VALUES {marks}"), many.clone())
        .unwrap();
    assert_eq!(rows, many);
}

#[test]
fn a_column_that_the_text_lacks_is_named() {
    let db = filled(1);
    let text = "SELECT id AS ID, title AS name, user_id FROM post";
    let queries = [
        Post::raw(text, ()),
        Post::raw(text, ()).order_by(|p| p.title),
    ];
    for query in queries {
        for error in [
            query.load(&db).unwrap_err(),
            query.first(&db).unwrap_err(),
            query.for_each(&db, |_| ()).unwrap_err(),
            query.clone().with(|p| p.comments).load(&db).unwrap_err(),
            query.page_after(&db, None, 1).unwrap_err(),
        ] {
            assert!(error.is_schema());
            assert_eq!(error.model(), Some("Post"));
            assert_eq!(error.columns(), ["title", "editor_id"]);
            assert_eq!(
                error.to_string(),
                "Post: the SQL text gives no column `title`, `editor_id`, which the model has; it gives `ID`, `name`, `user_id`"
            );
        }
    }
    // What is not read needn't be there.
    assert_eq!(
        Post::raw(text, ())
            .select(|p| p.id)
            .load(&db)
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn texts_that_can_not_be_run_say_why() {
    let db = filled(1);
    let error = |sql: &str, params: (i64,)| User::raw(sql, params).load(&db).unwrap_err();
    let few = error("SELECT * FROM user WHERE id > ? AND id < ?", (1,));
    assert!(few.is_query());
    assert_eq!(
        few.to_string(),
        "User: the SQL text has places for 2 values, and was given 1"
    );
    assert!(error("SELECT * FROM user", (1,)).is_query());
    assert!(error("SELECT * FROM user WHERE id = :id", (1,)).is_query());
    assert!(error("SELECT * FROM user WHERE name = 'a", (1,)).is_query());
    let missing = User::raw("SELECT * FROM missing", ())
        .load(&db)
        .unwrap_err();
    assert!(missing.is_schema());
    assert!(
        missing.to_string().contains("no such table: missing"),
        "{missing}"
    );
    assert!(User::raw("SELEKT", ()).load(&db).is_err());
    assert!(
        User::raw("SELECT 1 AS id); DROP TABLE user; --", ())
            .load(&db)
            .is_err()
    );
    assert_eq!(User::all().count(&db).unwrap(), 1);
}

#[test]
fn rows_of_values_say_what_does_not_fit() {
    let db = filled(1);
    let error = db.query_raw::<(i64, String)>("SELECT 1", ()).unwrap_err();
    assert!(error.is_query());
    assert_eq!(
        error.to_string(),
        "the SQL text gives other columns than are asked for: `1`, where the type has 2"
    );
    let error = db
        .query_raw::<(i64, String)>("SELECT 1 AS a, NULL AS b", ())
        .unwrap_err();
    assert!(error.is_decode());
    assert_eq!(error.columns(), ["b"]);
    assert_eq!(
        error.to_string(),
        "column `b` holds NULL, which is not of the type that is asked for"
    );
    assert!(db.query_raw::<i64>("SELECT ?", ()).unwrap_err().is_query());
    let bytes = db.query_raw::<(u8, Option<u8>)>("SELECT 7, NULL", ());
    assert_eq!(bytes.unwrap(), [(7, None)]);
    assert_eq!(db.query_raw::<u8>("SELECT 255", ()).unwrap(), [255]);
    assert!(
        db.query_raw::<u8>("SELECT 256", ())
            .unwrap_err()
            .is_decode()
    );
    assert!(db.query_raw::<i64>("SELECT x", ()).unwrap_err().is_schema());
    assert!(
        db.query_raw::<f64>("SELECT ?", (f64::NAN,))
            .unwrap_err()
            .is_unstorable()
    );
}

#[test]
fn a_statement_that_writes_gives_its_rows_and_is_counted() {
    let db = filled(1);
    let sql = "UPDATE user SET name = ?1 WHERE id = ?2 RETURNING id, name";
    let (rows, count) = db.count_statements(|| db.query_raw::<(Id<User>, String)>(sql, ("new", 1)));
    assert_eq!(rows.unwrap(), [(Id::from(1), "new".to_owned())]);
    assert_eq!(count, 1);
    let result = db.transaction(|tx| {
        tx.query_raw::<i64>("DELETE FROM comment RETURNING id", ())?;
        Post::find(Id::from(99)).load(tx)
    });
    assert!(result.is_err());
    assert_eq!(Comment::all().count(&db).unwrap(), 2);
}

#[test]
fn text_of_a_column_in_another_collation_is_matched_by_its_bytes() {
    let db = filled(1);
    let query = User::raw("SELECT id, 'Ann' COLLATE NOCASE AS name FROM user", ());
    let found = |prefix| {
        query
            .clone()
            .filter(|u| u.name.starts_with(prefix))
            .count(&db)
    };
    assert_eq!((found("A").unwrap(), found("a").unwrap()), (1, 0));
}
