//! Relations in filters: `any`, `none`, `is`, `is_none`, at several depths and on a model's relations to itself.

use relmodel::prelude::*;
use relmodel_tests::statements;

use crate::models::*;

fn names(query: Query<User>, db: &Db) -> Vec<String> {
    let users = query.order_by(|u| u.id).load(db).unwrap();
    users.into_iter().map(|user| user.name).collect()
}

/// ann wrote a, tagged x, and b; bob wrote c, tagged x and y, on which cyd commented; cyd wrote nothing.
fn blog() -> Db {
    let db = empty();
    let [ann, bob, cyd] = ["ann", "bob", "cyd"].map(|name| user(&db, name));
    let a = post(&db, "a", &ann);
    post(&db, "b", &ann);
    let mut c = post(&db, "c", &bob);
    c.editor_id = Some(cyd.id);
    c.update(&db).unwrap();
    let (x, y) = (tag(&db, "x"), tag(&db, "y"));
    a.tags().add(&db, &x).unwrap();
    c.tags().add_all(&db, [&x, &y]).unwrap();
    comment(&db, "nice", &c, &cyd);
    for (user, bio) in [(&ann, "a"), (&cyd, "c")] {
        NewProfile { user_id: user.id }
            .bio(bio)
            .insert(&db)
            .unwrap();
    }
    db
}

#[test]
fn any_and_none_of_a_to_many() {
    let db = blog();
    assert_eq!(
        names(User::filter(|u| u.posts.any(|_| true)), &db),
        ["ann", "bob"]
    );
    assert_eq!(
        names(User::filter(|u| u.posts.none(|_| true)), &db),
        ["cyd"]
    );
    assert_eq!(
        names(User::filter(|u| u.posts.any(|p| p.title.eq("b"))), &db),
        ["ann"]
    );
    assert_eq!(
        names(User::filter(|u| u.posts.none(|p| p.title.eq("b"))), &db),
        ["bob", "cyd"]
    );
    assert_eq!(
        names(
            User::filter(|u| u.posts.any(|p| p.title.eq("b")).not()),
            &db
        ),
        ["bob", "cyd"]
    );
}

#[test]
fn each_row_comes_once_however_many_match() {
    let db = blog();
    let query = User::filter(|u| u.posts.any(|p| p.title.ge("a")));
    assert_eq!(query.count(&db).unwrap(), 2);
    assert_eq!(names(query, &db), ["ann", "bob"]);
}

#[test]
fn none_of_a_condition_that_is_null_holds() {
    let db = blog();
    // The editor of a and b is NULL, so the comparison is neither true nor false in SQL.
    let query = User::filter(|u| u.posts.none(|p| p.editor_id.lt(Id::from(9))));
    assert_eq!(names(query, &db), ["ann", "cyd"]);
}

#[test]
fn two_and_three_relations_deep() {
    let db = blog();
    let tagged = |name: &'static str| {
        User::filter(move |u| u.posts.any(|p| p.tags.any(|t| t.name.eq(name))))
    };
    assert_eq!(names(tagged("x"), &db), ["ann", "bob"]);
    assert_eq!(names(tagged("y"), &db), ["bob"]);
    let untagged = User::filter(|u| u.posts.any(|p| p.tags.none(|_| true)));
    assert_eq!(names(untagged, &db), ["ann"]);
    let by_cyd = User::filter(|u| {
        u.posts
            .any(|p| p.comments.any(|c| c.user.is(|u| u.name.eq("cyd"))))
    });
    assert_eq!(names(by_cyd, &db), ["bob"]);
    let tags = Tag::filter(|t| {
        t.posts
            .any(|p| p.author.is(|u| u.profile.is(|x| x.bio.eq("a"))))
    });
    assert_eq!(tags.one(&db).unwrap().name, "x");
}

