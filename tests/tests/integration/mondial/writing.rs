//! Rows that require each other by keys of several columns, links to them, and rows without a key.

use relmodel::prelude::*;
use relmodel_tests::{integer, texts};

use super::models::*;
use super::mondial;

#[test]
fn a_country_with_its_capital_and_its_province_is_inserted_at_once() {
    let Some(db) = mondial() else { return };
    let country = || {
        NewCountry {
            name: "Ruritanien",
            code: "RUR",
        }
        .capital_name("Strelsau")
        .province_name("Mitte")
    };
    let error = country().insert(&*db).unwrap_err();
    assert!(error.is_foreign_key_violation(), "{error:?}");
    let (country, city) = db
        .transaction(|tx| {
            tx.defer_foreign_keys()?;
            let country = country().insert(tx)?;
            let province = NewProvince {
                name: "Mitte",
                country_code: "RUR",
            };
            province
                .capital_name("Strelsau")
                .capital_province("Mitte")
                .insert(tx)?;
            let city = NewCity {
                name: "Strelsau",
                country_code: "RUR",
                province_name: "Mitte",
            };
            Ok((country, city.population(9000).insert(tx)?))
        })
        .unwrap();
    assert_eq!(country.capital().load(&*db).unwrap(), Some(city.clone()));
    assert_eq!(city.capital_of().one(&*db).unwrap(), country);
    let (_, provinces) = Country::find("RUR")
        .with(|c| c.provinces.with(|p| p.capital).with(|p| p.cities))
        .load(&*db)
        .unwrap();
    let (province, capital, cities) = &provinces[0];
    assert_eq!(
        (capital.as_ref(), &**cities),
        (Some(&city), &[city.clone()][..])
    );

    // Half of a reference is no reference, and the database takes any value for that half.
    let mut province = province.clone();
    province.capital_province = None;
    province.capital_name = Some("nowhere".to_owned());
    province.update(&*db).unwrap();
    assert_eq!(province.capital().load(&*db).unwrap(), None);
    province.capital_province = Some("Mitte".to_owned());
    assert!(
        province
            .update(&*db)
            .unwrap_err()
            .is_foreign_key_violation()
    );
}

#[test]
fn links_are_written_by_a_key_of_two_columns() {
    let Some(db) = mondial() else { return };
    let province = Province::find(("Berlin", "D")).load(&*db).unwrap();
    let [rhine, danube] = ["Rhein", "Donau"].map(|name| River::find(name).load(&*db).unwrap());
    let all = integer(&db, "SELECT count(*) FROM geo_River");
    let before = province.rivers().load(&*db).unwrap();
    assert!(!province.rivers().contains(&*db, &rhine).unwrap());
    province.rivers().add_all(&*db, [&rhine, &danube]).unwrap();
    province.rivers().add(&*db, &rhine).unwrap();
    assert!(danube.provinces().contains(&*db, &province).unwrap());
    assert_eq!(integer(&db, "SELECT count(*) FROM geo_River"), all + 2);
    province.rivers().replace(&*db, [&rhine]).unwrap();
    assert_eq!(
        texts(
            &db,
            "SELECT River FROM geo_River WHERE Province = 'Berlin' AND Country = 'D'"
        ),
        ["Rhein"]
    );
    assert_eq!(
        integer(&db, "SELECT count(*) FROM geo_River"),
        all + 1 - before.len() as i64
    );
    assert!(province.rivers().remove(&*db, &rhine).unwrap());
    assert!(!province.rivers().exists(&*db).unwrap());
}

#[test]
fn a_city_is_moved_to_another_reference_by_its_collection() {
    let Some(db) = mondial() else { return };
    let berlin = City::find(("Berlin", "D", "Berlin")).load(&*db).unwrap();
    let mut airport = Airport::filter(|a| a.city.is_none() & a.country_code.eq("USA"))
        .order_by(|a| a.code)
        .first(&*db)
        .unwrap()
        .unwrap_or_else(|| Airport::find("HEA").load(&*db).unwrap());
    berlin.airports().add(&*db, &mut airport).unwrap();
    assert_eq!(
        airport.country_code.as_deref(),
        Some("D"),
        "a column that both references share"
    );
    assert_eq!(airport.city().load(&*db).unwrap().unwrap(), berlin);
    assert_eq!(airport.reload(&*db).unwrap(), airport);
}

#[test]
fn a_row_without_a_key_is_inserted_and_not_found_again() {
    let Some(db) = mondial() else { return };
    let before = Located::all().count(&*db).unwrap();
    let at = NewLocated {}
        .city_name("Berlin")
        .country_code("D")
        .province_name("Berlin")
        .river_name("Rhein");
    at.insert(&*db).unwrap();
    assert_eq!(Located::all().count(&*db).unwrap(), before + 1);
    let berlin = City::find(("Berlin", "D", "Berlin")).load(&*db).unwrap();
    assert!(
        berlin
            .rivers()
            .load(&*db)
            .unwrap()
            .iter()
            .any(|r| r.name == "Rhein")
    );
    // The same again is another row, and the river comes twice.
    let twice = Located {
        city_name: Some("Berlin".to_owned()),
        province_name: Some("Berlin".to_owned()),
        country_code: Some("D".to_owned()),
        river_name: Some("Rhein".to_owned()),
        lake_name: None,
        sea_name: None,
    };
    twice.insert(&*db).unwrap();
    let rivers = berlin.rivers().load(&*db).unwrap();
    assert_eq!(rivers.iter().filter(|r| r.name == "Rhein").count(), 2);
}
