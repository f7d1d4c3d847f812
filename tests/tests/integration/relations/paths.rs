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
fn the_tables_on_the_way_are_joined_and_each_row_of_an_owner_comes_once() {
    let db = world();
    let (users, run) = statements(&db, || {
        User::all().with(|u| u.commenters).load(&db).unwrap()
    });
    assert_eq!(users.len(), 3);
    assert_eq!(
        run[1..],
        [concat!(
            r#"SELECT t0.rowid, t3."id", t3."name" FROM rarray(?1) AS t0 CROSS JOIN "post" AS t1 ON t1."user_id" = t0.value "#,
            r#"CROSS JOIN "comment" AS t2 ON t2."post_id" = t1."id" CROSS JOIN "user" AS t3 ON t3."id" = t2."user_id" "#,
            r#"GROUP BY t0.rowid, t3."id" ORDER BY t0.rowid, t3."name""#,
        )]
    );
    let (_, run) = statements(&db, || ann(&db).commenters().load(&db).unwrap());
    assert_eq!(
        run[1..],
        [concat!(
            r#"SELECT t2."id", t2."name" FROM "post" AS t0 CROSS JOIN "comment" AS t1 ON t1."post_id" = t0."id" "#,
            r#"CROSS JOIN "user" AS t2 ON t2."id" = t1."user_id" WHERE t0."user_id" = ?1 GROUP BY t2."id" ORDER BY t2."name""#,
        )]
    );
}

#[test]
fn an_accessor_along_relations_counts_and_finds_each_row_once() {
    let db = world();
    assert_eq!(ann(&db).commenters().count(&db).unwrap(), 3);
    assert_eq!(
        ann(&db)
            .commenters()
            .filter(|u| u.id.gt(Id::from(1)))
            .count(&db)
            .unwrap(),
        2
    );
    assert!(ann(&db).commenters().exists(&db).unwrap());
    assert_eq!(
        ann(&db).commenters().first(&db).unwrap().unwrap().name,
        "ann"
    );
    assert_eq!(
        names(&ann(&db).commenters().limit(2).offset(1).load(&db).unwrap()),
        ["bob", "cy"]
    );
    let beside: Vec<(User, Vec<Post>)> = ann(&db)
        .commenters()
        .with(|u| u.posts.subquery())
        .load(&db)
        .unwrap();
    assert_eq!(
        beside
            .iter()
            .map(|(u, p)| (&*u.name, p.len()))
            .collect::<Vec<_>>(),
        [("ann", 2), ("bob", 1), ("cy", 0)]
    );
    let joined: Vec<(User, Vec<(User, Vec<Post>)>)> = User::all()
        .order_by(|u| u.id)
        .with(|u| u.commenters.joined().with(|c| c.posts.joined()))
        .load(&db)
        .unwrap();
    assert_eq!(
        joined[0]
            .1
            .iter()
            .map(|(u, p)| (&*u.name, p.len()))
            .collect::<Vec<_>>(),
        [("ann", 2), ("bob", 1), ("cy", 0)]
    );
    assert_eq!(joined[2].1, []);
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

#[test]
fn the_rows_that_are_grouped_come_once() {
    let db = world();
    let grouped = ann(&db)
        .commenters()
        .group_by(|u| u.name)
        .order_by(|g| g.key())
        .select(|g| (g.key(), g.count()));
    let each = |name: &str| (name.to_owned(), 1);
    assert_eq!(
        grouped.load(&db).unwrap(),
        [each("ann"), each("bob"), each("cy")]
    );
}
