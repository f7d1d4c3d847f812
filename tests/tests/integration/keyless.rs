//! Models without a key: tables that have none, and views. They are read and joined, hold foreign keys, and are the many side.

use relmodel::prelude::*;
use relmodel_tests::{statements, texts};

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(sales: Sale)]
#[has_one(total: Total)]
struct Shop {
    id: Id<Shop>,
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(keyless)]
struct Sale {
    #[belongs_to(Shop)]
    shop_id: Id<Shop>,
    amount: i64,
}

/// A view.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(view, table = "totals")]
struct Total {
    #[unique]
    #[belongs_to(Shop, constraint = false)]
    shop_id: Id<Shop>,
    amount: i64,
}

fn world() -> Db {
    let db = Db::open_in_memory().unwrap();
    schema![Sale].create(&db).unwrap();
    db.execute_batch(
        "CREATE VIEW totals AS SELECT shop_id, sum(amount) AS amount FROM sale GROUP BY shop_id;
         INSERT INTO shop (name) VALUES ('a'), ('b');
         INSERT INTO sale VALUES (1, 5), (1, 5), (1, 2);",
    )
    .unwrap();
    db
}

#[test]
fn the_table_has_no_primary_key() {
    let sql = schema![Sale].sql();
    let sale = sql
        .split(';')
        .find(|table| table.contains("TABLE IF NOT EXISTS \"sale\""))
        .unwrap();
    assert!(
        !sale.contains("PRIMARY KEY") && sale.ends_with(") STRICT"),
        "{sale}"
    );
}

#[test]
fn equal_rows_are_all_read_by_every_strategy() {
    let db = world();
    let amounts = |rows: Vec<(Shop, Vec<Sale>)>| -> Vec<Vec<i64>> {
        let of = |sales: Vec<Sale>| sales.into_iter().map(|s| s.amount).collect();
        rows.into_iter().map(|(_, sales)| of(sales)).collect()
    };
    let shops = || Shop::all().order_by(|s| s.id);
    let expected = [vec![2, 5, 5], vec![]];
    assert_eq!(
        amounts(
            shops()
                .with(|s| s.sales.order_by(|s| s.amount))
                .load(&db)
                .unwrap()
        ),
        expected
    );
    assert_eq!(
        amounts(
            shops()
                .with(|s| s.sales.order_by(|s| s.amount).joined())
                .load(&db)
                .unwrap()
        ),
        expected
    );
    assert_eq!(
        amounts(
            shops()
                .with(|s| s.sales.order_by(|s| s.amount).subquery())
                .load(&db)
                .unwrap()
        ),
        expected
    );
    let few = shops().with(|s| s.sales.order_by(|s| s.amount.desc()).limit(2));
    assert_eq!(amounts(few.load(&db).unwrap()), [vec![5, 5], vec![]]);
    assert_eq!(Sale::filter(|s| s.amount.eq(5)).count(&db).unwrap(), 2);
}

#[test]
fn rows_without_a_key_have_their_owners_beside_them() {
    let db = world();
    let sales: Vec<(Sale, Shop)> = Sale::all().with(|s| s.shop).load(&db).unwrap();
    assert!(sales.len() == 3 && sales.iter().all(|(_, shop)| shop.name == "a"));
    let dear = Sale::filter(|s| s.shop.is(|s| s.name.eq("a"))).order_by(|s| s.amount);
    assert_eq!(dear.first(&db).unwrap().unwrap().amount, 2);
}

#[test]
fn a_view_is_read_as_a_model() {
    let db = world();
    let shops: Vec<(Shop, Option<Total>)> = Shop::all()
        .order_by(|s| s.id)
        .with(|s| s.total)
        .load(&db)
        .unwrap();
    assert_eq!(shops[0].1.as_ref().unwrap().amount, 12);
    assert_eq!(shops[1].1, None);
    let totals: Vec<(Total, Option<Shop>)> = Total::all().with(|t| t.shop).load(&db).unwrap();
    assert_eq!(totals[0].1.as_ref().unwrap().name, "a");
}

#[test]
fn rows_without_a_key_are_inserted_and_given_back() {
    let db = world();
    let shop = Shop::find(Id::from(2)).load(&db).unwrap();
    let (sale, run) = statements(&db, || {
        NewSale {
            shop_id: shop.id,
            amount: 9,
        }
        .insert(&db)
        .unwrap()
    });
    assert_eq!((sale.amount, run.len()), (9, 1));
    Sale::insert_all(
        &db,
        (0..300).map(|amount| NewSale {
            shop_id: shop.id,
            amount,
        }),
    )
    .unwrap();
    assert_eq!(
        texts(
            &db,
            "SELECT CAST(count(*) AS TEXT) FROM sale WHERE shop_id = 2"
        ),
        ["301"]
    );
}

#[test]
fn several_rows_of_a_has_one_are_an_error_even_if_they_are_equal() {
    let db = world();
    for rows in [
        "SELECT * FROM sale",
        "SELECT 1 AS shop_id, 5 AS amount UNION ALL SELECT 1, 5",
    ] {
        db.execute_batch(&format!("DROP VIEW totals; CREATE VIEW totals AS {rows}"))
            .unwrap();
        assert!(
            Shop::all()
                .with(|s| s.total)
                .load(&db)
                .unwrap_err()
                .is_not_single(),
            "{rows}"
        );
        assert!(
            Shop::all()
                .with(|s| s.total.batched())
                .load(&db)
                .unwrap_err()
                .is_not_single(),
            "{rows}"
        );
        assert!(
            Shop::all()
                .with(|s| s.total.subquery())
                .load(&db)
                .unwrap_err()
                .is_not_single(),
            "{rows}"
        );
        assert!(
            Shop::all()
                .limit(9)
                .with(|s| s.total)
                .load(&db)
                .unwrap_err()
                .is_not_single(),
            "{rows}"
        );
    }
}

#[test]
fn a_schema_leaves_views_to_the_program() {
    assert!(!schema![Shop].sql().contains("totals"));
    let db = world();
    schema![Shop].create(&db).unwrap();
}

#[derive(Model, Debug, Clone, PartialEq)]
#[many_to_many(shops: Shop, through = Round)]
struct Tour {
    id: Id<Tour>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Round {
    id: Id<Round>,
    #[belongs_to(Tour)]
    tour_id: Id<Tour>,
    #[belongs_to(Shop)]
    shop_id: Id<Shop>,
}

#[test]
fn an_owner_that_comes_twice_has_its_one_row_twice() {
    let db = world();
    schema![Tour].create(&db).unwrap();
    db.execute_batch(
        "INSERT INTO tour VALUES (1); INSERT INTO round (tour_id, shop_id) VALUES (1, 1), (1, 1)",
    )
    .unwrap();
    let tours: Vec<(Tour, Vec<(Shop, Option<Total>)>)> = Tour::all()
        .with(|t| t.shops.with(|s| s.total))
        .load(&db)
        .unwrap();
    let totals: Vec<_> = tours[0]
        .1
        .iter()
        .map(|(_, total)| total.as_ref().unwrap().amount)
        .collect();
    assert_eq!(totals, [12, 12]);
}
