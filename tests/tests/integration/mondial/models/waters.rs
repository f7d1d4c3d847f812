//! Rivers, lakes, seas and islands, and where they are. What a river flows into is one of three, and so is what a city lies at.

use relmodel::prelude::*;

use super::*;

/// A column named like the table, which refers to it.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "River")]
#[check("(River IS NULL) + (Lake IS NULL) + (Sea IS NULL) >= 2")]
#[has_many(tributaries: River)]
#[has_many(feeding: Lake)]
#[many_to_many(crossed: Lake, through = RiverThrough)]
#[many_to_many(provinces: Province, through = GeoRiver)]
#[many_to_many(source: Province, through = GeoSource)]
#[many_to_many(cities: City, through = Located)]
#[has_many(countries: Country, through = provinces.country, order = |c| c.code)]
pub struct River {
    #[key]
    #[column(name = "Name")]
    pub name: String,
    #[belongs_to(into_river: River)]
    #[column(name = "River")]
    pub river: Option<String>,
    #[belongs_to(into_lake: Lake)]
    #[column(name = "Lake")]
    pub lake: Option<String>,
    #[belongs_to(into_sea: Sea)]
    #[column(name = "Sea")]
    pub sea: Option<String>,
    #[column(name = "Length")]
    pub length: Option<f64>,
}

/// Flows into a river, which may flow into a lake.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Lake")]
#[has_many(inflows: River)]
#[many_to_many(crossing: River, through = RiverThrough)]
#[many_to_many(provinces: Province, through = GeoLake)]
pub struct Lake {
    #[key]
    #[column(name = "Name")]
    pub name: String,
    #[belongs_to(outflow: River)]
    #[column(name = "River")]
    pub river: Option<String>,
    #[column(name = "Area")]
    pub area: Option<f64>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Sea")]
#[has_many(inflows: River)]
#[many_to_many(merging: Sea, through = Merging, from = first, to = second)]
#[many_to_many(merged: Sea, through = Merging, from = second, to = first)]
#[many_to_many(islands: Island, through = IslandIn)]
pub struct Sea {
    #[key]
    #[column(name = "Name")]
    pub name: String,
    #[column(name = "Depth")]
    pub depth: Option<f64>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "mergesWith")]
pub struct Merging {
    #[key]
    #[belongs_to(first: Sea)]
    #[column(name = "Sea1")]
    pub first_name: String,
    #[key]
    #[belongs_to(second: Sea)]
    #[column(name = "Sea2")]
    pub second_name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Island")]
#[has_many(lies_in: IslandIn)]
#[many_to_many(seas: Sea, through = IslandIn)]
#[has_many(airports: Airport)]
pub struct Island {
    #[key]
    #[column(name = "Name")]
    pub name: String,
    #[column(name = "Area")]
    pub area: Option<f64>,
}

/// Without a key: an island lies in a sea, a lake or a river, and in several.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(keyless, table = "islandIn")]
pub struct IslandIn {
    #[belongs_to(island: Island)]
    #[column(name = "Island")]
    pub island_name: Option<String>,
    #[belongs_to(sea: Sea)]
    #[column(name = "Sea")]
    pub sea_name: Option<String>,
    #[belongs_to(lake: Lake)]
    #[column(name = "Lake")]
    pub lake_name: Option<String>,
    #[belongs_to(river: River)]
    #[column(name = "River")]
    pub river_name: Option<String>,
}

/// Without a key: a city lies at a river, a lake or a sea, and at several.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(keyless, table = "located")]
#[belongs_to(city: City, key = (city_name, country_code, province_name))]
pub struct Located {
    #[column(name = "City")]
    pub city_name: Option<String>,
    #[column(name = "Province")]
    pub province_name: Option<String>,
    #[column(name = "Country")]
    pub country_code: Option<String>,
    #[belongs_to(river: River)]
    #[column(name = "River")]
    pub river_name: Option<String>,
    #[belongs_to(lake: Lake)]
    #[column(name = "Lake")]
    pub lake_name: Option<String>,
    #[belongs_to(sea: Sea)]
    #[column(name = "Sea")]
    pub sea_name: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "RiverThrough")]
pub struct RiverThrough {
    #[key]
    #[belongs_to(river: River)]
    #[column(name = "River")]
    pub river_name: String,
    #[key]
    #[belongs_to(lake: Lake)]
    #[column(name = "Lake")]
    pub lake_name: String,
}

/// A link whose one side has a key of two columns.
macro_rules! geo {
    ($name:ident, $table:literal, $column:literal, $relation:ident: $target:ident) => {
        #[derive(Model, Debug, Clone, PartialEq)]
        #[model(table = $table)]
        #[belongs_to(province: Province, key = (province_name, country_code))]
        pub struct $name {
            #[key]
            #[belongs_to($relation: $target)]
            #[column(name = $column)]
            pub water: String,
            #[key]
            #[column(name = "Country")]
            pub country_code: String,
            #[key]
            #[column(name = "Province")]
            pub province_name: String,
        }
    };
}
geo!(GeoRiver, "geo_River", "River", river: River);
geo!(GeoSource, "geo_Source", "River", river: River);
geo!(GeoLake, "geo_Lake", "Lake", lake: Lake);
geo!(GeoSea, "geo_Sea", "Sea", sea: Sea);
