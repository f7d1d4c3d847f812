//! Rows that a database can hold only because it never enforced its types and keys.

use relmodel::prelude::*;
use relmodel::{Error, Result};

use super::model;
use crate::models::*;

/// The tables without types, checks and keys: what another program may have made.
fn unchecked() -> Db {
    let db = Db::options().foreign_keys(false).open_in_memory().unwrap();
    db.execute_batch(
        "CREATE TABLE user (id INTEGER PRIMARY KEY, name);
         CREATE TABLE profile (id INTEGER PRIMARY KEY, bio, user_id);
         CREATE TABLE post (id INTEGER PRIMARY KEY, title, user_id, editor_id);
         CREATE TABLE comment (id INTEGER PRIMARY KEY, text, post_id, user_id);
         CREATE TABLE tag (id INTEGER PRIMARY KEY, name);
         CREATE TABLE post_tag (post_id, tag_id);
         INSERT INTO user VALUES (1, 'ann'), (2, 'bob');",
    )
    .unwrap();
    db
}

fn errors<T: std::fmt::Debug>(results: impl IntoIterator<Item = Result<T>>) -> Vec<Error> {
    results.into_iter().map(Result::unwrap_err).collect()
}

mod a_value_of_another_type {
    use super::*;

    fn check(error: &Error, in_model: &str, column: &str, says: &[&str]) {
        assert!(error.is_decode(), "{error:?}");
        assert_eq!(model(error), in_model, "{error}");
        assert_eq!(error.columns(), [column], "{error}");
        for part in says {
            assert!(error.to_string().contains(part), "{error}");
        }
    }

    #[test]
    fn names_model_column_and_both_types() {
        let db = unchecked();
        db.execute_batch("INSERT INTO user VALUES (3, 42)").unwrap();
        let user = User {
            id: Id::from(3),
            name: String::new(),
        };
        for error in [
            User::all().load(&db).unwrap_err(),
            User::all()
                .order_by(|u| u.id.desc())
                .first(&db)
                .unwrap_err(),
            User::find(Id::from(3)).load(&db).unwrap_err(),
            user.reload(&db).unwrap_err(),
        ] {
            check(
                &error,
                "User",
                "name",
                &["`name`", "42", "INTEGER", "String"],
            );
        }
    }

    #[test]
    fn is_found_in_a_to_many_under_each_strategy() {
        let db = unchecked();
        db.execute_batch("INSERT INTO post VALUES (1, x'00ff', 1, NULL)")
            .unwrap();
        for error in errors([
            User::all().with(|u| u.posts).load(&db),
            User::all().with(|u| u.posts.joined()).load(&db),
            User::all().with(|u| u.posts.subquery()).load(&db),
            User::all().with(|u| u.posts.batched()).load(&db),
            User::all()
                .with(|u| u.posts.order_by(|p| p.id).limit(1))
                .load(&db),
        ]) {
            check(&error, "Post", "title", &["x'00ff'", "BLOB", "String"]);
        }
    }

    #[test]
    fn is_found_in_a_to_one_under_each_strategy() {
        let db = unchecked();
        db.execute_batch(
            "INSERT INTO user VALUES (3, 1.5); INSERT INTO post VALUES (1, 'a', 3, NULL)",
        )
        .unwrap();
        for error in errors([
            Post::all().with(|p| p.author).load(&db),
            Post::all().with(|p| p.author.joined()).load(&db),
            Post::all().with(|p| p.author.subquery()).load(&db),
            Post::all().with(|p| p.author.batched()).load(&db),
        ]) {
            check(&error, "User", "name", &["1.5", "REAL", "String"]);
        }
    }

    #[test]
    fn is_found_below_other_relations() {
        let db = unchecked();
        db.execute_batch(
            "INSERT INTO post VALUES (1, 'a', 1, NULL); INSERT INTO comment VALUES (1, NULL, 1, 2)",
        )
        .unwrap();
        for error in errors([
            User::all().with(|u| u.posts.with(|p| p.comments)).load(&db),
            User::all()
                .with(|u| u.posts.joined().with(|p| p.comments.joined()))
                .load(&db),
            User::all()
                .with(|u| u.posts.joined().with(|p| p.comments.subquery()))
                .load(&db),
        ]) {
            check(&error, "Comment", "text", &["NULL", "String"]);
        }
    }

    #[test]
    fn is_found_in_a_foreign_key() {
        let db = unchecked();
        db.execute_batch("INSERT INTO post VALUES (1, 'a', 'one', NULL)")
            .unwrap();
        for error in [
            Post::all().load(&db).unwrap_err(),
            Post::all().with(|p| p.tags).load(&db).unwrap_err(),
        ] {
            check(&error, "Post", "user_id", &["'one'", "TEXT"]);
        }
    }

