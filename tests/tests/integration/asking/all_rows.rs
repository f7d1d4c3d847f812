//! `aggregate`: what can be said of all rows of a query together.

use relmodel::prelude::*;
use relmodel_tests::{memory_db, statements};

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(sales: Sale)]
#[has_many(buyers: Buyer, through = sales.buyer)]
struct Shop {
    id: Id<Shop>,
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(sales: Sale)]
struct Buyer {
    id: Id<Buyer>,
    age: Option<i64>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Sale {
    id: Id<Sale>,
    cents: i64,
    weight: f64,
    #[belongs_to(Shop)]
    shop_id: Option<Id<Shop>>,
    #[belongs_to(Buyer)]
    buyer_id: Id<Buyer>,
}

fn world() -> (Db, Shop) {
    let db = memory_db();
    schema![Shop, Buyer, Sale].create(&db).unwrap();
    let shop = NewShop { name: "a" }.insert(&db).unwrap();
    let old = NewBuyer {}.age(70).insert(&db).unwrap();
    let unknown = NewBuyer {}.insert(&db).unwrap();
    for (cents, buyer) in [(100, &old), (200, &old), (300, &unknown)] {
        NewSale {
            cents,
            weight: 0.5,
            buyer_id: buyer.id,
        }
        .shop_id(shop.id)
        .insert(&db)
        .unwrap();
    }
    (db, shop)
}

#[test]
fn all_that_is_asked_is_answered_by_one_statement() {
    let (db, _) = world();
    let (answer, ran) = statements(&db, || {
        Sale::filter(|s| s.cents.gt(100)).aggregate(&db, |all| {
            (
                all.count(),
                all.sum(|s| s.cents),
                all.avg(|s| s.cents),
                all.min(|s| s.cents),
                all.max(|s| s.cents * 2),
                all.count_distinct(|s| s.shop_id),
                all.sum(|s| s.weight),
            )
        })
    });
    let expected = (2, 500, Some(250.0), Some(200), Some(600), 1, 1.0);
    assert_eq!(answer.unwrap(), expected);
    assert_eq!(
        ran,
        [concat!(
            r#"SELECT count(*), coalesce(sum(t0."cents"), 0), avg(t0."cents"), min(t0."cents"), max(t0."cents" * ?1), "#,
            r#"count(DISTINCT t0."shop_id"), total(t0."weight") FROM "sale" AS t0 WHERE t0."cents" > ?2"#
        )]
    );
}

#[test]
fn one_value_is_given_by_itself() {
    let (db, _) = world();
    let cents: i64 = Sale::all()
        .aggregate(&db, |all| all.sum(|s| s.cents))
        .unwrap();
    assert_eq!(cents, 600);
}

#[test]
fn of_no_rows_the_count_and_the_sum_are_0_and_the_others_none() {
    let (db, _) = world();
    let none = Sale::filter(|s| s.cents.lt(0));
    let answer = none.aggregate(&db, |all| {
        (
            all.count(),
            all.sum(|s| s.cents),
            all.avg(|s| s.cents),
            all.min(|s| s.id),
            all.count_distinct(|s| s.id),
        )
    });
    assert_eq!(answer.unwrap(), (0, 0, None, None, 0));
    // The accessor of an absent key asks for no rows either.
    let lone = Sale {
        id: Id::from(9),
        cents: 1,
        weight: 1.0,
        shop_id: None,
        buyer_id: Id::from(1),
    };
    let answer = lone
        .shop()
        .aggregate(&db, |all| (all.count(), all.max(|s| s.name)));
    assert_eq!(answer.unwrap(), (0, None));
}

#[test]
fn nulls_are_left_out() {
    let (db, _) = world();
    let answer = Buyer::all().aggregate(&db, |all| {
        (
            all.count(),
            all.count_distinct(|b| b.age),
            all.avg(|b| b.age),
            all.max(|b| b.age),
        )
    });
    assert_eq!(answer.unwrap(), (2, 1, Some(70.0), Some(70)));
}

#[test]
fn a_limit_leaves_rows_out_before() {
    let (db, shop) = world();
    let two = shop.sales().order_by(|s| s.cents.desc()).limit(2);
    let answer = two.aggregate(&db, |all| (all.count(), all.sum(|s| s.cents)));
    assert_eq!(answer.unwrap(), (2, 500));
}

#[test]
fn rows_of_a_path_count_once() {
    let (db, shop) = world();
    let answer = shop
        .buyers()
        .aggregate(&db, |all| (all.count(), all.sum(|b| b.age)));
    assert_eq!(answer.unwrap(), (2, 70));
}

#[test]
fn groups_count_different_values() {
    let (db, _) = world();
    let answer = Sale::all()
        .group_by(|s| s.shop_id)
        .select(|g| (g.count(), g.count_distinct(|s| s.buyer_id)))
        .load(&db);
    assert_eq!(answer.unwrap(), [(3, 2)]);
}
