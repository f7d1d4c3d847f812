//! Loading by keys of several columns, by each strategy.

use super::{City, Country, District, Mayor, Province, River, city, world};
use relmodel::prelude::*;
use relmodel_tests::statements;

type Names = Vec<(String, Vec<i64>)>;

fn names(cities: Vec<(City, Vec<District>)>) -> Names {
    let name = |city: &City| format!("{} {}", city.name, city.country_code);
    let ids = |districts: Vec<District>| districts.into_iter().map(|d| d.id.get()).collect();
    cities
        .into_iter()
        .map(|(city, districts)| (name(&city), ids(districts)))
        .collect()
}

#[test]
fn rows_hang_on_all_columns_of_their_key_by_every_strategy() {
    let db = world();
    let cities = || City::all().order_by(|c| (c.name, c.country_code));
    let expected: Names = [
        ("Ham a", vec![1, 4]),
        ("Ham b", vec![2, 5]),
        ("Out b", vec![]),
        ("Ulm a", vec![3, 6]),
    ]
    .map(|(name, ids)| (name.to_owned(), ids))
    .to_vec();

    let usual = cities().with(|c| c.districts.order_by(|d| d.id));
    assert_eq!(names(usual.load(&db).unwrap()), expected);
    let joined = cities().with(|c| c.districts.order_by(|d| d.id).joined());
    assert_eq!(names(joined.load(&db).unwrap()), expected);
    let subquery = cities().with(|c| c.districts.order_by(|d| d.id).subquery());
    assert_eq!(names(subquery.load(&db).unwrap()), expected);
    let of_some = cities()
        .limit(2)
        .with(|c| c.districts.order_by(|d| d.id).subquery());
    assert_eq!(names(of_some.load(&db).unwrap()), expected[..2]);
}

#[test]
fn one_statement_takes_the_keys_as_one_array_and_brings_their_columns_together() {
    let db = world();
    let query = City::all().with(|c| c.districts);
    let (_, texts) = statements(&db, || query.load(&db).unwrap());
    assert_eq!(
        texts[1..],
        [concat!(
            r#"SELECT t0.slot, t1."id", t1."city", t1."country" FROM "#,
            r#"(SELECT (rowid + 1) / 2 AS slot, max(value) FILTER (WHERE (rowid - 1) % 2 = 0) AS c0, max(value) FILTER (WHERE (rowid - 1) % 2 = 1) AS c1 FROM rarray(?1) GROUP BY 1) AS t0 "#,
            r#"CROSS JOIN "district" AS t1 ON t1."city" = t0.c0 AND t1."country" = t0.c1"#,
        )]
    );
}

#[test]
fn a_limit_counts_for_each_owner() {
    let db = world();
    let expected: Names = [
        ("Ham a", vec![4]),
        ("Ham b", vec![5]),
        ("Out b", vec![]),
        ("Ulm a", vec![6]),
    ]
    .map(|(name, ids)| (name.to_owned(), ids))
    .to_vec();
    let cities = || City::all().order_by(|c| (c.name, c.country_code));
    let usual = cities().with(|c| c.districts.order_by(|d| d.id.desc()).limit(1));
    assert_eq!(names(usual.load(&db).unwrap()), expected);
    let joined = cities().with(|c| c.districts.order_by(|d| d.id.desc()).limit(1).joined());
    assert_eq!(names(joined.load(&db).unwrap()), expected);
    let subquery = cities().with(|c| c.districts.order_by(|d| d.id.desc()).limit(1).subquery());
    assert_eq!(names(subquery.load(&db).unwrap()), expected);
}

