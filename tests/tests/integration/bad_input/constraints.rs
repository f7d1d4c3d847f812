//! What the rules of the tables refuse: unique values, foreign keys, checks, NULL.

use relmodel::prelude::*;
use relmodel_tests::integer;

use super::model;
use crate::models::*;

fn rows(db: &Db, table: &str) -> i64 {
    integer(db, &format!(r#"SELECT count(*) FROM "{table}""#))
}

#[test]
fn a_duplicate_of_a_unique_value_names_the_column() {
    let db = empty();
    user(&db, "ann");
    let mut bob = user(&db, "bob");
    bob.name = "ann".into();
    let names: Vec<String> = (0..200)
        .map(|n| n.to_string())
        .chain(["ann".into()])
        .collect();
    for error in [
        NewUser { name: "ann" }.insert(&db).unwrap_err(),
        bob.update(&db).unwrap_err(),
        User::insert_all(&db, [NewUser { name: "cyd" }, NewUser { name: "ann" }]).unwrap_err(),
        User::insert_all(&db, names.iter().map(|name| NewUser { name })).unwrap_err(),
    ] {
        assert!(error.is_unique_violation(), "{error:?}");
        assert_eq!(model(&error), "User");
        assert_eq!(error.table(), Some("user"));
        assert_eq!(error.columns(), ["name"]);
        assert!(error.to_string().contains("`name`"), "{error}");
    }
    assert_eq!(rows(&db, "user"), 2, "nothing is half-written");
    assert_eq!(bob.reload(&db).unwrap().name, "bob");
}

#[test]
fn a_duplicate_key_names_the_columns_of_the_key() {
    let db = filled(1);
    let (post_id, tag_id) = (Id::from(1), Id::from(1));
    let error = NewPostTag { post_id, tag_id }.insert(&db).unwrap_err();
    assert!(error.is_unique_violation(), "{error:?}");
    assert_eq!(model(&error), "PostTag");
    assert_eq!(error.columns(), ["post_id", "tag_id"]);
}

#[test]
fn a_second_row_of_a_has_one_names_its_key() {
    let db = filled(2);
    let ann = User::find(Id::from(1)).load(&db).unwrap();
    let bob = User::find(Id::from(2)).load(&db).unwrap();
    let mut profile = bob.profile().one(&db).unwrap();
    for error in [
        NewProfile { user_id: ann.id }.insert(&db).unwrap_err(),
        ann.profile().add(&db, &mut profile).unwrap_err(),
    ] {
        assert!(error.is_unique_violation(), "{error:?}");
        assert_eq!(model(&error), "Profile");
        assert_eq!(error.columns(), ["user_id"]);
    }
    assert_eq!(profile.user_id, bob.id, "the row at hand is left as it was");
}

#[test]
fn a_dangling_key_names_its_column_and_the_model_it_points_at() {
    let db = empty();
    let ann = user(&db, "ann");
    let mut post = post(&db, "a", &ann);
    post.editor_id = Some(Id::from(99));
    let dangling = NewPost {
        title: "b",
        user_id: Id::from(99),
    };
    let error = dangling.insert(&db).unwrap_err();
    assert!(error.is_foreign_key_violation(), "{error:?}");
    assert_eq!(model(&error), "Post");
    assert_eq!(error.columns(), ["user_id"]);
    for part in ["author", "User", "99"] {
        assert!(error.to_string().contains(part), "{error}");
    }
    let error = post.update(&db).unwrap_err();
    assert!(error.is_foreign_key_violation(), "{error:?}");
    assert_eq!(model(&error), "Post");
    assert_eq!(error.columns(), ["editor_id"]);
    assert_eq!(rows(&db, "post"), 1);
    assert_eq!(post.reload(&db).unwrap().editor_id, None);
}

#[test]
fn a_dangling_key_among_many_rows_names_its_column_and_none_is_written() {
    let db = empty();
    let ann = user(&db, "ann");
    for bad in [0, 5, 127, 128, 199] {
        let rows_ = (0..200).map(|n| NewPost {
            title: "a",
            user_id: if n == bad { Id::from(99) } else { ann.id },
        });
        let error = Post::insert_all(&db, rows_).unwrap_err();
        assert!(error.is_foreign_key_violation(), "{error:?}");
        assert_eq!(model(&error), "Post");
        assert_eq!(error.columns(), ["user_id"], "row {bad}");
        assert_eq!(rows(&db, "post"), 0, "row {bad}");
    }
}

#[test]
fn a_link_to_a_row_that_is_gone_names_the_through_model() {
    let db = filled(1);
    let post = Post::find(Id::from(1)).load(&db).unwrap();
    let (gone, new) = (tag(&db, "gone"), tag(&db, "new"));
    gone.delete(&db).unwrap();
    // SQLite gives a deleted highest key away again.
    let gone = Tag {
        id: Id::from(500),
        ..gone
    };
    for error in [
        post.tags().add(&db, &gone).unwrap_err(),
        post.tags().add_all(&db, [&new, &gone]).unwrap_err(),
        post.tags().replace(&db, [&new, &gone]).unwrap_err(),
    ] {
        assert!(error.is_foreign_key_violation(), "{error:?}");
        assert_eq!(model(&error), "PostTag");
        assert_eq!(error.columns(), ["tag_id"], "{error}");
    }
    assert_eq!(rows(&db, "post_tag"), 2, "all or none");
    let nobody = Post {
        id: Id::from(500),
        ..post
    };
    let error = nobody.tags().add(&db, &new).unwrap_err();
    assert!(error.is_foreign_key_violation(), "{error:?}");
    assert_eq!(error.columns(), ["post_id"], "{error}");
}

#[test]
fn a_child_can_not_be_added_to_an_owner_that_is_gone() {
    let db = filled(1);
    let nobody = User {
        id: Id::from(500),
        name: "nobody".into(),
    };
    let mut post = Post::find(Id::from(1)).load(&db).unwrap();
    let error = nobody.posts().add(&db, &mut post).unwrap_err();
    assert!(error.is_foreign_key_violation(), "{error:?}");
    assert_eq!(model(&error), "Post");
    assert_eq!(error.columns(), ["user_id"], "{error}");
    assert_eq!(
        post.user_id,
        Id::from(1),
        "the row at hand is left as it was"
    );
    assert_eq!(post.reload(&db).unwrap(), post);
}

#[test]
fn a_delete_that_a_foreign_key_forbids_says_which_rows_point_at_it() {
    let db = filled(1);
    let boss = Employee::filter(|e| e.manager_id.is_null())
        .one(&db)
        .unwrap();
    let error = boss.delete(&db).unwrap_err();
    assert!(error.is_foreign_key_violation(), "{error:?}");
    assert_eq!(model(&error), "Employee");
    assert!(error.to_string().contains("manager_id"), "{error}");
    assert_eq!(rows(&db, "employee"), 2);
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Room {
    id: Id<Room>,
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Booking {
    id: Id<Booking>,
    #[belongs_to(Room, on_delete = restrict)]
    room_id: Id<Room>,
}

#[test]
fn a_delete_is_refused_where_only_the_other_model_knows_of_the_relation() {
    let db = relmodel_tests::memory_db();
    schema![Booking].create(&db).unwrap();
    let room = NewRoom { name: "blue" }.insert(&db).unwrap();
    NewBooking { room_id: room.id }.insert(&db).unwrap();
    let error = room.delete(&db).unwrap_err();
    assert!(error.is_foreign_key_violation(), "{error:?}");
    assert_eq!(model(&error), "Room");
    assert_eq!(rows(&db, "room"), 1);
}

#[test]
fn a_null_where_none_may_be_names_the_column() {
    let db = relmodel_tests::memory_db();
    // The table is stricter than the model.
    db.execute_batch("CREATE TABLE profile (id INTEGER PRIMARY KEY, bio TEXT NOT NULL, user_id INTEGER NOT NULL)").unwrap();
    let error = NewProfile {
        user_id: Id::from(1),
    }
    .insert(&db)
    .unwrap_err();
    assert!(error.is_not_null_violation(), "{error:?}");
    assert_eq!(model(&error), "Profile");
    assert_eq!(error.columns(), ["bio"]);
}

#[test]
fn a_check_of_the_table_names_the_model() {
    let db = relmodel_tests::memory_db();
    db.execute_batch("CREATE TABLE room (id INTEGER PRIMARY KEY, name TEXT CHECK (name <> ''))")
        .unwrap();
    let error = NewRoom { name: "" }.insert(&db).unwrap_err();
    assert!(error.is_check_violation(), "{error:?}");
    assert_eq!(model(&error), "Room");
}

#[test]
fn a_unique_index_on_an_expression_names_no_column_and_still_reads_well() {
    let db = empty();
    db.execute_batch("CREATE UNIQUE INDEX folded ON user (lower(name))")
        .unwrap();
    user(&db, "ann");
    let error = NewUser { name: "ANN" }.insert(&db).unwrap_err();
    assert!(error.is_unique_violation(), "{error:?}");
    assert_eq!(model(&error), "User");
    assert_eq!(error.columns(), [""; 0]);
    assert!(error.to_string().contains("folded"), "{error}");
}

#[test]
fn a_trigger_that_refuses_a_row_is_told_in_its_own_words() {
    let db = empty();
    db.execute_batch(
        "CREATE TRIGGER no BEFORE INSERT ON user BEGIN SELECT RAISE(ABORT, 'we are closed'); END",
    )
    .unwrap();
    let error = NewUser { name: "ann" }.insert(&db).unwrap_err();
    assert_eq!(model(&error), "User");
    assert!(error.to_string().contains("we are closed"), "{error}");
    assert_eq!(rows(&db, "user"), 0);
}

#[test]
fn a_row_that_is_gone_can_not_be_written_or_read_again() {
    let db = empty();
    let ann = user(&db, "ann");
    ann.delete(&db).unwrap();
    for error in [
        ann.delete(&db).unwrap_err(),
        ann.update(&db).unwrap_err(),
        ann.reload(&db).unwrap_err(),
        User::find(ann.id).load(&db).unwrap_err(),
        User::find(ann.id).one(&db).unwrap_err(),
    ] {
        assert!(error.is_not_found(), "{error:?}");
        assert_eq!(model(&error), "User");
    }
}
