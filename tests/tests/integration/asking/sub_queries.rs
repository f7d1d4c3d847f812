//! Queries inside others: `in_` of a query, and `exists`.

use relmodel::prelude::*;
use relmodel_tests::memory_db;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(posts: Post)]
struct User {
    id: Id<User>,
    name: String,
    age: Option<i64>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Post {
    id: Id<Post>,
    title: Option<String>,
    number: Option<i64>,
    #[belongs_to(author: User)]
    user_id: Option<Id<User>>,
}

fn filled() -> (Db, Vec<User>, Vec<Post>) {
    let db = memory_db();
    schema![User].create(&db).unwrap();
    let users = [("a", None), ("b", Some(1)), ("c", Some(2)), ("é", Some(3))];
    let users = User::insert_all(&db, users.map(|(name, age)| NewUser { name }.age(age))).unwrap();
    let posts = [
        (Some("a"), Some(1), Some(0)),
        (Some("x"), None, Some(1)),
        (None, Some(3), Some(1)),
        (Some("é"), Some(2), None),
        (None, None, None),
    ];
    let posts = posts.map(|(title, number, user)| {
        NewPost {}
            .title(title)
            .number(number)
            .user_id(user.map(|user: usize| users[user].id))
    });
    let posts = Post::insert_all(&db, posts).unwrap();
    (db, users, posts)
}

/// The query gives these users, and its negation the others.
fn same(ask: impl Fn(UserFields) -> Expr<bool>, picks: impl Fn(&User, &[Post]) -> bool) {
    let (db, users, posts) = filled();
    let found = User::filter(&ask).order_by(|u| u.id).load(&db).unwrap();
    let left = User::filter(|u| ask(u).not())
        .order_by(|u| u.id)
        .load(&db)
        .unwrap();
    let (picked, others): (Vec<User>, Vec<User>) =
        users.into_iter().partition(|u| picks(u, &posts));
    assert_eq!((found, left), (picked, others));
}

#[test]
fn in_takes_a_query_and_null_is_no_member() {
    same(
        |u| u.id.in_(Post::all().select(|p| p.user_id)),
        |u, posts| posts.iter().any(|p| p.user_id == Some(u.id)),
    );
    same(
        |u| u.name.in_(Post::all().select(|p| p.title)),
        |u, posts| posts.iter().any(|p| p.title.as_ref() == Some(&u.name)),
    );
    same(
        |u| u.age.in_(Post::all().select(|p| p.number)),
        |u, posts| u.age.is_some() && posts.iter().any(|p| p.number == u.age),
    );
    same(
        |u| u.age.in_(Post::all().select(|p| p.number + 1)),
        |u, posts| u.age.is_some() && posts.iter().any(|p| p.number.map(|n| n + 1) == u.age),
    );
    same(
        |u| (u.age + 1).in_(Post::filter(|p| p.title.is_not_null()).select(|p| p.number)),
        |u, posts| {
            posts.iter().any(|p| {
                p.title.is_some() && p.number.is_some() && p.number == u.age.map(|a| a + 1)
            })
        },
    );
}

#[test]
fn the_query_may_mention_columns_of_those_around_it() {
    same(
        |u| {
            u.id.in_(Post::filter(|p| p.title.eq(u.name)).select(|p| p.user_id))
        },
        |u, posts| {
            posts
                .iter()
                .any(|p| p.user_id == Some(u.id) && p.title.as_ref() == Some(&u.name))
        },
    );
    same(
        |u| exists(Post::filter(|p| p.user_id.eq(u.id).and(p.number.gt(u.age)))),
        |u, posts| {
            posts
                .iter()
                .any(|p| p.user_id == Some(u.id) && p.number.zip(u.age).is_some_and(|(n, a)| n > a))
        },
    );
    same(
        |u| {
            exists(User::filter(|v| {
                v.name
                    .lt(u.name)
                    .and(exists(User::filter(|w| w.name.lt(v.name))))
            }))
        },
        |u, _| u.name.as_str() > "b",
    );
}

#[test]
fn a_query_with_a_limit_has_so_many_members() {
    let (_, users, _) = filled();
    let id = users[1].id;
    same(
        |u| {
            u.id.in_(
                Post::all()
                    .order_by(|p| p.id.desc())
                    .limit(3)
                    .select(|p| p.user_id),
            )
        },
        move |u, _| u.id == id,
    );
    same(
        |u| u.id.in_(User::all().limit(0).select(|u| u.id)),
        |_, _| false,
    );
    same(|_| exists(User::all().limit(0)), |_, _| false);
    same(|_| exists(User::all().offset(3)), |_, _| true);
    same(|_| exists(User::all().offset(4)), |_, _| false);
}

#[test]
fn an_accessor_is_a_query_too() {
    let (db, users, posts) = filled();
    let by_b = |p: PostFields| p.id.in_(users[1].posts().select(|p| p.id));
    assert_eq!(Post::filter(by_b).count(&db).unwrap(), 2);
    let of_nobody = |u: UserFields| u.id.in_(posts[3].author().select(|u| u.id));
    assert_eq!(User::filter(of_nobody).count(&db).unwrap(), 0);
    assert_eq!(User::filter(|u| of_nobody(u).not()).count(&db).unwrap(), 4);
    assert_eq!(
        User::filter(|_| exists(posts[3].author()))
            .count(&db)
            .unwrap(),
        0
    );
}

#[test]
fn an_indexed_column_is_looked_up_and_another_is_read_once() {
    let by_key = User::filter(|u| {
        u.id.in_(Post::filter(|p| p.number.gt(1)).select(|p| p.user_id))
    });
    assert_eq!(
        by_key.to_sql().unwrap(),
        r#"SELECT t0."id", t0."name", t0."age" FROM "user" AS t0 WHERE EXISTS (SELECT 1 FROM "post" AS t1 WHERE t0."id" = t1."user_id" AND t1."number" > ?1)"#
    );
    let by_title = User::filter(|u| {
        u.name
            .in_(Post::all().order_by(|p| p.id).select(|p| p.title))
    });
    assert_eq!(
        by_title.to_sql().unwrap(),
        r#"SELECT t0."id", t0."name", t0."age" FROM "user" AS t0 WHERE t0."name" IN (SELECT t1."title" FROM "post" AS t1)"#
    );
    let (db, ..) = filled();
    let sql = format!("EXPLAIN QUERY PLAN {}", by_key.to_sql().unwrap());
    let plan: Vec<String> = db.with_connection(|raw| {
        let mut statement = raw.prepare(&sql).unwrap();
        let rows = statement.query_map([1], |row| row.get(3)).unwrap();
        rows.map(Result::unwrap).collect()
    });
    assert!(
        plan.iter()
            .any(|line| line.contains("SEARCH t1 EXISTS USING INDEX")),
        "{plan:#?}"
    );
}

#[test]
fn where_an_index_finds_the_members_they_are_found_first_and_the_rows_by_them() {
    let (db, users, _) = filled();
    let posts = users[1].posts().select(|p| p.id);
    let by_accessor = Post::filter(|p| p.id.in_(posts));
    assert_eq!(
        by_accessor.to_sql().unwrap(),
        r#"SELECT t0."id", t0."title", t0."number", t0."user_id" FROM "post" AS t0 WHERE t0."id" IN (SELECT t1."id" FROM "post" AS t1 WHERE t1."user_id" = ?1)"#
    );
    let plan = by_accessor.explain(&db).unwrap();
    assert!(
        plan.contains("SEARCH t0 USING INTEGER PRIMARY KEY (rowid=?)"),
        "{plan}"
    );
    assert!(
        plan.contains("SEARCH t1 USING COVERING INDEX post(user_id) (user_id=?)"),
        "{plan}"
    );
    assert_eq!(by_accessor.count(&db).unwrap(), 2);

    let by_key = |more: fn(UserFields, PostFields) -> Expr<bool>| {
        let id = users[1].id;
        let query = User::filter(|u| {
            let posts = Post::filter(|p| p.user_id.eq(id).and(more(u, p)));
            u.id.in_(posts.select(|p| p.user_id))
        });
        query.to_sql().unwrap()
    };
    assert!(by_key(|_, p| p.number.gt(1)).contains(r#"t0."id" IN (SELECT t1."user_id""#));
    // One that mentions the row around it is another one for each row.
    assert!(by_key(|u, p| p.title.eq(u.name)).contains("EXISTS"));
    assert!(by_key(|u, p| p.title.eq(u.name).or(p.number.eq(1))).contains("EXISTS"));
}

#[test]
fn a_query_used_inside_itself_is_refused() {
    let (db, ..) = filled();
    let query = User::all();
    let inner = query.clone();
    let error = query.filter(|_| exists(inner)).load(&db).unwrap_err();
    assert!(error.is_query(), "{error:?}");
}

#[test]
fn queries_nested_3_000_deep_are_refused() {
    let (db, ..) = filled();
    let mut query = User::all();
    for _ in 0..3_000 {
        let inner = query;
        query = User::filter(|_| exists(inner));
    }
    assert!(query.load(&db).unwrap_err().is_limit());
    let mut query = User::all();
    for _ in 0..3_000 {
        let inner = query;
        query = User::filter(|u| u.id.in_(inner.select(|u| u.id)));
    }
    assert!(query.load(&db).unwrap_err().is_limit());
}
