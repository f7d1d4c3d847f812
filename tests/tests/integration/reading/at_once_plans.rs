//! Reading rows all at once changes nothing in how SQLite finds them.

use relmodel::bounds;
use relmodel::prelude::*;
use relmodel_tests::statements;

use crate::models::*;

/// SQLite's plan.
fn plan(db: &Db, sql: &str) -> Vec<String> {
    db.with_connection(|raw| {
        let mut statement = raw.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let rows = statement.raw_query().mapped(|row| row.get(3));
        rows.collect::<Result<_, _>>().unwrap()
    })
}

/// A statement as it runs when its rows are read all at once: the function is around the columns.
fn at_once(sql: &str) -> String {
    let (columns, rest) = sql
        .strip_prefix("SELECT ")
        .and_then(|sql| sql.split_once(" FROM "))
        .unwrap();
    format!("SELECT relmodel_rows({columns}) FROM {rest}")
}

/// How many statements of a load have the same plan when they give their rows all at once.
#[track_caller]
fn same_plans<M: bounds::Record, S: bounds::Row>(db: &Db, query: &Query<M, S>) -> usize {
    let (rows, ran) = statements(db, || query.load(db));
    drop(rows.unwrap());
    for sql in &ran {
        assert_eq!(plan(db, &at_once(sql)), plan(db, sql), "{sql}");
    }
    ran.len()
}

fn shapes(db: &Db) -> usize {
    let mut count = 0;
    count += same_plans(db, &User::all());
    count += same_plans(db, &User::filter(|u| u.id.eq(Id::from(1))));
    count += same_plans(db, &User::filter(|u| u.name.eq("user 1")));
    count += same_plans(
        db,
        &User::filter(|u| u.name.gt("user 1").and(u.id.lt(Id::from(9)))),
    );
    count += same_plans(
        db,
        &User::filter(|u| u.name.eq("a").or(u.id.eq(Id::from(2)))),
    );
    count += same_plans(db, &User::filter(|u| u.id.in_([Id::from(1), Id::from(2)])));
    // A covering index.
    count += same_plans(db, &User::all().select(|u| u.name));
    count += same_plans(db, &Post::all().select(|p| p.user_id));
    count += same_plans(
        db,
        &Post::filter(|p| p.user_id.eq(Id::from(1))).select(|p| (p.user_id, p.id)),
    );
    // Relations that are asked about.
    count += same_plans(db, &User::filter(|u| u.posts.any(|p| p.title.eq("1a"))));
    count += same_plans(
        db,
        &User::filter(|u| u.posts.none(|p| p.comments.any(|c| c.text.eq("x")))),
    );
    count += same_plans(db, &Post::filter(|p| p.author.is(|u| u.name.eq("user 1"))));
    count += same_plans(db, &Post::filter(|p| p.tags.any(|t| t.name.eq("tag 1x"))));
    count += same_plans(
        db,
        &Comment::filter(|c| c.post.is(|p| p.author.is(|u| u.name.eq("user 2")))),
    );
    count += same_plans(db, &User::filter(|u| u.posts.count().gt(1)));
    count += same_plans(
        db,
        &Employee::filter(|e| e.manager.is(|m| m.name.eq("boss 1"))),
    );
    // Relations that are loaded.
    count += same_plans(db, &User::all().with(|u| u.posts));
    count += same_plans(db, &User::all().with(|u| u.profile).with(|u| u.edited));
    count += same_plans(
        db,
        &User::all().with(|u| u.posts.with(|p| p.tags).with(|p| p.comments)),
    );
    count += same_plans(db, &Post::all().with(|p| p.author).with(|p| p.editor));
    count += same_plans(
        db,
        &Post::all()
            .with(|p| p.author.batched())
            .with(|p| p.editor.batched()),
    );
    count += same_plans(
        db,
        &Post::filter(|p| p.author.is(|u| u.name.eq("user 1"))).with(|p| p.author),
    );
    count += same_plans(db, &Tag::all().with(|t| t.posts.with(|p| p.author)));
    count += same_plans(
        db,
        &Person::all().with(|p| p.followers).with(|p| p.following),
    );
    count += same_plans(
        db,
        &User::all().with(|u| u.posts.filter(|p| p.title.ne("1a"))),
    );
    count += same_plans(db, &PostTag::all());
    count += same_plans(db, &PostTag::filter(|l| l.tag_id.eq(Id::from(1))));
    count
}

#[test]
fn the_plan_of_a_statement_is_that_of_the_one_that_is_shown() {
    let db = filled(5);
    assert_eq!(shapes(&db), 38);
    db.execute_batch("ANALYZE").unwrap();
    shapes(&db);
    // Many rows on one side, and none on another.
    db.execute_batch(
        "WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
         INSERT INTO user SELECT i, 'many ' || i FROM n; DELETE FROM tag; ANALYZE",
    )
    .unwrap();
    shapes(&db);
    db.execute_batch(
        "CREATE INDEX post_all ON post (title, user_id, id); CREATE INDEX user_all ON user (name, id); \
         CREATE INDEX comment_text ON comment (text) WHERE text <> ''; ANALYZE; PRAGMA automatic_index = OFF",
    )
    .unwrap();
    shapes(&db);
}