#[test]
fn to_one_relations() {
    let db = blog();
    assert_eq!(
        names(User::filter(|u| u.profile.is(|_| true)), &db),
        ["ann", "cyd"]
    );
    assert_eq!(names(User::filter(|u| u.profile.is_none()), &db), ["bob"]);
    assert_eq!(
        names(User::filter(|u| u.profile.is(|p| p.bio.eq("c"))), &db),
        ["cyd"]
    );
    let titles = |query: Query<Post>| -> Vec<String> {
        query
            .order_by(|p| p.id)
            .load(&db)
            .unwrap()
            .into_iter()
            .map(|p| p.title)
            .collect()
    };
    assert_eq!(
        titles(Post::filter(|p| p.author.is(|u| u.name.eq("ann")))),
        ["a", "b"]
    );
    assert_eq!(
        titles(Post::filter(|p| p.author.is(|u| u.name.eq("ann")).not())),
        ["c"]
    );
    assert_eq!(titles(Post::filter(|p| p.editor.is_none())), ["a", "b"]);
    assert_eq!(
        titles(Post::filter(|p| p.editor.is(|u| u.posts.none(|_| true)))),
        ["c"]
    );
}

/// Both `p` and `x` stand one level below `u`: aliases that went by the level would be mixed up.
#[test]
fn a_relation_of_the_outer_row_may_stand_inside_another() {
    let db = blog();
    let query = User::filter(|u| u.posts.any(|p| u.profile.is(|x| x.bio.ne(p.title))));
    assert_eq!(
        query.to_sql().unwrap(),
        concat!(
            r#"SELECT t0."id", t0."name" FROM "user" AS t0 WHERE EXISTS (SELECT 1 FROM "post" AS t1 WHERE t1."user_id" = t0."id" "#,
            r#"AND EXISTS (SELECT 1 FROM "profile" AS t2 WHERE t2."user_id" = t0."id" AND t2."bio" IS NOT t1."title"))"#,
        )
    );
    // ann's bio is a, and she wrote a and b; bob has no profile, cyd no post.
    assert_eq!(names(query, &db), ["ann"]);
    let same = User::filter(|u| u.posts.any(|p| u.profile.is(|x| x.bio.eq(p.title))));
    assert_eq!(names(same, &db), ["ann"]);
    let all = User::filter(|u| u.posts.none(|p| u.profile.is(|x| x.bio.eq(p.title))));
    assert_eq!(names(all, &db), ["bob", "cyd"]);
}

#[test]
fn columns_of_outer_rows_can_be_compared_at_any_depth() {
    let db = blog();
    // Someone else commented on one of the user's posts.
    let query = User::filter(|u| {
        u.posts.any(|p| {
            p.comments
                .any(|c| c.user_id.ne(u.id).and(c.post_id.eq(p.id)))
        })
    });
    assert_eq!(names(query, &db), ["bob"]);
    let self_edited = Post::filter(|p| p.editor_id.eq(p.user_id));
    assert_eq!(self_edited.count(&db).unwrap(), 0);
}

#[test]
fn a_model_related_to_itself() {
    let db = empty();
    let eva = employee(&db, "eva", None);
    let max = employee(&db, "max", Some(&eva));
    employee(&db, "kim", Some(&eva));
    employee(&db, "tom", Some(&max));
    let names = |query: Query<Employee>| -> Vec<String> {
        query
            .order_by(|e| e.id)
            .load(&db)
            .unwrap()
            .into_iter()
            .map(|e| e.name)
            .collect()
    };
    assert_eq!(
        names(Employee::filter(|e| e.manager.is(|m| m.name.eq("eva")))),
        ["max", "kim"]
    );
    assert_eq!(
        names(Employee::filter(|e| e
            .manager
            .is(|m| m.manager.is(|b| b.name.eq("eva"))))),
        ["tom"]
    );
    assert_eq!(
        names(Employee::filter(|e| e.reports.any(|r| r.name.eq("tom")))),
        ["max"]
    );
    assert_eq!(
        names(Employee::filter(|e| e
            .reports
            .any(|r| r.reports.any(|_| true)))),
        ["eva"]
    );
    assert_eq!(
        names(Employee::filter(|e| e.reports.none(|_| true))),
        ["kim", "tom"]
    );
    assert_eq!(names(Employee::filter(|e| e.manager.is_none())), ["eva"]);
    // A sibling: the manager has another report.
    let siblings = Employee::filter(|e| e.manager.is(|m| m.reports.any(|r| r.id.ne(e.id))));
    assert_eq!(names(siblings), ["max", "kim"]);
}

