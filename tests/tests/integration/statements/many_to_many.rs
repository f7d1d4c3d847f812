//! `many_to_many`: one statement more, or none when joined; from both sides.

use relmodel::prelude::*;

use super::{line, loads};
use crate::models::{Post, Tag};

const LINES: [&str; 6] = [
    "1a: tag 1x tag 1y",
    "1b: ",
    "2a: tag 2x tag 2y",
    "2b: ",
    "3a: tag 3x tag 3y",
    "3b: ",
];

fn shown((post, tags): (Post, Vec<Tag>)) -> String {
    line(&post.title, tags.iter().map(|tag| &tag.name))
}

const POSTS: &str = r#"SELECT t0."id", t0."title", t0."user_id", t0."editor_id" FROM "post" AS t0"#;

const BATCHED: [&str; 2] = [
    POSTS,
    concat!(
        r#"SELECT t0.rowid, t2."id", t2."name" FROM rarray(?1) AS t0 "#,
        r#"CROSS JOIN "post_tag" AS t1 ON t1."post_id" = t0.value CROSS JOIN "tag" AS t2 ON t2."id" = t1."tag_id""#,
    ),
];

#[test]
fn a_many_to_many_takes_one_more_statement() {
    loads(
        |db| Post::all().with(|p| p.tags).load(db),
        shown,
        &LINES,
        &BATCHED,
    );
}

#[test]
fn a_batched_many_to_many_is_loaded_as_usual() {
    loads(
        |db| Post::all().with(|p| p.tags.batched()).load(db),
        shown,
        &LINES,
        &BATCHED,
    );
}

#[test]
fn a_joined_many_to_many_is_read_from_its_owners_statement() {
    loads(
        |db| Post::all().with(|p| p.tags.joined()).load(db),
        shown,
        &LINES,
        &[concat!(
            r#"SELECT t0.c0, t0.c1, t0.c2, t0.c3, t0.c4, t2."id", t2."name" "#,
            r#"FROM (SELECT t3."id" AS c0, t3."title" AS c1, t3."user_id" AS c2, t3."editor_id" AS c3, "#,
            r#"row_number() OVER () AS c4 FROM "post" AS t3) AS t0 "#,
            r#"LEFT JOIN "post_tag" AS t1 ON t1."post_id" = t0.c0 "#,
            r#"LEFT JOIN "tag" AS t2 ON t2."id" = t1."tag_id" ORDER BY t0.c4"#,
        )],
    );
}

#[test]
fn the_subquery_of_a_many_to_many_contains_its_owners_statement() {
    loads(
        |db| Post::all().with(|p| p.tags.subquery()).load(db),
        shown,
        &LINES,
        &[
            POSTS,
            concat!(
                r#"SELECT t0.c0, t2."id", t2."name" FROM (SELECT DISTINCT t3."id" AS c0 FROM "post" AS t3) AS t0 "#,
                r#"CROSS JOIN "post_tag" AS t1 ON t1."post_id" = t0.c0 CROSS JOIN "tag" AS t2 ON t2."id" = t1."tag_id""#,
            ),
        ],
    );
}

#[test]
fn the_other_side_goes_by_the_links_other_key() {
    loads(
        |db| Tag::all().with(|t| t.posts).load(db),
        |(tag, posts): (Tag, Vec<Post>)| line(&tag.name, posts.iter().map(|post| &post.title)),
        &[
            "tag 1x: 1a",
            "tag 1y: 1a",
            "tag 2x: 2a",
            "tag 2y: 2a",
            "tag 3x: 3a",
            "tag 3y: 3a",
        ],
        &[
            r#"SELECT t0."id", t0."name" FROM "tag" AS t0"#,
            concat!(
                r#"SELECT t0.rowid, t2."id", t2."title", t2."user_id", t2."editor_id" FROM rarray(?1) AS t0 "#,
                r#"CROSS JOIN "post_tag" AS t1 ON t1."tag_id" = t0.value CROSS JOIN "post" AS t2 ON t2."id" = t1."post_id""#,
            ),
        ],
    );
}
