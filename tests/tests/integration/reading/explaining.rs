//! `statements` and `explain`: what a load runs, and how, before it does.

use relmodel::prelude::*;
use relmodel_tests::statements;

use crate::models::*;

fn assert_told<M: relmodel::bounds::Record, S: relmodel::bounds::Row>(db: &Db, query: Query<M, S>) {
    let told: Vec<String> = (query.statements().unwrap().into_iter())
        .map(|statement| statement.sql)
        .collect();
    let (_, ran) = statements(db, || query.load(db).map(drop).unwrap());
    assert_eq!(told, ran);
    assert_eq!(told[0], query.to_sql().unwrap());
    let explained = query.explain(db).unwrap();
    assert_eq!(explained.matches("QUERY PLAN").count(), told.len());
    assert!(told.iter().all(|sql| explained.contains(sql.as_str())));
}

#[test]
fn the_statements_are_those_that_run() {
    let db = filled(3);
    assert_told(&db, User::all());
    assert_told(
        &db,
        User::all().limit(2).with(|u| u.profile).with(|u| u.posts),
    );
    let nested = |u: UserFields| {
        u.posts
            .with(|p| p.comments.with(|c| c.user))
            .with(|p| p.tags.order_by(|t| t.name).limit(1))
            .with(|p| p.editor.with(|e| e.edited))
    };
    assert_told(&db, User::all().with(nested).with(|u| u.profile));
    assert_told(
        &db,
        User::all()
            .with(|u| nested(u).joined())
            .with(|u| u.posts.joined()),
    );
    assert_told(&db, User::all().with(|u| nested(u).subquery()));
    assert_told(
        &db,
        Post::all().with(|p| p.author.batched().with(|a| a.profile)),
    );
    assert_told(
        &db,
        Post::all().with(|p| p.author.subquery().with(|a| a.posts.subquery())),
    );
    assert_told(
        &db,
        PostTag::all().with(|l| l.post.with(|p| p.tags.with_link())),
    );
    let boss = Employee::find(Id::from(1)).load(&db).unwrap();
    assert_told(&db, boss.reports().descendants().with(|e| e.manager));
}

#[test]
fn values_stand_beside_their_statement() {
    let query = User::filter(|u| u.name.in_(["it's", "b"]) & u.id.gt(Id::from(3)))
        .filter(|u| u.id.in_(Vec::<Id<User>>::new()))
        .limit(2)
        .with(|u| u.posts.filter(|p| p.title.eq("t")));
    let statements = query.statements().unwrap();
    let values: Vec<String> = statements.iter().map(|s| s.values.join("; ")).collect();
    assert_eq!(values, ["['it''s', 'b']; 3; []; 2", "[…]; 't'"]);
    assert!(
        statements[1].to_string().ends_with("-- ?1 = […], ?2 = 't'"),
        "{}",
        statements[1]
    );
    let none = User::all().statements().unwrap();
    assert_eq!(none[0].to_string(), User::all().to_sql().unwrap());
}

#[test]
fn the_plan_is_a_tree() {
    let db = filled(1);
    let query = User::filter(|u| u.posts.any(|p| p.tags.any(|t| t.name.eq("x"))));
    let plan = query.explain(&db).unwrap();
    let (_, tree) = plan.split_once("QUERY PLAN\n").unwrap();
    assert_eq!(
        tree,
        "|--SCAN t0\n\
         |--SEARCH t1 EXISTS USING COVERING INDEX post(user_id) (user_id=? AND rowid=?)\n\
         `--LIST SUBQUERY 1\n   \
            |--SEARCH t2 USING COVERING INDEX sqlite_autoindex_tag_1 (name=?)\n   \
            `--SEARCH t3 USING COVERING INDEX post_tag(tag_id) (tag_id=?)\n"
    );
}

#[test]
fn explaining_runs_nothing_that_is_counted_and_tells_what_is_wrong() {
    let db = filled(1);
    let query = User::all().with(|u| u.posts);
    let (plan, count) = db.count_statements(|| query.explain(&db));
    assert_eq!((plan.is_ok(), count), (true, 0));
    let empty = relmodel_tests::memory_db();
    let error = query.explain(&empty).unwrap_err();
    assert!(error.is_schema());
    assert!(error.to_string().contains("schema![User]"), "{error}");
    let outer = std::cell::Cell::new(None);
    let wrong = User::all().with(|u| {
        outer.set(Some(u.name));
        u.posts.filter(|p| p.title.eq(outer.get().unwrap()))
    });
    assert!(wrong.statements().unwrap_err().is_query());
    let nobody = Employee {
        id: Id::from(1),
        name: String::new(),
        manager_id: None,
    };
    assert!(nobody.manager().statements().unwrap().is_empty());
}
