//! Countries, provinces and cities: each key holds the one above, and each refers to a capital below.

use relmodel::prelude::*;

use super::*;

/// Its capital is a city, by a key that holds its own.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Country")]
#[belongs_to(capital: City, key = (capital_name, code, province_name))]
#[has_many(provinces: Province)]
#[has_many(cities: City)]
#[has_many(airports: Airport)]
#[has_one(economy: Economy)]
#[has_one(population_data: Population)]
#[has_one(politics: Politics, inverse = country)]
#[has_many(dependents: Politics, inverse = dependent)]
#[has_many(languages: Language)]
#[has_many(borders_after: Border, inverse = first)]
#[has_many(borders_before: Border, inverse = second)]
#[many_to_many(after: Country, through = Border, from = first, to = second)]
#[many_to_many(before: Country, through = Border, from = second, to = first)]
#[many_to_many(neighbours: Country, through = Neighbour, from = one, to = other)]
#[many_to_many(beside: Country, through = Mirrored, from = one, to = other)]
#[many_to_many(continents: Continent, through = Encompasses)]
#[many_to_many(organizations: Organization, through = Member)]
#[has_many(towns: City, through = provinces.cities)]
#[has_many(rivers: River, through = provinces.rivers, order = |r| r.name)]
#[has_many(allies: Country, through = organizations.members)]
#[has_many(second_neighbours: Country, through = neighbours.neighbours)]
pub struct Country {
    #[unique]
    #[column(name = "Name")]
    pub name: String,
    #[key]
    #[column(name = "Code")]
    pub code: String,
    #[column(name = "Capital")]
    pub capital_name: Option<String>,
    #[column(name = "Province")]
    pub province_name: Option<String>,
    #[column(name = "Area")]
    pub area: Option<f64>,
    /// A column named like a table.
    #[column(name = "Population")]
    pub population: Option<i64>,
}

/// Its capital may lie in another province, but not in another country: three columns, one of them the key's.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Province")]
#[belongs_to(capital: City, key = (capital_name, country_code, capital_province))]
#[has_many(cities: City)]
#[many_to_many(rivers: River, through = GeoRiver)]
#[many_to_many(lakes: Lake, through = GeoLake)]
#[many_to_many(seas: Sea, through = GeoSea)]
#[many_to_many(sources: River, through = GeoSource)]
pub struct Province {
    #[key]
    #[column(name = "Name")]
    pub name: String,
    #[key]
    #[belongs_to(country: Country)]
    #[column(name = "Country")]
    pub country_code: String,
    #[column(name = "Population")]
    pub population: Option<i64>,
    #[column(name = "Area")]
    pub area: Option<f64>,
    #[column(name = "Capital")]
    pub capital_name: Option<String>,
    #[column(name = "CapProv")]
    pub capital_province: Option<String>,
}

/// Two references share the country, which is part of the key.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "City")]
#[belongs_to(province: Province, key = (province_name, country_code))]
#[has_many(capital_of: Country)]
#[has_many(governs: Province)]
#[has_many(counts: CityCount)]
#[has_one(local_name: CityLocalName)]
#[has_many(at: Located)]
#[many_to_many(rivers: River, through = Located)]
#[many_to_many(lakes: Lake, through = Located)]
#[many_to_many(seas: Sea, through = Located)]
#[has_many(airports: Airport)]
#[has_many(organizations: Organization)]
pub struct City {
    #[key]
    #[column(name = "Name")]
    pub name: String,
    #[key]
    #[belongs_to(country: Country)]
    #[column(name = "Country")]
    pub country_code: String,
    #[key]
    #[column(name = "Province")]
    pub province_name: String,
    #[column(name = "Population")]
    pub population: Option<i64>,
    #[column(name = "Latitude")]
    pub latitude: Option<f64>,
    #[column(name = "Longitude")]
    pub longitude: Option<f64>,
    #[column(name = "Elevation")]
    pub elevation: Option<f64>,
}

/// A key of four columns, three of which are the city's, in another order.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Citypops")]
#[belongs_to(city: City, key = (city_name, country_code, province_name))]
pub struct CityCount {
    #[key]
    #[column(name = "Country")]
    pub country_code: String,
    #[key]
    #[column(name = "Province")]
    pub province_name: String,
    #[key]
    #[column(name = "City")]
    pub city_name: String,
    #[key]
    #[column(name = "Year")]
    pub year: i64,
    #[column(name = "Population")]
    pub population: i64,
}

/// The key of a city and no more: one row for one city.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Citylocalname")]
#[belongs_to(city: City, key = (city_name, country_code, province_name))]
pub struct CityLocalName {
    #[key]
    #[column(name = "Country")]
    pub country_code: String,
    #[key]
    #[column(name = "Province")]
    pub province_name: String,
    #[key]
    #[column(name = "City")]
    pub city_name: String,
    #[column(name = "localname")]
    pub local_name: Option<String>,
}

/// Has a country, and a city of it or none: the reference to the city is NULL in part.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Airport")]
#[belongs_to(city: City, key = (city_name, country_code, province_name))]
pub struct Airport {
    #[key]
    #[column(name = "IATACode")]
    pub code: String,
    #[column(name = "Name")]
    pub name: Option<String>,
    #[belongs_to(country: Country)]
    #[column(name = "Country")]
    pub country_code: Option<String>,
    #[column(name = "City")]
    pub city_name: Option<String>,
    #[column(name = "Province")]
    pub province_name: Option<String>,
    #[belongs_to(island: Island)]
    #[column(name = "Island")]
    pub island_name: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Continent")]
#[many_to_many(countries: Country, through = Encompasses)]
pub struct Continent {
    #[key]
    #[column(name = "Name")]
    pub name: String,
    #[column(name = "Area")]
    pub area: Option<f64>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "encompasses")]
pub struct Encompasses {
    #[key]
    #[belongs_to(country: Country)]
    #[column(name = "Country")]
    pub country_code: String,
    #[key]
    #[belongs_to(continent: Continent)]
    #[column(name = "Continent")]
    pub continent_name: String,
    #[column(name = "Percentage")]
    pub percentage: Option<f64>,
}
