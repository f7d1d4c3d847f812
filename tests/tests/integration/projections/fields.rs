//! What fills a field.

use super::{Comment, Post, Profile, Tag, User, world};
use relmodel::prelude::*;
use relmodel_tests::statements;

#[derive(Projection, Debug, Clone, PartialEq)]
#[projection(User)]
struct Names {
    name: String,
    email: Option<String>,
}

#[test]
fn columns_of_the_same_name_are_read_and_no_others() {
    let db = world();
    let (names, run) = statements(&db, || {
        User::all()
            .order_by(|u| u.id)
            .project::<Names>()
            .load(&db)
            .unwrap()
    });
    let expected = [("ann", Some("a@x")), ("bob", None)];
    assert_eq!(
        names
            .iter()
            .map(|n| (&*n.name, n.email.as_deref()))
            .collect::<Vec<_>>(),
        expected
    );
    assert_eq!(
        run,
        [r#"SELECT t0."name", t0."email" FROM "user" AS t0 ORDER BY t0."id""#]
    );
}

#[test]
fn the_projection_may_stand_in_the_type_of_the_result() {
    let db = world();
    let names: Vec<Names> = User::all().project().load(&db).unwrap();
    assert_eq!(names.len(), 2);
    let first: Option<Names> = User::filter(|u| u.name.eq("ann"))
        .project()
        .first(&db)
        .unwrap();
    assert_eq!(first.unwrap().name, "ann");
    let one: Names = User::find(Id::from(2)).project().load(&db).unwrap();
    assert_eq!(one.name, "bob");
    assert_eq!(
        User::filter(|u| u.name.eq("bob"))
            .project::<Names>()
            .one(&db)
            .unwrap(),
        one
    );
    assert_eq!(User::all().project::<Names>().count(&db).unwrap(), 2);
}

#[derive(Projection, Debug, PartialEq)]
#[projection(Post)]
struct Card {
    title: String,
    tags: Vec<Tag>,
    author: Names,
    editor: Option<Names>,
    comments: Vec<Comment>,
}

#[test]
fn relations_of_every_kind_fill_fields_by_one_statement_each() {
    let db = world();
    let (cards, run) = statements(&db, || {
        Post::all()
            .order_by(|p| p.id)
            .project::<Card>()
            .load(&db)
            .unwrap()
    });
    assert_eq!(run.len(), 3);
    assert_eq!(
        run[0],
        concat!(
            r#"SELECT t0."title", t1."name", t1."email", t2."id", t2."name", t2."email", t0."id", t0."user_id", t1."id", t0."editor_id" FROM "post" AS t0 "#,
            r#"LEFT JOIN "user" AS t1 ON t1."id" = t0."user_id" LEFT JOIN "user" AS t2 ON t2."id" = t0."editor_id" ORDER BY t0."id""#,
        )
    );
    let [a, b] = &*cards else { panic!("{cards:?}") };
    assert_eq!(
        (&*a.title, a.tags.len(), &*a.author.name, a.comments.len()),
        ("A", 2, "ann", 2)
    );
    assert_eq!(a.editor.as_ref().unwrap().name, "bob");
    assert_eq!(
        (&*b.title, b.tags.len(), &b.editor, b.comments.len()),
        ("B", 1, &None, 1)
    );
}

#[derive(Projection, Debug, PartialEq)]
#[projection(User)]
struct Page {
    profile: Option<Profile>,
    #[projection(|u| u.posts.filter(|p| p.likes.gt(5)))]
    liked: Vec<Title>,
    #[projection(|u| u.posts.order_by(|p| p.id.desc()).limit(1))]
    newest: Vec<Title>,
    #[projection(|u| u.name)]
    called: String,
    #[projection(|u| u.id.gt(Id::from(1)))]
    is_late: bool,
    #[projection(flatten)]
    names: Names,
    #[projection(flatten)]
    row: User,
}

#[derive(Projection, Debug, PartialEq)]
#[projection(Post)]
struct Title {
    title: String,
}

#[test]
fn closures_fill_fields_with_refined_relations_and_expressions() {
    let db = world();
    let pages: Vec<Page> = User::all().order_by(|u| u.id).project().load(&db).unwrap();
    let titles = |posts: &[Title]| posts.iter().map(|p| p.title.clone()).collect::<Vec<_>>();
    let ann = &pages[0];
    assert_eq!(ann.profile.as_ref().unwrap().bio, None);
    assert_eq!(
        (titles(&ann.liked), titles(&ann.newest)),
        (vec!["B".into()], vec!["B".to_owned()])
    );
    assert_eq!(
        (&*ann.called, ann.is_late, &*ann.names.name),
        ("ann", false, "ann")
    );
    assert_eq!(ann.row, User::find(Id::from(1)).load(&db).unwrap());
    assert_eq!(
        (&pages[1].profile, pages[1].liked.len(), pages[1].is_late),
        (&None, 0, true)
    );
}

#[derive(Projection, Debug, PartialEq)]
#[projection(Post)]
struct Seldom {
    #[projection(|p| p.author.filter(|u| u.name.ne("ann")))]
    other: Option<User>,
    #[projection(|p| p.editor.select(|u| u.name))]
    editor: Option<String>,
}

#[test]
fn a_filtered_relation_to_one_row_and_values_of_it_fill_options() {
    let db = world();
    let seldom: Vec<Seldom> = Post::all().order_by(|p| p.id).project().load(&db).unwrap();
    assert_eq!(
        seldom
            .iter()
            .map(|s| (s.other.is_none(), s.editor.as_deref()))
            .collect::<Vec<_>>(),
        [(true, Some("bob")), (true, None)]
    );
}