#[test]
fn a_key_that_is_null_in_part_leads_to_no_row() {
    let db = world();
    let provinces = |rows: Vec<(City, Option<Province>)>| -> Vec<Option<String>> {
        rows.into_iter()
            .map(|(_, p)| p.map(|p| p.name + " " + &p.country_code))
            .collect()
    };
    let cities = || City::all().order_by(|c| (c.name, c.country_code));
    let in_provinces =
        [Some("North a"), None, Some("North b"), Some("North a")].map(|p| p.map(str::to_owned));
    assert_eq!(
        provinces(cities().with(|c| c.province).load(&db).unwrap()),
        in_provinces
    );
    assert_eq!(
        provinces(cities().with(|c| c.province.batched()).load(&db).unwrap()),
        in_provinces
    );
    assert_eq!(
        provinces(cities().with(|c| c.province.subquery()).load(&db).unwrap()),
        in_provinces
    );

    assert_eq!(city("Ham", "b", &db).province().load(&db).unwrap(), None);
    let (mayors, texts) = statements(&db, || {
        let mayors = Mayor::all().order_by(|m| m.id).load(&db).unwrap();
        mayors
            .iter()
            .map(|m| m.city().load(&db).unwrap().is_some())
            .collect::<Vec<_>>()
    });
    assert_eq!(mayors, [true, false, false, false]);
    assert_eq!(
        texts.len(),
        2,
        "a key that is NULL in part asks nothing: {texts:?}"
    );
    let of_cities: Vec<(City, Option<Mayor>)> = cities().with(|c| c.mayor).load(&db).unwrap();
    let ids: Vec<_> = of_cities
        .iter()
        .map(|(_, m)| m.as_ref().map(|m| m.id.get()))
        .collect();
    assert_eq!(ids, [None, Some(1), None, None]);
}

#[test]
fn columns_may_belong_to_several_keys() {
    let db = world();
    let found: Vec<(City, Country, Option<Province>)> = City::filter(|c| c.name.eq("Out"))
        .with(|c| c.country)
        .with(|c| c.province)
        .load(&db)
        .unwrap();
    assert_eq!(found[0].1.code, "b");
    assert_eq!(found[0].2.as_ref().unwrap().country_code, "b");
}

#[test]
fn relations_nest_through_keys_of_several_columns() {
    let db = world();
    let query = Country::all().order_by(|c| c.code).with(|c| {
        c.provinces.order_by(|p| p.name).with(|p| {
            p.cities
                .order_by(|c| c.name)
                .with(|c| c.rivers.order_by(|r| r.id))
        })
    });
    let (rows, texts) = statements(&db, || query.load(&db).unwrap());
    assert_eq!(texts.len(), 4);
    let (_, provinces) = &rows[0];
    let cities = |place: usize| -> Vec<(&str, usize)> {
        provinces[place]
            .1
            .iter()
            .map(|(c, rivers)| (&*c.name, rivers.len()))
            .collect()
    };
    assert_eq!(cities(0), [("Ham", 2), ("Ulm", 0)]);
    assert_eq!(cities(1), []);
    assert_eq!(rows[2].1, []);
}

#[test]
fn filters_go_by_all_columns() {
    let db = world();
    let with_river = City::filter(|c| c.rivers.any(|r| r.name.eq("Main"))).order_by(|c| c.name);
    let names: Vec<_> = with_river
        .load(&db)
        .unwrap()
        .into_iter()
        .map(|c| c.name + &c.country_code)
        .collect();
    assert_eq!(names, ["Hama", "Outb"]);
    let outside = City::filter(|c| c.province.is_none()).load(&db).unwrap();
    assert_eq!(outside, [city("Ham", "b", &db)]);
    assert_eq!(
        City::filter(|c| c.districts.any(|_| true))
            .to_sql()
            .unwrap(),
        r#"SELECT t0."name", t0."country_code", t0."province_name" FROM "city" AS t0 WHERE EXISTS (SELECT 1 FROM "district" AS t1 WHERE t1."city" = t0."name" AND t1."country" = t0."country_code")"#
    );
}

#[test]
fn links_by_keys_of_several_columns_load_from_both_sides() {
    let db = world();
    let rivers: Vec<(River, Vec<City>)> = River::all()
        .order_by(|r| r.id)
        .with(|r| r.cities.order_by(|c| c.name))
        .load(&db)
        .unwrap();
    let names = |place: usize| rivers[place].1.iter().map(|c| &*c.name).collect::<Vec<_>>();
    assert_eq!((names(0), names(1)), (vec!["Ham"], vec!["Ham", "Out"]));
    let ham = city("Ham", "a", &db);
    assert_eq!(ham.rivers().count(&db).unwrap(), 2);
}
