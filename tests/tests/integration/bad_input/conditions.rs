//! Conditions larger than SQLite takes.

use relmodel::Expression;
use relmodel::prelude::*;

use super::model;
use crate::models::*;

const MANY: i64 = 200_000;

/// The query either runs, and gives what it should, or is refused as too large.
fn refused(query: &Query<User>, db: &Db) {
    for error in [
        query.load(db).unwrap_err(),
        query.count(db).unwrap_err(),
        query.exists(db).unwrap_err(),
        query.first(db).unwrap_err(),
    ] {
        assert!(error.is_limit(), "{error:?}");
        assert_eq!(model(&error), "User", "{error}");
    }
    let error = query.to_sql().unwrap_err();
    assert!(error.is_limit(), "{error:?}");
}

#[test]
fn an_or_of_200_000_terms_is_refused() {
    let db = filled(1);
    let query = User::filter(|u| {
        let mut condition = u.id.eq(Id::from(1));
        for n in 2..=MANY {
            condition = condition.or(u.id.eq(Id::from(n)));
        }
        condition
    });
    refused(&query, &db);
}

#[test]
fn an_and_of_200_000_terms_is_refused() {
    let db = filled(1);
    let query = User::filter(|u| {
        let mut condition = u.id.ne(Id::from(1));
        for n in 2..=MANY {
            condition = condition.and(u.id.ne(Id::from(n)));
        }
        condition
    });
    refused(&query, &db);
    let query = (0..MANY).fold(User::all(), |query, n| {
        query.filter(|u| u.id.ne(Id::from(n)))
    });
    refused(&query, &db);
}

#[test]
fn an_or_that_grows_to_the_left_is_refused() {
    let db = filled(1);
    let query = User::filter(|u| {
        let mut condition = u.id.eq(Id::from(1));
        for n in 2..=MANY {
            condition = u.id.eq(Id::from(n)).or(condition);
        }
        condition
    });
    refused(&query, &db);
}

#[test]
fn any_of_and_all_of_200_000_terms_are_refused() {
    let db = filled(1);
    let ids = || (1..=MANY).map(Id::<User>::from);
    refused(&User::filter(|u| any_of(ids().map(|id| u.id.eq(id)))), &db);
    refused(&User::filter(|u| all_of(ids().map(|id| u.id.ne(id)))), &db);
}

#[test]
fn an_or_of_200_000_terms_without_values_does_not_abort() {
    let db = filled(2);
    let query = User::filter(|u| any_of((0..MANY).map(|_| u.id.ne(u.id))));
    match query.load(&db) {
        Ok(users) => assert_eq!(users, []),
        Err(error) => assert!(error.is_limit(), "{error:?}"),
    }
}

#[test]
fn thirty_thousand_terms_are_taken() {
    let db = filled(3);
    let query = User::filter(|u| any_of((2..30_000).map(|n| u.id.eq(Id::from(n)))));
    assert_eq!(query.count(&db).unwrap(), 2);
    let mut terms = 0;
    let query = User::filter(|u| {
        let mut condition = u.id.eq(Id::from(2));
        while terms < 30_000 {
            terms += 1;
            condition = condition.or(u.id.eq(Id::from(3)));
        }
        condition
    });
    assert_eq!(query.count(&db).unwrap(), 2);
}

#[test]
fn forty_thousand_bound_values_are_refused_and_taken_as_one_list() {
    let db = filled(3);
    let query = User::filter(|u| any_of((2..40_002).map(|n| u.id.eq(Id::from(n)))));
    refused(&query, &db);
    let query = User::filter(|u| u.id.in_((2..40_002).map(Id::from)));
    assert_eq!(query.count(&db).unwrap(), 2);
}

#[test]
fn nots_nested_200_000_deep_are_refused() {
    let db = filled(1);
    let query = User::filter(|u| {
        let mut condition = u.id.eq(Id::from(1));
        for _ in 0..MANY {
            condition = condition.not();
        }
        condition
    });
    refused(&query, &db);
}

#[test]
fn and_and_or_nested_in_turn_200_000_deep_are_refused() {
    let db = filled(1);
    let query = User::filter(|u| {
        let mut condition = u.id.eq(Id::from(1));
        for _ in 0..MANY / 2 {
            condition = condition.or(u.name.eq("a")).and(u.name.ne("b"));
        }
        condition
    });
    refused(&query, &db);
}

/// `depth` steps from a user to a post and back.
fn circle(u: UserFields, depth: u32) -> Expr<bool> {
    match depth {
        0 => u.name.eq("user 1"),
        _ => u.posts.any(|p| p.author.is(|u| circle(u, depth - 1))),
    }
}

#[test]
fn relations_in_filters_nest_until_sqlite_takes_no_more() {
    let db = filled(2);
    for depth in [0, 1, 2, 3, 10] {
        let found = User::filter(|u| circle(u, depth)).load(&db).unwrap();
        assert_eq!(found.len(), 1, "{depth} deep");
    }
    for depth in [50, 100, 150, 200, 220, 230, 300] {
        match User::filter(|u| circle(u, depth)).load(&db) {
            Ok(found) => assert_eq!(found.len(), 1, "{depth} deep"),
            Err(error) => {
                assert!(error.is_limit(), "{depth} deep: {error:?}");
                assert_eq!(model(&error), "User");
            }
        }
    }
}

#[test]
fn a_column_outside_its_closure_is_refused() {
    let db = filled(2);
    let mut outer = None;
    let _ = User::filter(|u| {
        outer = Some(u.name);
        true
    });
    let name = outer.unwrap();
    for error in [
        User::filter(|_| name.eq("user 1")).load(&db).unwrap_err(),
        User::all().order_by(|_| name).load(&db).unwrap_err(),
        User::filter(|_| name.eq("user 1")).count(&db).unwrap_err(),
    ] {
        assert!(error.is_query(), "{error:?}");
        assert_eq!(model(&error), "User");
    }
}

#[test]
fn a_relation_that_mentions_its_owners_columns_is_refused() {
    let db = filled(2);
    for error in [
        User::all()
            .with(|u| u.posts.filter(|p| p.title.eq(u.name)))
            .load(&db)
            .unwrap_err(),
        User::all()
            .with(|u| u.posts.order_by(|_| u.name))
            .load(&db)
            .unwrap_err(),
        User::all()
            .with(|u| u.posts.joined().filter(|p| p.title.eq(u.name)))
            .load(&db)
            .unwrap_err(),
        User::all()
            .with(|u| u.posts.subquery().filter(|p| p.title.eq(u.name)))
            .load(&db)
            .unwrap_err(),
    ] {
        assert!(error.is_query(), "{error:?}");
    }
}

#[test]
fn values_that_can_not_be_stored_are_refused_in_questions_too() {
    #[derive(Model, Debug)]
    struct Number {
        id: Id<Number>,
        big: u64,
        real: f64,
    }
    let db = relmodel_tests::memory_db();
    schema![Number].create(&db).unwrap();
    for error in [
        Number::filter(|n| n.big.eq(u64::MAX))
            .load(&db)
            .unwrap_err(),
        Number::filter(|n| n.real.lt(f64::NAN))
            .load(&db)
            .unwrap_err(),
        Number::filter(|n| n.big.in_([1, u64::MAX]))
            .load(&db)
            .unwrap_err(),
        Number::filter(|n| n.real.in_([1.0, f64::NAN]))
            .count(&db)
            .unwrap_err(),
    ] {
        assert!(error.is_unstorable(), "{error:?}");
        assert_eq!(model(&error), "Number");
    }
}