    #[test]
    fn leaves_no_transaction_open() {
        let db = unchecked();
        db.execute_batch("INSERT INTO post VALUES (1, 1, 1, NULL)")
            .unwrap();
        User::all().with(|u| u.posts).load(&db).unwrap_err();
        assert!(db.with_connection(|raw| raw.is_autocommit()));
        // Neither does it end one that was open.
        let inside = db.transaction(|tx| {
            User::all().with(|u| u.posts).load(tx).unwrap_err();
            Ok(tx.with_connection(|raw| raw.is_autocommit()))
        });
        assert!(!inside.unwrap());
    }
}

mod a_required_to_one_without_its_target {
    use super::*;

    fn dangling() -> Db {
        let db = unchecked();
        db.execute_batch("INSERT INTO post VALUES (1, 'a', 1, NULL), (2, 'b', 77, NULL)")
            .unwrap();
        db
    }

    fn check(error: &Error) {
        assert!(error.is_not_found(), "{error:?}");
        assert_eq!(model(error), "Post", "{error}");
        assert_eq!(error.columns(), ["user_id"], "{error}");
        for part in ["author", "User", "77"] {
            assert!(error.to_string().contains(part), "{error}");
        }
    }

    #[test]
    fn is_an_error_under_each_strategy_and_never_a_row_less() {
        let db = dangling();
        for error in errors([
            Post::all().with(|p| p.author).load(&db),
            Post::all().with(|p| p.author.joined()).load(&db),
            Post::all().with(|p| p.author.subquery()).load(&db),
            Post::all().with(|p| p.author.batched()).load(&db),
        ]) {
            check(&error);
        }
        assert_eq!(Post::all().load(&db).unwrap().len(), 2);
        assert_eq!(Post::all().with(|p| p.author).count(&db).unwrap(), 2);
    }

    #[test]
    fn is_an_error_below_a_to_many_and_below_a_to_one() {
        let db = dangling();
        db.execute_batch(
            "INSERT INTO tag VALUES (1, 't'); INSERT INTO post_tag VALUES (2, 1); INSERT INTO comment VALUES (1, 'c', 2, 1)",
        )
        .unwrap();
        for error in errors([
            Tag::all().with(|t| t.posts.with(|p| p.author)).load(&db),
            Tag::all()
                .with(|t| t.posts.joined().with(|p| p.author))
                .load(&db),
            Tag::all()
                .with(|t| t.posts.joined().with(|p| p.author.batched()))
                .load(&db),
            Tag::all()
                .with(|t| t.posts.subquery().with(|p| p.author.subquery()))
                .load(&db),
        ]) {
            check(&error);
        }
        for error in errors([
            Comment::all().with(|c| c.post.with(|p| p.author)).load(&db),
            Comment::all()
                .with(|c| c.post.batched().with(|p| p.author))
                .load(&db),
            Comment::all()
                .with(|c| c.post.batched().with(|p| p.author.batched()))
                .load(&db),
            Comment::all()
                .with(|c| c.post.with(|p| p.author.subquery()))
                .load(&db),
        ]) {
            check(&error);
        }
    }

    #[test]
    fn is_an_error_of_its_accessor() {
        let db = dangling();
        let post = Post::find(Id::from(2)).load(&db).unwrap();
        let error = post.author().load(&db).unwrap_err();
        assert!(error.is_not_found(), "{error:?}");
        assert_eq!(model(&error), "User");
        assert_eq!(post.author().first(&db).unwrap(), None);
    }

    #[test]
    fn is_none_where_a_filter_may_leave_it_out() {
        let db = dangling();
        let posts = Post::all()
            .order_by(|p| p.id)
            .with(|p| p.author.filter(|u| u.name.ne("")))
            .load(&db)
            .unwrap();
        let found: Vec<bool> = posts.iter().map(|(_, author)| author.is_some()).collect();
        assert_eq!(found, [true, false]);
    }

    #[test]
    fn is_none_where_the_key_is_optional() {
        let db = dangling();
        db.execute_batch("UPDATE post SET user_id = 1, editor_id = 88")
            .unwrap();
        for loaded in [
            Post::all().with(|p| p.editor).load(&db).unwrap(),
            Post::all().with(|p| p.editor.batched()).load(&db).unwrap(),
            Post::all().with(|p| p.editor.subquery()).load(&db).unwrap(),
        ] {
            assert_eq!(loaded.len(), 2);
            assert!(loaded.iter().all(|(_, editor)| editor.is_none()));
        }
    }
}

mod a_has_one_that_finds_two_rows {
    use super::*;

    fn doubled() -> Db {
        let db = unchecked();
        db.execute_batch(
            "INSERT INTO profile VALUES (1, 'one', 2), (2, 'only', 1), (3, 'two', 2);
             INSERT INTO post VALUES (1, 'a', 1, NULL), (2, 'b', 2, 2)",
        )
        .unwrap();
        db
    }

    fn check(error: &Error) {
        assert!(error.is_not_single(), "{error:?}");
        assert_eq!(model(error), "User", "{error}");
        for part in ["`profile`", "`Profile`", "key 2"] {
            assert!(error.to_string().contains(part), "{error}");
        }
    }

