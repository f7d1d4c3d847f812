//! `has_many`: one statement more, or none when joined.

use relmodel::prelude::*;

use super::{line, loads};
use crate::models::{Post, User};

const LINES: [&str; 3] = ["user 1: 1a 1b", "user 2: 2a 2b", "user 3: 3a 3b"];

fn shown((user, posts): (User, Vec<Post>)) -> String {
    line(&user.name, posts.iter().map(|post| &post.title))
}

const USERS: &str = r#"SELECT t0."id", t0."name" FROM "user" AS t0"#;

const BATCHED: [&str; 2] = [
    USERS,
    concat!(
        r#"SELECT t0.rowid, t1."id", t1."title", t1."user_id", t1."editor_id" "#,
        r#"FROM rarray(?1) AS t0 CROSS JOIN "post" AS t1 ON t1."user_id" = t0.value"#,
    ),
];

#[test]
fn a_has_many_takes_one_more_statement() {
    loads(
        |db| User::all().with(|u| u.posts).load(db),
        shown,
        &LINES,
        &BATCHED,
    );
}

#[test]
fn a_batched_has_many_is_loaded_as_usual() {
    loads(
        |db| User::all().with(|u| u.posts.batched()).load(db),
        shown,
        &LINES,
        &BATCHED,
    );
}

#[test]
fn a_joined_has_many_is_read_from_its_owners_statement() {
    loads(
        |db| User::all().with(|u| u.posts.joined()).load(db),
        shown,
        &LINES,
        &[concat!(
            r#"SELECT t0.c0, t0.c1, t0.c2, t1."id", t1."title", t1."user_id", t1."editor_id" "#,
            r#"FROM (SELECT t2."id" AS c0, t2."name" AS c1, row_number() OVER () AS c2 FROM "user" AS t2) AS t0 "#,
            r#"LEFT JOIN "post" AS t1 ON t1."user_id" = t0.c0 ORDER BY t0.c2"#,
        )],
    );
}

#[test]
fn the_subquery_of_a_has_many_contains_its_owners_statement() {
    loads(
        |db| User::all().with(|u| u.posts.subquery()).load(db),
        shown,
        &LINES,
        &[
            USERS,
            concat!(
                r#"SELECT t0.c0, t1."id", t1."title", t1."user_id", t1."editor_id" "#,
                r#"FROM (SELECT DISTINCT t2."id" AS c0 FROM "user" AS t2) AS t0 "#,
                r#"CROSS JOIN "post" AS t1 ON t1."user_id" = t0.c0"#,
            ),
        ],
    );
}

#[test]
fn a_limit_for_each_owner_is_counted_by_the_relations_own_statement() {
    loads(
        |db| {
            User::all()
                .with(|u| u.posts.order_by(|p| p.title.desc()).limit(1))
                .load(db)
        },
        shown,
        &["user 1: 1b", "user 2: 2b", "user 3: 3b"],
        &[
            USERS,
            concat!(
                r#"SELECT t0.c0, t0.c1, t0.c2, t0.c3, t0.c4 FROM (SELECT t1.rowid AS c0, "#,
                r#"t2."id" AS c1, t2."title" AS c2, t2."user_id" AS c3, t2."editor_id" AS c4, "#,
                r#"row_number() OVER (PARTITION BY t1.rowid ORDER BY t2."title" DESC, t2."id") AS c5 "#,
                r#"FROM rarray(?1) AS t1 CROSS JOIN "post" AS t2 ON t2."user_id" = t1.value) AS t0 "#,
                r#"WHERE t0.c5 <= ?2 ORDER BY t0.c0, t0.c5"#,
            ),
        ],
    );
}

#[test]
fn a_filtered_and_ordered_has_many_still_takes_one_more_statement() {
    loads(
        |db| {
            User::all()
                .with(|u| {
                    u.posts
                        .filter(|p| p.title.ends_with("b"))
                        .order_by(|p| p.title)
                })
                .load(db)
        },
        shown,
        &["user 1: 1b", "user 2: 2b", "user 3: 3b"],
        &[
            USERS,
            concat!(
                r#"SELECT t0.rowid, t1."id", t1."title", t1."user_id", t1."editor_id" "#,
                r#"FROM rarray(?1) AS t0 CROSS JOIN "post" AS t1 ON t1."user_id" = t0.value "#,
                r#"WHERE substr(CAST(t1."title" AS BLOB), ?2) IS ?3 ORDER BY t0.rowid, t1."title""#,
            ),
        ],
    );
}