#[test]
fn both_ends_of_a_many_to_many_of_a_model_with_itself() {
    let db = empty();
    let [ann, bob, cyd] = ["ann", "bob", "cyd"].map(|name| person(&db, name));
    ann.following().add_all(&db, [&bob, &cyd]).unwrap();
    bob.following().add(&db, &ann).unwrap();
    let names = |query: Query<Person>| -> Vec<String> {
        query
            .order_by(|p| p.id)
            .load(&db)
            .unwrap()
            .into_iter()
            .map(|p| p.name)
            .collect()
    };
    assert_eq!(
        names(Person::filter(|p| p.following.any(|o| o.name.eq("ann")))),
        ["bob"]
    );
    assert_eq!(
        names(Person::filter(|p| p.followers.any(|o| o.name.eq("ann")))),
        ["bob", "cyd"]
    );
    assert_eq!(
        names(Person::filter(|p| p.following.none(|_| true))),
        ["cyd"]
    );
    let mutual = Person::filter(|p| {
        p.following
            .any(|o| o.following.any(|back| back.id.eq(p.id)))
    });
    assert_eq!(names(mutual), ["ann", "bob"]);
    let friends = ann
        .following()
        .filter(|o| o.following.any(|back| back.id.eq(ann.id)));
    assert_eq!(names(friends), ["bob"]);
}

#[test]
fn a_filter_through_a_relation_is_part_of_the_one_statement() {
    let db = blog();
    let (_, ran) = statements(&db, || {
        User::filter(|u| u.posts.any(|p| p.tags.any(|t| t.name.eq("x"))))
            .load(&db)
            .unwrap()
    });
    assert_eq!(
        ran,
        [concat!(
            r#"SELECT t0."id", t0."name" FROM "user" AS t0 WHERE EXISTS (SELECT 1 FROM "post" AS t1 WHERE t1."user_id" = t0."id" "#,
            r#"AND t1."id" IN (SELECT t3."post_id" FROM "tag" AS t2 CROSS JOIN "post_tag" AS t3 ON t3."tag_id" = t2."id" "#,
            r#"WHERE t2."name" = ?1))"#,
        )]
    );
}

#[test]
fn a_relation_to_one_row_that_a_unique_value_tells_is_asked_from_that_row() {
    let sql = |query: Query<Post>| query.to_sql().unwrap();
    // By the key, to one.
    let by_one = Post::filter(|p| p.author.is(|u| u.id.eq(Id::from(1))));
    assert!(sql(by_one).ends_with(
        r#"WHERE t0."user_id" IN (SELECT t1."id" FROM "user" AS t1 WHERE t1."id" = ?1)"#
    ));
    // What is not unique, or asks for more than a value, is asked of each row.
    let by_title = User::filter(|u| u.posts.any(|p| p.title.eq("x")));
    assert!(by_title.to_sql().unwrap().contains("EXISTS"));
    let by_more = Post::filter(|p| p.tags.any(|t| t.name.eq("x").or(t.name.eq("y"))));
    assert!(sql(by_more).contains("EXISTS"));
}

#[test]
fn relations_that_are_loaded_may_be_filtered_by_relations() {
    let db = blog();
    let users = User::all()
        .order_by(|u| u.id)
        .with(|u| u.posts.filter(|p| p.tags.any(|t| t.name.eq("x"))))
        .load(&db)
        .unwrap();
    let shown: Vec<(String, Vec<String>)> = users
        .into_iter()
        .map(|(user, posts)| {
            (
                user.name,
                posts.into_iter().map(|post| post.title).collect(),
            )
        })
        .collect();
    let of = |name: &str, titles: &[&str]| {
        (
            name.to_owned(),
            titles.iter().map(|t| (*t).to_owned()).collect(),
        )
    };
    assert_eq!(
        shown,
        [of("ann", &["a"]), of("bob", &["c"]), of("cyd", &[])]
    );
}

#[test]
fn the_text_of_equal_queries_is_equal() {
    let text = || {
        User::filter(|u| u.posts.any(|p| p.tags.any(|t| t.name.eq("x"))))
            .to_sql()
            .unwrap()
    };
    let first = text();
    let _ = User::all().to_sql().unwrap();
    assert_eq!(text(), first, "the statement is found in the cache again");
}
