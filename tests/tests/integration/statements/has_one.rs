//! `has_one`: joined to its owner's statement, unless another strategy is chosen.

use relmodel::prelude::*;

use super::{line, loads};
use crate::models::{Profile, User};

const LINES: [&str; 3] = ["user 1: bio 1", "user 2: bio 2", "user 3: bio 3"];

fn shown((user, profile): (User, Option<Profile>)) -> String {
    line(&user.name, profile.iter().filter_map(|p| p.bio.as_ref()))
}

const JOINED: &str = concat!(
    r#"SELECT t0."id", t0."name", t1."user_id", t1."id", t1."bio", t1."user_id" "#,
    r#"FROM "user" AS t0 LEFT JOIN "profile" AS t1 ON t1."user_id" = t0."id""#,
);
/// The cells of the profile come from the second statement.
const ALONE: &str = r#"SELECT t0."id", t0."name", NULL, NULL, NULL, NULL FROM "user" AS t0"#;

#[test]
fn a_has_one_is_joined() {
    loads(
        |db| User::all().with(|u| u.profile).load(db),
        shown,
        &LINES,
        &[JOINED],
    );
}

#[test]
fn a_joined_has_one_is_loaded_as_usual() {
    loads(
        |db| User::all().with(|u| u.profile.joined()).load(db),
        shown,
        &LINES,
        &[JOINED],
    );
}

#[test]
fn the_subquery_of_a_has_one_contains_its_owners_statement() {
    loads(
        |db| User::all().with(|u| u.profile.subquery()).load(db),
        shown,
        &LINES,
        &[
            ALONE,
            concat!(
                r#"SELECT t0.c0, t1."user_id", t1."id", t1."bio", t1."user_id" "#,
                r#"FROM (SELECT DISTINCT t2."id" AS c0 FROM "user" AS t2) AS t0 "#,
                r#"CROSS JOIN "profile" AS t1 ON t1."user_id" = t0.c0"#,
            ),
        ],
    );
}

#[test]
fn a_batched_has_one_takes_one_more_statement() {
    loads(
        |db| User::all().with(|u| u.profile.batched()).load(db),
        shown,
        &LINES,
        &[
            ALONE,
            concat!(
                r#"SELECT t0.rowid, t1."user_id", t1."id", t1."bio", t1."user_id" "#,
                r#"FROM rarray(?1) AS t0 CROSS JOIN "profile" AS t1 ON t1."user_id" = t0.value"#,
            ),
        ],
    );
}
