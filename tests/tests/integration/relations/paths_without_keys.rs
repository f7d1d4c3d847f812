//! Paths to rows without a key: those that are equal by a collation or as numbers are not the same.

use relmodel::AnyValue;
use relmodel::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(shops: Shop)]
#[has_many(sales: Sale, through = shops.sales)]
struct Area {
    id: Id<Area>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(sales: Sale)]
struct Shop {
    id: Id<Shop>,
    #[belongs_to(Area)]
    area_id: Id<Area>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(keyless)]
struct Sale {
    #[belongs_to(Shop)]
    shop_id: Id<Shop>,
    #[column(collate = "NOCASE")]
    what: String,
    price: AnyValue,
}

#[test]
fn rows_that_differ_in_a_bit_are_all_read_by_every_strategy() {
    let db = Db::open_in_memory().unwrap();
    schema![Sale].create(&db).unwrap();
    let area = NewArea {}.insert(&db).unwrap();
    let shop = NewShop { area_id: area.id }.insert(&db).unwrap();
    let sales = [
        ("a", AnyValue::Integer(1)),
        ("A", AnyValue::Integer(1)),
        ("a", AnyValue::Real(1.0)),
        ("a\0b", AnyValue::Integer(1)),
        ("a\0c", AnyValue::Integer(1)),
    ];
    let sales = sales.map(|(what, price)| NewSale {
        shop_id: shop.id,
        what,
        price,
    });
    let sales = Sale::insert_all(&db, sales).unwrap();

    let is_all = |found: &[Sale]| {
        assert_eq!(found.len(), sales.len(), "{found:?}");
        assert!(sales.iter().all(|sale| found.contains(sale)), "{found:?}");
    };
    is_all(&area.sales().load(&db).unwrap());
    for query in [
        Area::all().with(|a| a.sales),
        Area::all().with(|a| a.sales.joined()),
        Area::all().with(|a| a.sales.subquery()),
        Area::all().with(|a| a.sales.batched()),
    ] {
        is_all(&query.one(&db).unwrap().1);
    }
}
