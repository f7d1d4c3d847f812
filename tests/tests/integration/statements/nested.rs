//! Relations below relations and beside each other: never more statements than one and one for each relation named.

use relmodel::prelude::*;
use relmodel_tests::statements;

use crate::models::{Comment, Post, User, comment, empty, filled, post, user};

/// Three users, four posts, and a comment on each: users → posts → comments as FACTS counts them.
fn three_users_four_posts() -> Db {
    let db = empty();
    let [ann, bob, cyd] = ["ann", "bob", "cyd"].map(|name| user(&db, name));
    for (title, author) in [("a", &ann), ("b", &ann), ("c", &bob), ("d", &cyd)] {
        let post = post(&db, title, author);
        comment(&db, &format!("on {title}"), &post, &bob);
    }
    db
}

fn ran<T>(db: &Db, load: impl FnOnce() -> relmodel::Result<T>) -> usize {
    statements(db, || load().unwrap()).1.len()
}

#[test]
fn users_posts_comments_take_eight_statements_by_accessors_three_batched_and_one_joined() {
    let db = three_users_four_posts();
    let lazy = ran(&db, || {
        for user in User::all().load(&db)? {
            for post in user.posts().load(&db)? {
                post.comments().load(&db)?;
            }
        }
        Ok(())
    });
    let batched = ran(&db, || {
        User::all().with(|u| u.posts.with(|p| p.comments)).load(&db)
    });
    let subquery = ran(&db, || {
        User::all()
            .with(|u| u.posts.subquery().with(|p| p.comments.subquery()))
            .load(&db)
    });
    let joined = ran(&db, || {
        User::all()
            .with(|u| u.posts.joined().with(|p| p.comments.joined()))
            .load(&db)
    });
    assert_eq!([lazy, batched, subquery, joined], [8, 3, 3, 1]);
}

#[test]
fn a_level_without_rows_sends_nothing_for_the_levels_below_it() {
    let db = empty();
    user(&db, "ann");
    let (users, ran) = statements(&db, || {
        User::all()
            .with(|u| u.posts.with(|p| p.comments).with(|p| p.tags))
            .load(&db)
            .unwrap()
    });
    assert_eq!(users.len(), 1);
    assert_eq!(ran.len(), 2, "{ran:#?}");
}

#[test]
fn a_to_one_below_a_to_many_is_joined_to_the_to_manys_statement() {
    let db = filled(2);
    let (_, ran) = statements(&db, || {
        User::all()
            .with(|u| u.edited.with(|p| p.author.with(|a| a.profile)))
            .load(&db)
            .unwrap()
    });
    assert_eq!(
        ran,
        [
            r#"SELECT t0."id", t0."name" FROM "user" AS t0"#,
            concat!(
                r#"SELECT t0.rowid, t1."id", t1."title", t1."user_id", t1."editor_id", t2."id", t2."name", "#,
                r#"t3."user_id", t3."id", t3."bio", t3."user_id" FROM rarray(?1) AS t0 "#,
                r#"CROSS JOIN "post" AS t1 ON t1."editor_id" = t0.value "#,
                r#"LEFT JOIN "user" AS t2 ON t2."id" = t1."user_id" "#,
                r#"LEFT JOIN "profile" AS t3 ON t3."user_id" = t2."id""#,
            ),
        ]
    );
}

#[test]
fn a_to_many_below_a_to_one_takes_one_more_statement() {
    let db = filled(2);
    let count = ran(&db, || {
        Post::all().with(|p| p.author.with(|u| u.posts)).load(&db)
    });
    assert_eq!(count, 2);
}

