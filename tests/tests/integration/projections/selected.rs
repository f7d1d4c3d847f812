//! `select`: values and tuples in place of rows.

use super::{Post, User, world};
use relmodel::prelude::*;
use relmodel_tests::statements;

#[test]
fn a_column_gives_its_values() {
    let db = world();
    let (names, run) = statements(&db, || {
        User::all()
            .order_by(|u| u.id)
            .select(|u| u.name)
            .load(&db)
            .unwrap()
    });
    assert_eq!(names, ["ann", "bob"]);
    assert_eq!(
        run,
        [r#"SELECT t0."name" FROM "user" AS t0 ORDER BY t0."id""#]
    );
    let emails: Vec<Option<String>> = User::all()
        .order_by(|u| u.id)
        .select(|u| u.email)
        .load(&db)
        .unwrap();
    assert_eq!(emails, [Some("a@x".to_owned()), None]);
    let first: Option<String> = User::all().select(|u| u.name).first(&db).unwrap();
    assert_eq!(first.as_deref(), Some("ann"));
    let found: String = User::find(Id::from(2))
        .select(|u| u.name)
        .load(&db)
        .unwrap();
    assert_eq!(found, "bob");
}

#[test]
fn a_tuple_gives_tuples() {
    let db = world();
    let rows: Vec<(Id<Post>, String, Option<Id<User>>, bool)> = Post::all()
        .order_by(|p| p.id)
        .select(|p| (p.id, p.title, p.editor_id, p.editor_id.eq(Id::from(2))))
        .load(&db)
        .unwrap();
    assert_eq!(rows[0], (Id::from(1), "A".into(), Some(Id::from(2)), true));
    assert_eq!(rows[1], (Id::from(2), "B".into(), None, false));
}

#[test]
fn values_of_related_rows_are_loaded_beside_a_row() {
    let db = world();
    let users: Vec<(User, Vec<(String, i64)>, Option<Option<String>>)> = User::all()
        .order_by(|u| u.id)
        .with(|u| u.posts.order_by(|p| p.id).select(|p| (p.title, p.likes)))
        .with(|u| u.profile.select(|p| p.bio))
        .load(&db)
        .unwrap();
    assert_eq!(users[0].1, [("A".to_owned(), 5), ("B".into(), 7)]);
    assert_eq!(users[1].1, []);
    let authors: Vec<(Post, String)> = Post::all()
        .order_by(|p| p.id)
        .with(|p| p.author.select(|u| u.name))
        .load(&db)
        .unwrap();
    assert_eq!(authors[1].1, "ann");
}

#[test]
fn equal_values_come_once_if_they_are_to_be_distinct() {
    let db = world();
    db.execute_batch("UPDATE post SET likes = 5").unwrap();
    let likes = Post::all().select(|p| p.likes).distinct();
    let (found, run) = statements(&db, || likes.load(&db).unwrap());
    assert_eq!(found, [5]);
    assert_eq!(run, [r#"SELECT DISTINCT t0."likes" FROM "post" AS t0"#]);
    assert_eq!(likes.count(&db).unwrap(), 1);
    assert_eq!(Post::all().distinct().count(&db).unwrap(), 2);
    assert_eq!(
        Post::all()
            .with(|p| p.author)
            .distinct()
            .count(&db)
            .unwrap(),
        2
    );
    let pairs = Post::all()
        .order_by(|p| p.id.desc())
        .select(|p| (p.likes, p.user_id))
        .distinct()
        .limit(5);
    assert_eq!(pairs.load(&db).unwrap().len(), 1);
    let users: Vec<(User, Vec<i64>)> = User::all()
        .order_by(|u| u.id)
        .with(|u| u.posts.select(|p| p.likes))
        .distinct()
        .load(&db)
        .unwrap();
    assert_eq!(users[0].1, [5, 5]);
}

#[derive(Projection, Debug, Clone, PartialEq)]
#[projection(User)]
struct Likes {
    #[projection(|u| u.posts.select(|p| p.likes))]
    posts: Vec<i64>,
}

#[test]
fn as_many_rows_are_counted_as_are_loaded_where_keys_are_read_beside_them() {
    let db = world();
    let query = User::all().project::<Likes>().distinct();
    assert_eq!(query.load(&db).unwrap().len(), 2);
    assert_eq!(query.count(&db).unwrap(), 2);
    assert_eq!(query.page(&db, 2, 1).unwrap().rows.len(), 1);
}
