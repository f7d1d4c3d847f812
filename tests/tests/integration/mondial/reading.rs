//! Every cell of the tables that have models is read as plain SQL reads it.

use relmodel::prelude::*;

use super::models::*;
use super::mondial;
use crate::naive::same_rows;

#[test]
#[rustfmt::skip]
fn every_cell_of_the_places_is_read() {
    let Some(db) = mondial() else { return };
    same_rows!(db, Country, "SELECT * FROM Country", name, code, capital_name, province_name, area, population);
    same_rows!(db, Province, "SELECT * FROM Province", name, country_code, population, area, capital_name, capital_province);
    same_rows!(db, City, "SELECT * FROM City", name, country_code, province_name, population, latitude, longitude, elevation);
    same_rows!(db, CityCount, "SELECT Country, Province, City, Year, Population FROM Citypops", country_code, province_name, city_name, year, population);
    same_rows!(db, CityLocalName, "SELECT Country, Province, City, localname FROM Citylocalname", country_code, province_name, city_name, local_name);
    same_rows!(
        db, Airport, "SELECT IATACode, Name, Country, City, Province, Island FROM Airport",
        code, name, country_code, city_name, province_name, island_name,
    );
    same_rows!(db, Continent, "SELECT * FROM Continent", name, area);
    same_rows!(db, Encompasses, "SELECT * FROM encompasses", country_code, continent_name, percentage);
}

#[test]
#[rustfmt::skip]
fn every_cell_of_the_peoples_is_read() {
    let Some(db) = mondial() else { return };
    same_rows!(db, Economy, "SELECT Country, GDP, Inflation FROM Economy", country_code, gdp, inflation);
    same_rows!(db, Population, "SELECT Country, Population_Growth FROM Population", country_code, growth);
    same_rows!(db, Politics, "SELECT * FROM Politics", country_code, independence, was_dependent, dependent_code, government);
    same_rows!(db, Language, "SELECT Name, Country, Percentage FROM Language", name, country_code, percentage);
    same_rows!(db, Border, "SELECT * FROM borders", first_code, second_code, length);
    same_rows!(db, Organization, "SELECT * FROM Organization", abbreviation, name, city_name, country_code, province_name, established);
    same_rows!(db, Member, "SELECT * FROM isMember", country_code, organization_abbreviation, kind);
}

#[test]
#[rustfmt::skip]
fn every_cell_of_the_waters_is_read() {
    let Some(db) = mondial() else { return };
    same_rows!(db, River, "SELECT Name, River, Lake, Sea, Length FROM River", name, river, lake, sea, length);
    same_rows!(db, Lake, "SELECT Name, River, Area FROM Lake", name, river, area);
    same_rows!(db, Sea, "SELECT Name, Depth FROM Sea", name, depth);
    same_rows!(db, Merging, "SELECT * FROM mergesWith", first_name, second_name);
    same_rows!(db, Island, "SELECT Name, Area FROM Island", name, area);
    same_rows!(db, IslandIn, "SELECT Island, Sea, Lake, River FROM islandIn", island_name, sea_name, lake_name, river_name);
    same_rows!(
        db, Located, "SELECT City, Province, Country, River, Lake, Sea FROM located",
        city_name, province_name, country_code, river_name, lake_name, sea_name,
    );
    same_rows!(db, RiverThrough, "SELECT * FROM RiverThrough", river_name, lake_name);
    same_rows!(db, GeoRiver, "SELECT * FROM geo_River", water, country_code, province_name);
    same_rows!(db, GeoSource, "SELECT * FROM geo_Source", water, country_code, province_name);
    same_rows!(db, GeoLake, "SELECT * FROM geo_Lake", water, country_code, province_name);
    same_rows!(db, GeoSea, "SELECT * FROM geo_Sea", water, country_code, province_name);
}

/// Letters beyond ASCII in each column of the key.
#[test]
fn rows_are_found_by_keys_in_any_letters() {
    let Some(db) = mondial() else { return };
    let city = City::find(("Adiyaman", "TR", "Adıyaman"))
        .load(&*db)
        .unwrap();
    assert_eq!(city.province().load(&*db).unwrap().name, "Adıyaman");
    let counts = city.counts().order_by(|c| c.year).load(&*db).unwrap();
    let first = &counts[0];
    let key = (
        &*first.country_code,
        &*first.province_name,
        &*first.city_name,
        first.year,
    );
    assert_eq!(&CityCount::find(key).load(&*db).unwrap(), first);
    assert_eq!(key.0, "TR");
    let red_sea = Province::find(("Al-Baḥr al-Aḥmar", "SUD"))
        .load(&*db)
        .unwrap();
    assert!(red_sea.cities().exists(&*db).unwrap());
    let turned = Province::find(("SUD", "Al-Baḥr al-Aḥmar")).load(&*db);
    assert!(turned.unwrap_err().is_not_found());
    let greek = CityLocalName::filter(|n| n.local_name.eq("Αθήνα"))
        .one(&*db)
        .unwrap();
    assert_eq!(greek.city().load(&*db).unwrap().country_code, "GR");
}
