//! `where` and `order`: what a relation says of the rows that it leads to.

use relmodel::prelude::*;
use relmodel_tests::statements;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(posts: Post, order = |p| (p.rank.desc(), p.id))]
#[has_many(drafts: Post, where = |p| is_draft(p))]
#[has_one(pinned: Post, where = |p| p.rank.eq(9) & p.published)]
#[many_to_many(groups: Group, through = Membership, order = |g| g.name)]
#[many_to_many(open_groups: Group, through = Membership, where = |g| g.open, order = |g| g.name.desc())]
struct User {
    id: Id<User>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Post {
    id: Id<Post>,
    rank: i64,
    published: bool,
    #[belongs_to(author: User)]
    user_id: Id<User>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Group {
    id: Id<Group>,
    name: String,
    open: bool,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Membership {
    #[key]
    #[belongs_to(User)]
    user_id: Id<User>,
    #[key]
    #[belongs_to(Group)]
    group_id: Id<Group>,
}

/// A condition that has a name. A closure that only calls it is no lint of clippy's, which the gate runs on this.
fn is_draft(post: PostFields) -> Expr<bool> {
    post.published.eq(false)
}

fn world() -> Db {
    let db = Db::open_in_memory().unwrap();
    schema![User].create(&db).unwrap();
    db.execute_batch(
        "INSERT INTO user VALUES (1), (2);
         INSERT INTO post VALUES (1, 1, TRUE, 1), (2, 9, TRUE, 1), (3, 9, FALSE, 1), (4, 5, FALSE, 1), (5, 1, TRUE, 2);
         INSERT INTO \"group\" VALUES (1, 'b', TRUE), (2, 'a', TRUE), (3, 'c', FALSE);
         INSERT INTO membership VALUES (1, 1), (1, 2), (1, 3), (2, 3);",
    )
    .unwrap();
    db
}

fn user(db: &Db) -> User {
    User::find(Id::from(1)).load(db).unwrap()
}

fn ids(posts: &[Post]) -> Vec<i64> {
    posts.iter().map(|post| post.id.get()).collect()
}

#[test]
fn the_order_of_a_relation_holds_unless_another_is_asked_for() {
    let db = world();
    assert_eq!(ids(&user(&db).posts().load(&db).unwrap()), [2, 3, 4, 1]);
    let other = user(&db).posts().order_by(|p| p.id);
    assert_eq!(ids(&other.load(&db).unwrap()), [1, 2, 3, 4]);
    let users: Vec<(User, Vec<Post>)> = User::all().with(|u| u.posts).load(&db).unwrap();
    assert_eq!(ids(&users[0].1), [2, 3, 4, 1]);
    let users = User::all().with(|u| u.posts.joined()).load(&db).unwrap();
    assert_eq!(ids(&users[0].1), [2, 3, 4, 1]);
    let users = User::all()
        .with(|u| u.posts.limit(2).subquery())
        .load(&db)
        .unwrap();
    assert_eq!(ids(&users[0].1), [2, 3]);
    let users = User::all()
        .with(|u| u.posts.order_by(|p| p.id))
        .load(&db)
        .unwrap();
    assert_eq!(ids(&users[0].1), [1, 2, 3, 4]);
}

#[test]
fn a_condition_holds_wherever_the_relation_is_used() {
    let db = world();
    let mut drafts = user(&db).drafts().load(&db).unwrap();
    drafts.sort_by_key(|post| post.id);
    assert_eq!(ids(&drafts), [3, 4]);
    assert_eq!(user(&db).drafts().count(&db).unwrap(), 2);
    assert_eq!(
        User::filter(|u| u.drafts.any(|_| true)).load(&db).unwrap(),
        [user(&db)]
    );
    assert_eq!(
        User::filter(|u| u.drafts.none(|p| p.rank.gt(5)))
            .count(&db)
            .unwrap(),
        1
    );

    let drafts =
        |users: Vec<(User, Vec<Post>)>| users.iter().map(|(_, d)| ids(d)).collect::<Vec<_>>();
    let users = || User::all().order_by(|u| u.id);
    let expected = [vec![3, 4], vec![]];
    assert_eq!(
        drafts(
            users()
                .with(|u| u.drafts.order_by(|p| p.id))
                .load(&db)
                .unwrap()
        ),
        expected
    );
    assert_eq!(
        drafts(
            users()
                .with(|u| u.drafts.order_by(|p| p.id).joined())
                .load(&db)
                .unwrap()
        ),
        expected
    );
    assert_eq!(
        drafts(
            users()
                .with(|u| u.drafts.order_by(|p| p.id).subquery())
                .load(&db)
                .unwrap()
        ),
        expected
    );
    let high = users().with(|u| u.drafts.filter(|p| p.rank.gt(5)));
    assert_eq!(drafts(high.load(&db).unwrap()), [vec![3], vec![]]);
}

#[test]
fn the_condition_is_part_of_the_statement() {
    let db = world();
    let ann = user(&db);
    let (_, run) = statements(&db, || ann.drafts().load(&db).unwrap());
    assert_eq!(
        run,
        [
            r#"SELECT t0."id", t0."rank", t0."published", t0."user_id" FROM "post" AS t0 WHERE t0."user_id" = ?1 AND t0."published" = ?2"#
        ]
    );
}

#[test]
fn a_condition_chooses_the_one_row_of_a_has_one_whose_key_is_not_unique() {
    let db = world();
    let users: Vec<(User, Option<Post>)> = User::all()
        .order_by(|u| u.id)
        .with(|u| u.pinned)
        .load(&db)
        .unwrap();
    assert_eq!(users[0].1.as_ref().unwrap().id.get(), 2);
    assert_eq!(users[1].1, None);
    assert_eq!(user(&db).pinned().load(&db).unwrap().unwrap().id.get(), 2);
    assert_eq!(User::filter(|u| u.pinned.is_none()).count(&db).unwrap(), 1);
    let alone = User::all().order_by(|u| u.id).with(|u| u.pinned.batched());
    assert_eq!(alone.load(&db).unwrap(), users);

    db.execute_batch("UPDATE post SET published = TRUE WHERE id = 3")
        .unwrap();
    assert!(
        User::all()
            .with(|u| u.pinned)
            .load(&db)
            .unwrap_err()
            .is_not_single()
    );
    assert!(user(&db).pinned().load(&db).unwrap_err().is_not_single());
}

#[test]
fn links_are_ordered_and_chosen_by_their_target() {
    let db = world();
    let names = |groups: Vec<Group>| groups.into_iter().map(|g| g.name).collect::<Vec<_>>();
    assert_eq!(
        names(user(&db).groups().load(&db).unwrap()),
        ["a", "b", "c"]
    );
    assert_eq!(
        names(user(&db).open_groups().load(&db).unwrap()),
        ["b", "a"]
    );
    let users: Vec<(User, Vec<Group>, Vec<Group>)> = User::all()
        .order_by(|u| u.id)
        .with(|u| u.groups)
        .with(|u| u.open_groups.joined())
        .load(&db)
        .unwrap();
    let (_, all, open) = users.into_iter().next().unwrap();
    assert_eq!(
        (names(all), names(open)),
        (
            vec!["a".into(), "b".into(), "c".into()],
            vec!["b".to_owned(), "a".into()]
        )
    );
}

#[test]
fn a_relation_with_an_order_alone_can_be_written_through() {
    let db = world();
    let group = Group::find(Id::from(1)).load(&db).unwrap();
    let other = User::find(Id::from(2)).load(&db).unwrap();
    other.groups().add(&db, &group).unwrap();
    assert!(other.groups().contains(&db, &group).unwrap());
    assert_eq!(other.groups().load(&db).unwrap().len(), 2);
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(odd: Chapter, where = |c| c.book.is(|b| b.odd.none(|_| true)))]
struct Book {
    id: Id<Book>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Chapter {
    id: Id<Chapter>,
    #[belongs_to(Book)]
    book_id: Id<Book>,
}

#[test]
fn a_condition_that_asks_about_itself_is_an_error() {
    let error = Book::all().with(|b| b.odd).to_sql().map(drop);
    let db = Db::open_in_memory().unwrap();
    schema![Book].create(&db).unwrap();
    let book = NewBook {}.insert(&db).unwrap();
    for error in [
        error,
        book.odd().load(&db).map(drop),
        Book::filter(|b| b.odd.any(|_| true)).load(&db).map(drop),
        Book::all().with(|b| b.odd).load(&db).map(drop),
    ] {
        if let Err(error) = error {
            assert!(error.is_limit(), "{error}");
        }
    }
    assert!(book.odd().load(&db).unwrap_err().is_limit());
}
