//! `belongs_to`, required and optional: joined to its owner's statement, unless another strategy is chosen.

use relmodel::prelude::*;
use relmodel_tests::statements;

use super::{line, loads};
use crate::models::{Post, User, empty, post, user};

mod required {
    use super::*;

    const LINES: [&str; 6] = [
        "1a: user 1",
        "1b: user 1",
        "2a: user 2",
        "2b: user 2",
        "3a: user 3",
        "3b: user 3",
    ];

    fn shown((post, author): (Post, User)) -> String {
        line(&post.title, [&author.name])
    }

    const JOINED: &str = concat!(
        r#"SELECT t0."id", t0."title", t0."user_id", t0."editor_id", t1."id", t1."name" "#,
        r#"FROM "post" AS t0 LEFT JOIN "user" AS t1 ON t1."id" = t0."user_id""#,
    );
    /// The cells of the author come from the second statement.
    const ALONE: &str =
        r#"SELECT t0."id", t0."title", t0."user_id", t0."editor_id", NULL, NULL FROM "post" AS t0"#;

    #[test]
    fn a_belongs_to_is_joined() {
        loads(
            |db| Post::all().with(|p| p.author).load(db),
            shown,
            &LINES,
            &[JOINED],
        );
    }

    #[test]
    fn a_joined_belongs_to_is_loaded_as_usual() {
        loads(
            |db| Post::all().with(|p| p.author.joined()).load(db),
            shown,
            &LINES,
            &[JOINED],
        );
    }

    #[test]
    fn the_subquery_of_a_belongs_to_contains_its_owners_statement() {
        loads(
            |db| Post::all().with(|p| p.author.subquery()).load(db),
            shown,
            &LINES,
            &[
                ALONE,
                concat!(
                    r#"SELECT t0.c0, t1."id", t1."name" FROM (SELECT DISTINCT t2."user_id" AS c0 FROM "post" AS t2) AS t0 "#,
                    r#"CROSS JOIN "user" AS t1 ON t1."id" = t0.c0"#,
                ),
            ],
        );
    }

    #[test]
    fn a_batched_belongs_to_takes_one_more_statement() {
        loads(
            |db| Post::all().with(|p| p.author.batched()).load(db),
            shown,
            &LINES,
            &[
                ALONE,
                concat!(
                    r#"SELECT t0.rowid, t1."id", t1."name" FROM rarray(?1) AS t0 "#,
                    r#"CROSS JOIN "user" AS t1 ON t1."id" = t0.value"#,
                ),
            ],
        );
    }
}

mod optional {
    use super::*;

    const LINES: [&str; 6] = [
        "1a: ",
        "1b: user 1",
        "2a: ",
        "2b: user 2",
        "3a: ",
        "3b: user 3",
    ];

    fn shown((post, editor): (Post, Option<User>)) -> String {
        line(&post.title, editor.iter().map(|editor| &editor.name))
    }

    const JOINED: &str = concat!(
        r#"SELECT t0."id", t0."title", t0."user_id", t0."editor_id", t1."id", t1."id", t1."name" "#,
        r#"FROM "post" AS t0 LEFT JOIN "user" AS t1 ON t1."id" = t0."editor_id""#,
    );
    const ALONE: &str = r#"SELECT t0."id", t0."title", t0."user_id", t0."editor_id", NULL, NULL, NULL FROM "post" AS t0"#;

    #[test]
    fn an_optional_belongs_to_is_joined() {
        loads(
            |db| Post::all().with(|p| p.editor).load(db),
            shown,
            &LINES,
            &[JOINED],
        );
    }

    #[test]
    fn a_joined_optional_belongs_to_is_loaded_as_usual() {
        loads(
            |db| Post::all().with(|p| p.editor.joined()).load(db),
            shown,
            &LINES,
            &[JOINED],
        );
    }

    #[test]
    fn the_subquery_of_an_optional_belongs_to_contains_its_owners_statement() {
        loads(
            |db| Post::all().with(|p| p.editor.subquery()).load(db),
            shown,
            &LINES,
            &[
                ALONE,
                concat!(
                    r#"SELECT t0.c0, t1."id", t1."id", t1."name" FROM (SELECT DISTINCT t2."editor_id" AS c0 FROM "post" AS t2) AS t0 "#,
                    r#"CROSS JOIN "user" AS t1 ON t1."id" = t0.c0"#,
                ),
            ],
        );
    }

    #[test]
    fn a_batched_optional_belongs_to_takes_one_more_statement() {
        loads(
            |db| Post::all().with(|p| p.editor.batched()).load(db),
            shown,
            &LINES,
            &[
                ALONE,
                concat!(
                    r#"SELECT t0.rowid, t1."id", t1."id", t1."name" FROM rarray(?1) AS t0 "#,
                    r#"CROSS JOIN "user" AS t1 ON t1."id" = t0.value"#,
                ),
            ],
        );
    }

    #[test]
    fn where_all_keys_are_null_the_second_statement_does_not_run() {
        let db = empty();
        let ann = user(&db, "ann");
        post(&db, "a", &ann);
        post(&db, "b", &ann);
        let batched = Post::all().with(|p| p.editor.batched());
        let subquery = Post::all().with(|p| p.editor.subquery());
        for query in [batched, subquery] {
            let (posts, ran) = statements(&db, || query.load(&db).unwrap());
            assert!(posts.iter().all(|(_, editor)| editor.is_none()));
            assert_eq!(ran, [ALONE]);
        }
    }
}

#[test]
fn a_filter_leaves_rows_of_a_required_belongs_to_out_and_keeps_their_owners() {
    loads(
        |db| {
            Post::all()
                .with(|p| p.author.filter(|u| u.name.ne("user 1")))
                .load(db)
        },
        |(post, author): (Post, Option<User>)| line(&post.title, author.iter().map(|u| &u.name)),
        &[
            "1a: ",
            "1b: ",
            "2a: user 2",
            "2b: user 2",
            "3a: user 3",
            "3b: user 3",
        ],
        &[concat!(
            r#"SELECT t0."id", t0."title", t0."user_id", t0."editor_id", t1."id", t1."id", t1."name" "#,
            r#"FROM "post" AS t0 LEFT JOIN "user" AS t1 ON t1."id" = t0."user_id" AND t1."name" <> ?1"#,
        )],
    );
}
