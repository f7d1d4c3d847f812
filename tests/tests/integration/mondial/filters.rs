//! Questions through relations over keys of several columns, counted as plain SQL counts them.

use relmodel::prelude::*;

use super::models::*;
use super::mondial;
use crate::naive::assert_count;

#[test]
fn questions_about_collections() {
    let Some(db) = mondial() else { return };
    db.execute_batch("CREATE INDEX city_province ON City (Province, Country)")
        .unwrap();
    assert_count(
        &db,
        &Country::filter(|c| {
            c.provinces
                .any(|p| p.cities.any(|c| c.population.gt(5_000_000)))
        }),
        "SELECT count(DISTINCT Country) FROM City WHERE Population > 5000000",
    );
    assert_count(
        &db,
        &Province::filter(|p| p.cities.none(|_| true)),
        "SELECT count(*) FROM Province p WHERE NOT EXISTS (SELECT 1 FROM City c WHERE c.Province = p.Name AND c.Country = p.Country)",
    );
    assert_count(
        &db,
        &City::filter(|c| c.counts.any(|n| n.year.lt(1990)) & c.counts.none(|n| n.year.ge(2010))),
        "SELECT count(*) FROM City c WHERE EXISTS (SELECT 1 FROM Citypops WHERE City = Name AND Country = c.Country AND Province = c.Province AND Year < 1990)
         AND NOT EXISTS (SELECT 1 FROM Citypops WHERE City = Name AND Country = c.Country AND Province = c.Province AND Year >= 2010)",
    );
    assert_count(
        &db,
        &Province::filter(|p| p.rivers.any(|r| r.into_sea.is(|s| s.name.eq("North Sea")))),
        "SELECT count(DISTINCT g.Province || '/' || g.Country) FROM geo_River g JOIN River r ON r.Name = g.River WHERE r.Sea = 'North Sea'",
    );
    assert_count(
        &db,
        &Country::filter(|c| c.after.none(|_| true) & c.before.none(|_| true)),
        "SELECT count(*) FROM Country WHERE Code NOT IN (SELECT Country1 FROM borders UNION SELECT Country2 FROM borders)",
    );
    assert_count(
        &db,
        &Country::filter(|c| c.rivers.any(|r| r.name.in_(["Donau", "Rhein"]))),
        "SELECT count(DISTINCT Country) FROM geo_River WHERE River IN ('Donau', 'Rhein')",
    );
}

#[test]
fn questions_about_references() {
    let Some(db) = mondial() else { return };
    assert_count(
        &db,
        &Country::filter(|c| {
            c.capital
                .is(|city| city.province.is(|p| p.capital.is_none()))
        }),
        "SELECT count(*) FROM Country c JOIN Province p ON p.Name = c.Province AND p.Country = c.Code WHERE c.Capital IS NOT NULL AND p.Capital IS NULL",
    );
    assert_count(
        &db,
        &Country::filter(|c| c.capital.is_none()),
        "SELECT count(*) FROM Country WHERE Capital IS NULL OR Province IS NULL",
    );
    assert_count(
        &db,
        &Airport::filter(|a| a.city.is_none()),
        "SELECT count(*) FROM Airport WHERE City IS NULL OR Country IS NULL OR Province IS NULL",
    );
    assert_count(
        &db,
        &Organization::filter(|o| {
            o.seat
                .is(|c| c.country.is(|c| c.continents.any(|c| c.name.eq("Africa"))))
        }),
        "SELECT count(*) FROM Organization o JOIN encompasses e ON e.Country = o.Country WHERE e.Continent = 'Africa' AND o.City IS NOT NULL",
    );
    assert_count(
        &db,
        &City::filter(|c| {
            c.province.is(|p| {
                p.capital.is(|capital| {
                    capital.name.eq(c.name) & capital.province_name.eq(c.province_name)
                })
            })
        }),
        "SELECT count(*) FROM City c JOIN Province p ON p.Name = c.Province AND p.Country = c.Country WHERE p.Capital = c.Name AND p.CapProv = c.Province",
    );
    assert_count(
        &db,
        &River::filter(|r| r.into_river.is_none() & r.into_lake.is_none() & r.into_sea.is_none()),
        "SELECT count(*) FROM River WHERE coalesce(River, Lake, Sea) IS NULL",
    );
    assert_count(
        &db,
        &Located::filter(|l| l.river.is(|r| r.into_river.is(|r| r.name.eq("Rhein")))),
        "SELECT count(*) FROM located l JOIN River r ON r.Name = l.River WHERE r.River = 'Rhein'",
    );
}
