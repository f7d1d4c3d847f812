//! Relations along others: `through = posts.comments.author`. Each row comes once, however many ways lead to it.

use relmodel::prelude::*;
use relmodel_tests::statements;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(posts: Post)]
#[has_many(comments: Comment)]
#[has_many(loud: Post, where = |p| p.title.eq("LOUD"))]
#[has_many(received: Comment, through = posts.comments, order = |c| c.id)]
#[has_many(commenters: User, through = posts.comments.author, order = |u| u.name)]
#[has_many(critics: User, through = loud.comments.author, where = |u| u.name.ne("ann"))]
#[has_many(tags: Tag, through = posts.tags)]
#[has_many(commented: Post, through = comments.post)]
struct User {
    id: Id<User>,
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(comments: Comment)]
#[many_to_many(tags: Tag, through = PostTag)]
#[has_many(cousins: Post, through = tags.posts, where = |p| p.title.ne(""))]
struct Post {
    id: Id<Post>,
    title: String,
    #[belongs_to(author: User)]
    user_id: Id<User>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Comment {
    id: Id<Comment>,
    #[belongs_to(Post)]
    post_id: Id<Post>,
    #[belongs_to(author: User)]
    user_id: Option<Id<User>>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[many_to_many(posts: Post, through = PostTag)]
struct Tag {
    id: Id<Tag>,
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct PostTag {
    id: Id<PostTag>,
    #[belongs_to(Post)]
    post_id: Id<Post>,
    #[belongs_to(Tag)]
    tag_id: Id<Tag>,
}

fn world() -> Db {
    let db = Db::open_in_memory().unwrap();
    schema![User].create(&db).unwrap();
    db.execute_batch(
        "INSERT INTO user VALUES (1, 'ann'), (2, 'bob'), (3, 'cy');
         INSERT INTO post VALUES (1, 'a', 1), (2, 'LOUD', 1), (3, 'b', 2);
         INSERT INTO comment VALUES (1, 1, 2), (2, 1, 2), (3, 2, 3), (4, 2, 2), (5, 3, 1), (6, 1, NULL), (7, 2, 1);
         INSERT INTO tag VALUES (1, 'x'), (2, 'y');
         INSERT INTO post_tag (post_id, tag_id) VALUES (1, 1), (1, 1), (2, 1), (3, 1), (3, 2);",
    )
    .unwrap();
    db
}

fn ann(db: &Db) -> User {
    User::find(Id::from(1)).load(db).unwrap()
}

fn names(users: &[User]) -> Vec<&str> {
    users.iter().map(|user| &*user.name).collect()
}

#[test]
fn each_row_comes_once_by_every_strategy() {
    let db = world();
    let loaded = |users: Vec<(User, Vec<User>)>| -> Vec<Vec<String>> {
        users
            .into_iter()
            .map(|(_, c)| c.into_iter().map(|c| c.name).collect())
            .collect()
    };
    let users = || User::all().order_by(|u| u.id);
    let expected = [vec!["ann", "bob", "cy"], vec!["ann"], vec![]];
    assert_eq!(
        loaded(users().with(|u| u.commenters).load(&db).unwrap()),
        expected
    );
    assert_eq!(
        loaded(users().with(|u| u.commenters.joined()).load(&db).unwrap()),
        expected
    );
    assert_eq!(
        loaded(users().with(|u| u.commenters.subquery()).load(&db).unwrap()),
        expected
    );
    let newest = users().with(|u| u.commenters.order_by(|c| c.id.desc()).limit(1));
    assert_eq!(
        loaded(newest.load(&db).unwrap()),
        [vec!["cy"], vec!["ann"], vec![]]
    );
}

#[test]
fn the_tables_on_the_way_are_asked_about_inside_the_statement() {
    let db = world();
    let (users, run) = statements(&db, || {
        User::all().with(|u| u.commenters).load(&db).unwrap()
    });
    assert_eq!(users.len(), 3);
    assert_eq!(
        run[1..],
        [concat!(
            r#"SELECT t0.rowid - 1, t1."id", t1."name" FROM rarray(?1) AS t0 CROSS JOIN "user" AS t1 "#,
            r#"ON t1."id" IN (SELECT t3."user_id" FROM "post" AS t2 CROSS JOIN "comment" AS t3 ON t3."post_id" = t2."id" WHERE t2."user_id" = t0.value) "#,
            r#"ORDER BY t0.rowid - 1, t1."name""#,
        )]
    );
    let (_, run) = statements(&db, || ann(&db).commenters().load(&db).unwrap());
    assert_eq!(
        run[1..],
        [concat!(
            r#"SELECT t0."id", t0."name" FROM "user" AS t0 "#,
            r#"WHERE t0."id" IN (SELECT t2."user_id" FROM "post" AS t1 CROSS JOIN "comment" AS t2 ON t2."post_id" = t1."id" WHERE t1."user_id" = ?1) "#,
            r#"ORDER BY t0."name""#,
        )]
    );
}

#[test]
fn a_path_goes_by_relations_of_any_kind() {
    let db = world();
    let ids = |rows: Vec<Comment>| rows.into_iter().map(|c| c.id.get()).collect::<Vec<_>>();
    assert_eq!(
        ids(ann(&db).received().load(&db).unwrap()),
        [1, 2, 3, 4, 6, 7]
    );
    let tags = ann(&db).tags().load(&db).unwrap();
    assert_eq!(
        tags.iter().map(|t| &*t.name).collect::<Vec<_>>(),
        ["x"],
        "a link that stands twice, and two posts with one tag"
    );
    let mut titles: Vec<_> = ann(&db)
        .commented()
        .load(&db)
        .unwrap()
        .into_iter()
        .map(|p| p.title)
        .collect();
    titles.sort();
    assert_eq!(titles, ["LOUD", "b"]);
    let post = Post::find(Id::from(3)).load(&db).unwrap();
    let mut cousins: Vec<_> = post
        .cousins()
        .load(&db)
        .unwrap()
        .into_iter()
        .map(|p| p.id.get())
        .collect();
    cousins.sort_unstable();
    assert_eq!(cousins, [1, 2, 3]);
}

#[test]
fn the_conditions_of_the_relations_on_the_way_hold() {
    let db = world();
    let critics = ann(&db).critics().order_by(|u| u.id).load(&db).unwrap();
    assert_eq!(names(&critics), ["bob", "cy"]);
    let users: Vec<(User, Vec<User>)> = User::all()
        .order_by(|u| u.id)
        .with(|u| u.critics.order_by(|c| c.id))
        .load(&db)
        .unwrap();
    assert_eq!(
        users.iter().map(|(_, c)| names(c)).collect::<Vec<_>>(),
        [vec!["bob", "cy"], vec![], vec![]]
    );
}

#[test]
fn filters_ask_about_the_rows_at_the_end() {
    let db = world();
    let heard = User::filter(|u| u.commenters.any(|c| c.name.eq("cy")));
    assert_eq!(names(&heard.load(&db).unwrap()), ["ann"]);
    let unheard = User::filter(|u| u.commenters.none(|_| true));
    assert_eq!(names(&unheard.load(&db).unwrap()), ["cy"]);
}

#[test]
fn relations_of_the_rows_at_the_end_are_loaded_beside_them() {
    let db = world();
    let users: Vec<(User, Vec<(User, Vec<Post>)>)> = User::all()
        .order_by(|u| u.id)
        .with(|u| u.commenters.with(|c| c.posts.order_by(|p| p.id)))
        .load(&db)
        .unwrap();
    let counts: Vec<usize> = users[0].1.iter().map(|(_, posts)| posts.len()).collect();
    assert_eq!(counts, [2, 1, 0]);
}
