//! Writing collections by keys of several columns.

use super::{
    Country, District, Mayor, NewCity, NewDistrict, NewRiver, Province, River, city, world,
};
use relmodel::prelude::*;
use relmodel_tests::{integer, statements, texts};

#[test]
fn adding_a_row_writes_all_columns_of_its_key_in_one_statement() {
    let db = world();
    let out = city("Out", "b", &db);
    let mut district = District::find(Id::from(1)).load(&db).unwrap();
    let (_, texts) = statements(&db, || out.districts().add(&db, &mut district).unwrap());
    assert_eq!(
        texts,
        [
            r#"UPDATE "district" SET "city" = ?1, "country" = ?2 WHERE "id" IN rarray(?3) AND ("city" COLLATE BINARY IS NOT ?1 OR "country" COLLATE BINARY IS NOT ?2)"#
        ]
    );
    assert_eq!((&*district.city_name, &*district.country), ("Out", "b"));
    assert_eq!(district.reload(&db).unwrap(), district);
    assert!(out.districts().contains(&db, &district).unwrap());
}

#[test]
fn replacing_rows_deletes_orphans_of_this_owner_alone() {
    let db = world();
    let ham = city("Ham", "a", &db);
    let mut kept = [District::find(Id::from(4)).load(&db).unwrap()];
    ham.districts().replace(&db, &mut kept).unwrap();
    assert_eq!(
        texts(
            &db,
            "SELECT id || city || country FROM district ORDER BY id"
        ),
        ["2Hamb", "3Ulma", "4Hama", "5Hamb", "6Ulma"]
    );
    assert_eq!(ham.districts().clear(&db).unwrap(), 1);
    assert_eq!(integer(&db, "SELECT count(*) FROM district"), 4);
}

#[test]
fn taking_a_row_out_leaves_the_columns_that_other_keys_need() {
    let db = world();
    let north = Province::find(("North", "a")).load(&db).unwrap();
    let mut ham = city("Ham", "a", &db);
    assert!(north.cities().remove(&db, &mut ham).unwrap());
    assert_eq!(
        (&*ham.country_code, ham.province_name.as_deref()),
        ("a", None)
    );
    assert_eq!(ham.reload(&db).unwrap(), ham);
    assert!(!north.cities().remove(&db, &mut ham).unwrap());
}

#[test]
fn taking_a_row_out_clears_every_column_that_is_of_no_other_key() {
    let db = world();
    let ham = city("Ham", "b", &db);
    let mut mayor = Mayor::find(Id::from(1)).load(&db).unwrap();
    let (_, texts) = statements(&db, || ham.mayor().remove(&db, &mut mayor).unwrap());
    assert_eq!(
        texts,
        [
            r#"UPDATE "mayor" SET "city_name" = NULL, "country" = NULL WHERE "city_name" = ?1 AND "country" = ?2 AND "id" IN rarray(?3)"#
        ]
    );
    assert_eq!((mayor.city_name, mayor.country), (None, None));
}

#[test]
fn links_are_added_once_and_removed() {
    let db = world();
    let ham = city("Ham", "b", &db);
    let rivers = River::all().order_by(|r| r.id).load(&db).unwrap();
    let (_, run) = statements(&db, || ham.rivers().add_all(&db, &rivers).unwrap());
    assert_eq!(run.len(), 1);
    ham.rivers().add_all(&db, &rivers).unwrap();
    assert_eq!(ham.rivers().count(&db).unwrap(), 2);

    let ulm = city("Ulm", "a", &db);
    let (_, run) = statements(&db, || rivers[0].cities().add(&db, &ulm).unwrap());
    assert_eq!(
        run,
        [concat!(
            r#"INSERT INTO "lies_at" ("river_id", "city_name", "country") SELECT DISTINCT ?1, k.c0, k.c1 FROM "#,
            r#"(SELECT (rowid + 1) / 2 AS slot, max(value) FILTER (WHERE (rowid - 1) % 2 = 0) AS c0, max(value) FILTER (WHERE (rowid - 1) % 2 = 1) AS c1 FROM rarray(?2) GROUP BY 1) AS k "#,
            r#"WHERE NOT EXISTS (SELECT 1 FROM "lies_at" AS t WHERE t."river_id" = ?1 AND t."city_name" = k.c0 AND t."country" = k.c1)"#,
        )]
    );
    let cities = [city("Ham", "a", &db), city("Out", "b", &db)];
    rivers[0].cities().replace(&db, &cities).unwrap();
    let linked = "SELECT city_name || country FROM lies_at WHERE river_id = 1 ORDER BY 1";
    assert_eq!(texts(&db, linked), ["Hama", "Outb"]);
    assert!(rivers[0].cities().remove(&db, &cities[0]).unwrap());
    assert!(!rivers[0].cities().contains(&db, &cities[0]).unwrap());
    assert!(rivers[0].cities().contains(&db, &cities[1]).unwrap());
}

#[test]
fn a_row_that_points_at_nothing_is_refused_and_said_by_its_key() {
    let db = world();
    let error = NewDistrict {
        city_name: "Ham",
        country: "c",
    }
    .insert(&db)
    .unwrap_err();
    assert!(error.is_foreign_key_violation());
    assert_eq!(error.columns(), ["city", "country"]);
    assert!(
        error
            .to_string()
            .contains("`city` would point at no row: there is no `City` with the key 'Ham', 'c'"),
        "{error}"
    );

    let country = Country::find("a").load(&db).unwrap();
    let error = country.delete(&db).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("rows of `City` still point at it by `country_code`"),
        "{error}"
    );
    NewCity {
        name: "Bonn",
        country_code: "c",
    }
    .insert(&db)
    .unwrap();
    NewRiver { name: "Elbe" }.insert(&db).unwrap();
}
