//! `delete` of a query: the rows that it finds go, and no others.

use super::*;
use relmodel_tests::statements;

#[test]
fn deletes_the_rows_that_the_query_finds() {
    let (db, ..) = blog();
    let (deleted, ran) = statements(&db, || Post::filter(|p| p.likes.ge(2)).delete(&db));
    assert_eq!(deleted.unwrap(), 2);
    assert_eq!(ran, [r#"DELETE FROM "post" AS t0 WHERE t0."likes" >= ?1"#]);
    assert_eq!(likes(&db), expected(&[("a", 1)]));
    assert_eq!(Post::find(Id::from(1)).delete(&db).unwrap(), 1);
    assert_eq!(Post::all().delete(&db).unwrap(), 0);
}

#[test]
fn an_empty_list_deletes_nothing() {
    let (db, ..) = blog();
    let none: [&str; 0] = [];
    assert_eq!(Post::filter(|p| p.title.in_(none)).delete(&db).unwrap(), 0);
    assert_eq!(likes(&db).len(), 3);
}

#[test]
fn a_limit_takes_the_first_of_the_order() {
    let (db, ..) = blog();
    let taken = Post::all()
        .order_by(|p| p.likes.desc())
        .limit(2)
        .delete_returning(&db)
        .unwrap();
    let mut titles: Vec<_> = taken.iter().map(|post| &*post.title).collect();
    titles.sort_unstable();
    assert_eq!(titles, ["b", "c"]);
    assert_eq!(likes(&db), expected(&[("a", 1)]));
}

#[test]
fn what_cascades_goes_and_is_not_counted() {
    let (db, ..) = blog();
    NewTag { name: "x" }.insert(&db).unwrap();
    NewPostTag {
        post_id: Id::from(1),
        tag_name: "x",
        weight: 1,
    }
    .insert(&db)
    .unwrap();
    assert_eq!(Post::find(Id::from(1)).delete(&db).unwrap(), 1);
    assert_eq!(PostTag::all().count(&db).unwrap(), 0);
}

#[test]
fn an_accessor_deletes_the_rows_and_not_their_owner() {
    let (db, ann, bob) = blog();
    NewPost {
        title: "d",
        user_id: bob.id,
    }
    .insert(&db)
    .unwrap();
    assert_eq!(ann.posts().delete(&db).unwrap(), 3);
    assert_eq!(likes(&db), expected(&[("d", 0)]));
    assert_eq!(User::all().count(&db).unwrap(), 2);
}

#[test]
fn rows_that_others_point_at_stay_and_the_error_names_who_does() {
    let (db, ann, _) = blog();
    for error in [
        User::find(ann.id).delete(&db).unwrap_err(),
        User::all().delete(&db).unwrap_err(),
        User::all().limit(5).delete(&db).unwrap_err(),
        User::all().delete_returning(&db).unwrap_err(),
    ] {
        assert!(error.is_foreign_key_violation());
        assert_eq!(
            error.to_string(),
            "User: rows of `Post` still point at it by `user_id`"
        );
    }
    assert_eq!(User::all().count(&db).unwrap(), 2);
}