    #[test]
    fn is_an_error_under_each_strategy() {
        let db = doubled();
        for error in errors([
            User::all().with(|u| u.profile).load(&db),
            User::all().with(|u| u.profile.joined()).load(&db),
            User::all().with(|u| u.profile.subquery()).load(&db),
            User::all().with(|u| u.profile.batched()).load(&db),
            User::all()
                .order_by(|u| u.name)
                .with(|u| u.profile)
                .load(&db),
            User::all()
                .order_by(|u| u.name.desc())
                .with(|u| u.profile)
                .load(&db),
        ]) {
            check(&error);
        }
        let error = User::find(Id::from(2))
            .with(|u| u.profile)
            .load(&db)
            .unwrap_err();
        assert!(error.is_not_single(), "{error:?}");
    }

    #[test]
    fn is_an_error_below_a_to_one_and_says_which_relation_it_is() {
        let db = doubled();
        for error in errors([
            Post::all().with(|p| p.author.with(|u| u.profile)).load(&db),
            Post::all()
                .with(|p| p.author.with(|u| u.profile.batched()))
                .load(&db),
            Post::all()
                .with(|p| p.author.with(|u| u.profile.subquery()))
                .load(&db),
            Post::all()
                .with(|p| p.author.batched().with(|u| u.profile))
                .load(&db),
            Post::all()
                .with(|p| p.author.subquery().with(|u| u.profile))
                .load(&db),
            Post::all()
                .with(|p| p.author.batched().with(|u| u.profile.batched()))
                .load(&db),
        ]) {
            check(&error);
        }
    }

    #[test]
    fn is_an_error_below_a_to_many() {
        let db = doubled();
        db.execute_batch(
            "INSERT INTO tag VALUES (1, 't'); INSERT INTO post_tag VALUES (1, 1), (2, 1)",
        )
        .unwrap();
        for error in errors([
            Tag::all()
                .with(|t| t.posts.with(|p| p.author.with(|u| u.profile)))
                .load(&db),
            Tag::all()
                .with(|t| t.posts.joined().with(|p| p.author.with(|u| u.profile)))
                .load(&db),
        ]) {
            check(&error);
        }
    }

    #[test]
    fn is_an_error_where_the_owners_are_limited() {
        let db = doubled();
        let page = User::all().order_by(|u| u.id.desc()).limit(1);
        for error in errors([
            page.clone().with(|u| u.profile).load(&db),
            page.clone().with(|u| u.profile.batched()).load(&db),
            page.clone().with(|u| u.profile.subquery()).load(&db),
        ]) {
            check(&error);
        }
        let page = Post::all().order_by(|p| p.id.desc()).limit(1);
        for error in errors([
            page.clone()
                .with(|p| p.author.with(|u| u.profile))
                .load(&db),
            page.clone()
                .with(|p| p.author.batched().with(|u| u.profile))
                .load(&db),
        ]) {
            check(&error);
        }
    }

    #[test]
    fn is_an_error_of_its_accessor_but_for_first() {
        let db = doubled();
        let bob = User::find(Id::from(2)).load(&db).unwrap();
        for error in errors([bob.profile().load(&db), bob.profile().optional(&db)]) {
            assert!(error.is_not_single(), "{error:?}");
            assert_eq!(model(&error), "Profile");
        }
        assert!(bob.profile().one(&db).unwrap_err().is_not_single());
        let first = bob.profile().first(&db).unwrap().unwrap();
        assert_eq!(first.bio.as_deref(), Some("one"));
    }
}

/// Read through a statement of its own, a text that is not UTF-8 is no less of an error than in its row.
mod text_that_is_not_utf8 {
    use relmodel::prelude::*;
    use relmodel_tests::memory_db;

    #[derive(Model, Debug)]
    struct Author {
        id: Id<Author>,
        note: Option<String>,
    }

    #[derive(Model, Debug)]
    struct Post {
        id: Id<Post>,
        note: Option<String>,
        #[belongs_to(Author)]
        author_id: Id<Author>,
    }

    #[test]
    fn is_an_error_under_each_strategy() {
        for table in ["author", "post"] {
            let db = memory_db();
            schema![Post].create(&db).unwrap();
            let author = NewAuthor {}.insert(&db).unwrap();
            NewPost {
                author_id: author.id,
            }
            .insert(&db)
            .unwrap();
            db.execute_batch(&format!("UPDATE {table} SET note = CAST(x'fe' AS TEXT)"))
                .unwrap();
            let errors = [
                Post::all().with(|p| p.author).load(&db).unwrap_err(),
                Post::all()
                    .with(|p| p.author.batched())
                    .load(&db)
                    .unwrap_err(),
                Post::all()
                    .with(|p| p.author.subquery())
                    .load(&db)
                    .unwrap_err(),
            ];
            for error in errors {
                assert!(error.is_decode(), "{error:?}");
                assert_eq!(error.columns(), ["note"], "{error}");
            }
        }
    }
}
