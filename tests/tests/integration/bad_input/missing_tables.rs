//! Tables and columns that the database doesn't have.

use relmodel::prelude::*;
use relmodel_tests::memory_db;

use super::model;
use crate::models::*;

#[test]
fn every_verb_on_a_table_that_is_not_there_is_a_schema_error_that_names_the_model() {
    let db = memory_db();
    let ann = User {
        id: Id::from(1),
        name: "ann".into(),
    };
    let rows = || [NewUser { name: "a" }, NewUser { name: "b" }];
    for error in [
        User::all().load(&db).unwrap_err(),
        User::all().first(&db).unwrap_err(),
        User::all().one(&db).unwrap_err(),
        User::all().optional(&db).unwrap_err(),
        User::all().count(&db).unwrap_err(),
        User::all().exists(&db).unwrap_err(),
        User::find(ann.id).load(&db).unwrap_err(),
        ann.reload(&db).unwrap_err(),
        ann.update(&db).unwrap_err(),
        ann.delete(&db).unwrap_err(),
        NewUser { name: "ann" }.insert(&db).unwrap_err(),
        User::insert_all(&db, rows()).unwrap_err(),
    ] {
        assert!(error.is_schema(), "{error:?}");
        assert_eq!(model(&error), "User");
        assert!(error.to_string().contains("user"), "{error}");
    }
    assert!(db.with_connection(|raw| raw.is_autocommit()));
}

#[test]
fn the_model_named_is_the_one_whose_table_is_missing() {
    let db = empty();
    db.execute_batch("PRAGMA foreign_keys = OFF; DROP TABLE post")
        .unwrap();
    let ann = user(&db, "ann");
    for error in [
        User::all().with(|u| u.posts).load(&db).unwrap_err(),
        User::all()
            .with(|u| u.posts.joined())
            .load(&db)
            .unwrap_err(),
        User::all()
            .with(|u| u.posts.subquery())
            .load(&db)
            .unwrap_err(),
        User::all()
            .with(|u| u.posts.limit(3))
            .load(&db)
            .unwrap_err(),
        User::filter(|u| u.posts.any(|_| true))
            .load(&db)
            .unwrap_err(),
        User::filter(|u| u.posts.any(|p| p.title.eq("a")))
            .count(&db)
            .unwrap_err(),
        ann.posts().load(&db).unwrap_err(),
        ann.posts().clear(&db).unwrap_err(),
    ] {
        assert!(error.is_schema(), "{error:?}");
        assert_eq!(model(&error), "Post", "{error}");
    }
}

#[test]
fn a_missing_through_table_is_named_by_its_model() {
    let db = empty();
    let ann = user(&db, "ann");
    let (post, rust) = (post(&db, "a", &ann), tag(&db, "rust"));
    db.execute_batch("DROP TABLE post_tag").unwrap();
    for error in [
        Post::all().with(|p| p.tags).load(&db).unwrap_err(),
        Post::filter(|p| p.tags.any(|_| true))
            .load(&db)
            .unwrap_err(),
        post.tags().load(&db).unwrap_err(),
        post.tags().add(&db, &rust).unwrap_err(),
        post.tags().remove(&db, &rust).unwrap_err(),
        post.tags().contains(&db, &rust).unwrap_err(),
        post.tags().replace(&db, [&rust]).unwrap_err(),
    ] {
        assert!(error.is_schema(), "{error:?}");
        assert_eq!(model(&error), "PostTag", "{error}");
    }
}

#[test]
fn a_missing_target_of_a_to_one_is_named_under_each_strategy() {
    let db = empty();
    let ann = user(&db, "ann");
    post(&db, "a", &ann);
    db.execute_batch("PRAGMA foreign_keys = OFF; DROP TABLE user")
        .unwrap();
    for error in [
        Post::all().with(|p| p.author).load(&db).unwrap_err(),
        Post::all()
            .with(|p| p.author.batched())
            .load(&db)
            .unwrap_err(),
        Post::all()
            .with(|p| p.author.subquery())
            .load(&db)
            .unwrap_err(),
    ] {
        assert!(error.is_schema(), "{error:?}");
        assert_eq!(model(&error), "User", "{error}");
    }
}

#[test]
fn a_missing_column_is_a_schema_error_that_names_it() {
    let db = memory_db();
    db.execute_batch("CREATE TABLE user (id INTEGER PRIMARY KEY)")
        .unwrap();
    let ann = User {
        id: Id::from(1),
        name: "ann".into(),
    };
    for error in [
        User::all().load(&db).unwrap_err(),
        User::filter(|u| u.name.eq("ann")).count(&db).unwrap_err(),
        NewUser { name: "ann" }.insert(&db).unwrap_err(),
        ann.update(&db).unwrap_err(),
    ] {
        assert!(error.is_schema(), "{error:?}");
        assert_eq!(model(&error), "User");
        assert!(error.to_string().contains("name"), "{error}");
    }
}

/// Its statements are kept ready, and are found to be out of date.
#[test]
fn a_table_that_another_connection_drops_or_makes_anew_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shared.db");
    let (one, two) = (Db::open(&path).unwrap(), Db::open(&path).unwrap());
    schema![User].create(&one).unwrap();
    let mut ann = user(&one, "ann");
    ann.update(&one).unwrap();
    two.execute_batch("PRAGMA foreign_keys = OFF; DROP TABLE user")
        .unwrap();
    for error in [
        User::all().load(&one).unwrap_err(),
        NewUser { name: "bob" }.insert(&one).unwrap_err(),
        User::insert_all(&one, [NewUser { name: "bob" }]).unwrap_err(),
        ann.update(&one).unwrap_err(),
        ann.delete(&one).unwrap_err(),
        User::all().delete(&one).unwrap_err(),
    ] {
        assert!(error.is_schema(), "{error:?}");
        assert_eq!(model(&error), "User");
    }
    two.execute_batch("CREATE TABLE user (name TEXT NOT NULL, id INTEGER PRIMARY KEY, more TEXT)")
        .unwrap();
    ann = user(&one, "ann");
    assert_eq!(User::all().load(&one).unwrap(), [ann.clone()]);
    ann.delete(&one).unwrap();
}
