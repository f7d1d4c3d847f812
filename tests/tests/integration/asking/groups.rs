//! `group_by`: rows that are equal in a key, counted and summed up together.

use relmodel::prelude::*;
use relmodel_tests::{memory_db, statements};

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(sales: Sale)]
struct Shop {
    id: Id<Shop>,
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Sale {
    id: Id<Sale>,
    #[belongs_to(Shop)]
    shop_id: Id<Shop>,
    day: i64,
    amount: i64,
    weight: f64,
    tip: Option<i64>,
}

fn world() -> Db {
    let db = memory_db();
    schema![Shop].create(&db).unwrap();
    db.execute_batch(
        "INSERT INTO shop VALUES (1, 'a'), (2, 'b'), (3, 'c');
         INSERT INTO sale VALUES (1, 1, 1, 5, 0.5, NULL), (2, 1, 1, 7, 1.5, 2), (3, 1, 2, 1, 2.0, 4), (4, 2, 1, 9, 4.0, NULL);",
    )
    .unwrap();
    db
}

#[test]
fn a_group_has_its_key_and_what_its_rows_come_to() {
    let db = world();
    let query = Sale::all()
        .group_by(|s| s.shop_id)
        .order_by(|g| g.key())
        .select(|g| {
            (
                g.key(),
                g.count(),
                g.sum(|s| s.amount),
                g.sum(|s| s.weight),
                g.avg(|s| s.amount),
                g.min(|s| s.amount),
                g.max(|s| s.tip),
                g.sum(|s| s.tip),
            )
        });
    type Row = (Id<Shop>, i64, i64, f64, Option<f64>, i64, Option<i64>, i64);
    let (rows, run): (Vec<Row>, _) = statements(&db, || query.load(&db).unwrap());
    assert_eq!(
        rows,
        [
            (Id::from(1), 3, 13, 4.0, Some(13.0 / 3.0), 1, Some(4), 6),
            (Id::from(2), 1, 9, 4.0, Some(9.0), 9, None, 0),
        ]
    );
    assert_eq!(
        run,
        [concat!(
            r#"SELECT t0."shop_id", count(*), coalesce(sum(t0."amount"), 0), total(t0."weight"), avg(t0."amount"), min(t0."amount"), max(t0."tip"), coalesce(sum(t0."tip"), 0) "#,
            r#"FROM "sale" AS t0 GROUP BY t0."shop_id" ORDER BY t0."shop_id""#,
        )]
    );
}

#[test]
fn groups_are_left_out_by_having_and_rows_by_filter() {
    let db = world();
    let days: Vec<(Id<Shop>, i64)> = Sale::filter(|s| s.day.eq(1))
        .group_by(|s| s.shop_id)
        .having(|g| g.count().gt(1) & g.sum(|s| s.amount).lt(100))
        .having(|g| g.key().eq(Id::from(1)))
        .select(|g| (g.key(), g.count()))
        .load(&db)
        .unwrap();
    assert_eq!(days, [(Id::from(1), 2)]);
}

#[test]
fn groups_are_ordered_limited_and_counted() {
    let db = world();
    let groups = Sale::all()
        .group_by(|s| (s.shop_id, s.day))
        .order_by(|g| (g.sum(|s| s.amount).desc(), g.count()))
        .select(|g| (g.key(), g.sum(|s| s.amount)));
    let sums = |rows: Vec<((Id<Shop>, i64), i64)>| {
        rows.into_iter().map(|(_, sum)| sum).collect::<Vec<_>>()
    };
    assert_eq!(sums(groups.load(&db).unwrap()), [12, 9, 1]);
    assert_eq!(
        sums(groups.clone().limit(1).offset(1).load(&db).unwrap()),
        [9]
    );
    assert_eq!(groups.first(&db).unwrap().unwrap().1, 12);
    assert_eq!(groups.count(&db).unwrap(), 3);
    assert_eq!(groups.limit(2).count(&db).unwrap(), 2);
}

#[test]
fn of_no_rows_there_is_no_group_and_null_is_one() {
    let db = world();
    let none = Sale::filter(|s| s.amount.gt(99))
        .group_by(|s| s.day)
        .select(|g| g.count());
    assert_eq!(none.load(&db).unwrap(), [0_i64; 0]);
    let tips: Vec<(Option<i64>, i64)> = Sale::all()
        .group_by(|s| s.tip)
        .order_by(|g| g.key())
        .select(|g| (g.key(), g.count()))
        .load(&db)
        .unwrap();
    assert_eq!(tips, [(None, 2), (Some(2), 1), (Some(4), 1)]);
    let shop = Shop::find(Id::from(1)).load(&db).unwrap();
    let by_day: Vec<(i64, i64)> = shop
        .sales()
        .group_by(|s| s.day)
        .order_by(|g| g.key().desc())
        .select(|g| (g.key(), g.count()))
        .load(&db)
        .unwrap();
    assert_eq!(by_day, [(2, 1), (1, 2)]);
}

#[test]
fn a_condition_that_is_null_is_one_that_does_not_hold() {
    let db = world();
    let tipped: Vec<(bool, i64)> = Sale::all()
        .group_by(|s| s.tip.gt(2))
        .order_by(|g| g.key())
        .select(|g| (g.key(), g.count()))
        .load(&db)
        .unwrap();
    assert_eq!(tipped, [(false, 3), (true, 1)]);
}

#[test]
fn what_is_grouped_are_the_rows_of_the_query() {
    let db = world();
    let largest = Sale::all().order_by(|s| s.amount.desc()).limit(2);
    let shops = largest
        .group_by(|s| s.shop_id)
        .order_by(|g| g.key())
        .select(|g| (g.key(), g.count(), g.sum(|s| s.amount)));
    assert_eq!(
        shops.load(&db).unwrap(),
        [(Id::from(1), 1, 7), (Id::from(2), 1, 9)]
    );
    assert_eq!(
        shops.to_sql().unwrap(),
        concat!(
            r#"SELECT t0."shop_id", count(*), coalesce(sum(t0."amount"), 0) FROM ("#,
            r#"SELECT t1."id", t1."shop_id", t1."day", t1."amount", t1."weight", t1."tip" FROM "sale" AS t1 ORDER BY t1."amount" DESC LIMIT ?1"#,
            r#") AS t0 GROUP BY t0."shop_id" ORDER BY t0."shop_id""#,
        )
    );
    let counts = Sale::all()
        .distinct()
        .group_by(|s| s.day)
        .order_by(|g| g.key())
        .select(|g| g.count());
    assert_eq!(counts.load(&db).unwrap(), [3, 1]);
}

#[test]
fn groups_by_several_are_ordered_by_all_of_them() {
    let db = world();
    let keys = Sale::all()
        .group_by(|s| (s.day, s.shop_id))
        .order_by(|g| g.key())
        .select(|g| g.key());
    let keys: Vec<(i64, i64)> = keys
        .load(&db)
        .unwrap()
        .iter()
        .map(|(day, shop)| (*day, shop.get()))
        .collect();
    assert_eq!(keys, [(1, 1), (1, 2), (2, 1)]);
}

#[test]
fn the_statement_is_shown_with_its_values_and_its_plan() {
    let db = world();
    let of_one = Sale::filter(|s| s.shop_id.eq(Id::from(1)))
        .group_by(|s| s.day)
        .select(|g| g.count());
    let statements = of_one.statements().unwrap();
    assert_eq!(
        statements[0].to_string(),
        r#"SELECT count(*) FROM "sale" AS t0 WHERE t0."shop_id" = ?1 GROUP BY t0."day" -- ?1 = 1"#
    );
    let plan = of_one.explain(&db).unwrap();
    assert!(
        plan.contains("SEARCH t0 USING INDEX sale(shop_id)"),
        "{plan}"
    );
}

#[test]
fn the_keys_of_groups_are_a_list_of_values() {
    let db = world();
    let busy = Sale::all()
        .group_by(|s| s.shop_id)
        .having(|g| g.count().gt(1))
        .select(|g| g.key());
    let shops = Shop::filter(|s| s.id.in_(busy));
    let (names, run) = statements(&db, || shops.clone().select(|s| s.name).load(&db).unwrap());
    assert_eq!(names, ["a"]);
    assert_eq!(
        run,
        [concat!(
            r#"SELECT t0."name" FROM "shop" AS t0 WHERE t0."id" IN ("#,
            r#"SELECT t1."shop_id" FROM "sale" AS t1 GROUP BY t1."shop_id" HAVING count(*) > ?1)"#,
        )]
    );
    let two = Sale::all()
        .group_by(|s| s.shop_id)
        .select(|g| g.key())
        .limit(1);
    assert_eq!(Shop::filter(|s| s.id.in_(two)).count(&db).unwrap(), 1);
}

#[test]
fn of_no_groups_there_is_no_first() {
    let db = world();
    let none = Sale::all().group_by(|s| s.day).select(|g| g.key()).limit(0);
    assert_eq!(none.first(&db).unwrap(), None);
}