#[test]
fn of_two_to_many_relations_that_ask_to_be_joined_only_the_first_is() {
    let db = filled(2);
    let (users, ran) = statements(&db, || {
        User::all()
            .order_by(|u| u.id)
            .with(|u| u.posts.joined())
            .with(|u| u.edited.joined())
            .load(&db)
            .unwrap()
    });
    assert_eq!(ran.len(), 2, "{ran:#?}");
    assert!(ran[0].contains(r#"LEFT JOIN "post" AS t1 ON t1."user_id""#));
    assert!(ran[1].contains(r#"FROM rarray(?1) AS t0 CROSS JOIN "post" AS t1 ON t1."editor_id""#));
    for (_, posts, edited) in users {
        assert_eq!((posts.len(), edited.len()), (2, 1));
    }
}

#[test]
fn a_joined_to_many_with_a_limit_gets_its_own_statement() {
    let db = filled(2);
    let (users, ran) = statements(&db, || {
        User::all()
            .with(|u| u.posts.order_by(|p| p.id).limit(1).joined())
            .load(&db)
            .unwrap()
    });
    assert_eq!(ran.len(), 2, "{ran:#?}");
    assert!(users.iter().all(|(_, posts)| posts.len() == 1));
}

#[test]
fn the_limit_of_the_owners_stands_inside_what_is_joined() {
    let db = filled(3);
    let (users, ran) = statements(&db, || {
        User::all()
            .order_by(|u| u.name.desc())
            .limit(2)
            .with(|u| u.posts.joined())
            .load(&db)
            .unwrap()
    });
    let shown: Vec<(&str, usize)> = users.iter().map(|(u, p)| (&*u.name, p.len())).collect();
    assert_eq!(shown, [("user 3", 2), ("user 2", 2)]);
    assert_eq!(
        ran,
        [concat!(
            r#"SELECT t0.c0, t0.c1, t0.c2, t1."id", t1."title", t1."user_id", t1."editor_id" FROM "#,
            r#"(SELECT t2."id" AS c0, t2."name" AS c1, row_number() OVER (ORDER BY t2."name" DESC) AS c2 "#,
            r#"FROM "user" AS t2 ORDER BY t2."name" DESC LIMIT ?1) AS t0 "#,
            r#"LEFT JOIN "post" AS t1 ON t1."user_id" = t0.c0 ORDER BY t0.c2"#,
        )]
    );
}

#[test]
fn both_statements_of_a_subquery_count_the_same_owners() {
    let db = filled(3);
    let (users, ran) = statements(&db, || {
        User::all()
            .limit(2)
            .offset(1)
            .with(|u| u.posts.subquery())
            .load(&db)
            .unwrap()
    });
    assert!(users.iter().all(|(_, posts)| posts.len() == 2));
    // Without the key in the order the two statements could number different rows.
    assert_eq!(
        ran,
        [
            r#"SELECT t0."id", t0."name" FROM "user" AS t0 ORDER BY t0."id" LIMIT ?1 OFFSET ?2"#,
            concat!(
                r#"SELECT t0.c0, t1."id", t1."title", t1."user_id", t1."editor_id" "#,
                r#"FROM (SELECT DISTINCT t2.c0 AS c0 FROM (SELECT t3."id" AS c0, t3."name" AS c1 FROM "user" AS t3 "#,
                r#"ORDER BY t3."id" LIMIT ?1 OFFSET ?2) AS t2) AS t0 "#,
                r#"CROSS JOIN "post" AS t1 ON t1."user_id" = t0.c0"#,
            ),
        ]
    );
}

#[test]
fn however_many_rows_there_are_a_relation_takes_one_statement() {
    for owners in [1, 2, 20] {
        let db = filled(owners);
        let count = ran(&db, || {
            User::all()
                .with(|u| {
                    u.posts
                        .with(|p| p.comments.with(|c| c.user))
                        .with(|p| p.tags)
                })
                .with(|u| u.edited.with(|p| p.author))
                .with(|u| u.profile)
                .load(&db)
        });
        // The to-many relations: posts, comments, tags, edited.
        assert_eq!(count, 1 + 4, "with {owners} owners");
    }
}

#[test]
fn every_relation_alone_takes_one_statement_each() {
    let db = filled(3);
    let count = ran(&db, || {
        User::all()
            .with(|u| {
                u.posts
                    .with(|p| p.comments.with(|c| c.user.batched()))
                    .with(|p| p.tags.subquery())
            })
            .with(|u| u.edited.subquery().with(|p| p.author.subquery()))
            .with(|u| u.profile.batched())
            .load(&db)
    });
    assert_eq!(count, 1 + 7);
}

#[test]
fn a_found_row_is_loaded_with_its_relations_by_as_many_statements_as_a_list() {
    let db = three_users_four_posts();
    let (found, ran) = statements(&db, || {
        User::find(Id::from(1))
            .with(|u| u.posts.with(|p| p.comments))
            .load(&db)
            .unwrap()
    });
    let (ann, posts): (User, Vec<(Post, Vec<Comment>)>) = found;
    assert_eq!(ann.name, "ann");
    assert_eq!(posts.len(), 2);
    assert_eq!(ran.len(), 3);
    assert_eq!(
        ran[0],
        r#"SELECT t0."id", t0."name" FROM "user" AS t0 WHERE t0."id" = ?1"#
    );
}

#[test]
fn a_to_many_below_to_one_rows_that_are_absent_sends_nothing() {
    let db = empty();
    let ann = user(&db, "ann");
    post(&db, "a", &ann);
    for how in 0..3 {
        let (posts, ran) = statements(&db, || {
            let posts = Post::all();
            match how {
                0 => posts.with(|p| p.editor.with(|u| u.posts)).load(&db),
                1 => posts
                    .with(|p| p.editor.with(|u| u.posts.subquery()))
                    .load(&db),
                _ => posts
                    .with(|p| p.editor.batched().with(|u| u.posts.batched()))
                    .load(&db),
            }
        });
        assert!(posts.unwrap()[0].1.is_none());
        assert_eq!(ran.len(), 1, "{ran:#?}");
    }
}

#[test]
fn every_statement_that_repeats_limited_owners_orders_them_by_their_key() {
    let db = filled(3);
    let (users, ran) = statements(&db, || {
        User::all()
            .limit(2)
            .with(|u| u.posts.joined().with(|p| p.comments.subquery()))
            .load(&db)
            .unwrap()
    });
    assert_eq!(users.len(), 2);
    assert_eq!(ran.len(), 2);
    for text in ran {
        assert!(text.contains(r#""id" LIMIT ?1"#), "{text}");
    }
}

#[test]
fn a_subquery_leaves_out_what_is_joined_beside_its_keys() {
    let db = filled(1);
    let (_, ran) = statements(&db, || {
        User::all()
            .with(|u| u.profile)
            .with(|u| u.posts.subquery())
            .load(&db)
            .unwrap()
    });
    assert!(ran[0].contains(r#"LEFT JOIN "profile""#), "{}", ran[0]);
    assert!(!ran[1].contains("profile"), "{}", ran[1]);
}
