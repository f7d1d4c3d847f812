//! Foreign keys over several columns, whose columns other keys share, and foreign keys to other columns than the key.

mod collections;
mod half_null;
mod loading;
mod other_columns;

use relmodel::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(provinces: Province)]
#[has_many(cities: City)]
pub struct Country {
    #[key]
    pub code: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(cities: City)]
pub struct Province {
    #[key]
    pub name: String,
    #[key]
    #[belongs_to(country: Country)]
    #[cascade]
    pub country_code: String,
    pub capital: Option<String>,
}

/// Lies in a country, and in a province of it or in none.
#[derive(Model, Debug, Clone, PartialEq)]
#[belongs_to(province: Province, key = (province_name, country_code))]
#[many_to_many(rivers: River, through = LiesAt)]
#[has_many(districts: District)]
#[has_one(mayor: Mayor)]
pub struct City {
    #[key]
    pub name: String,
    #[key]
    #[belongs_to(country: Country)]
    pub country_code: String,
    pub province_name: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[belongs_to(city: City, key = (city_name, country))]
#[cascade(delete_orphan)]
pub struct District {
    pub id: Id<District>,
    #[column(name = "city")]
    pub city_name: String,
    pub country: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[belongs_to(city: City, key = (city_name, country))]
#[unique(city_name, country)]
pub struct Mayor {
    pub id: Id<Mayor>,
    pub city_name: Option<String>,
    pub country: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[many_to_many(cities: City, through = LiesAt)]
pub struct River {
    pub id: Id<River>,
    pub name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[belongs_to(city: City, key = (city_name, country))]
#[cascade]
#[unique(city_name, country, river_id)]
pub struct LiesAt {
    pub id: Id<LiesAt>,
    pub city_name: String,
    pub country: String,
    #[belongs_to(River)]
    #[cascade]
    pub river_id: Id<River>,
}

/// Two countries, each with a province `North` and a city `Ham`; `Ham` of `b` lies in no province.
/// Every city but `Out` has two districts, and the rivers flow by `Ham` of `a`.
fn world() -> Db {
    let db = Db::open_in_memory().unwrap();
    schema![Country, Mayor].create(&db).unwrap();
    db.execute_batch(
        "INSERT INTO country VALUES ('a'), ('b'), ('c');
         INSERT INTO province VALUES ('North', 'a', 'Ham'), ('South', 'a', NULL), ('North', 'b', NULL);
         INSERT INTO city VALUES ('Ham', 'a', 'North'), ('Ham', 'b', NULL), ('Ulm', 'a', 'North'), ('Out', 'b', 'North');
         INSERT INTO district (city, country) VALUES ('Ham', 'a'), ('Ham', 'b'), ('Ulm', 'a'), ('Ham', 'a'), ('Ham', 'b'), ('Ulm', 'a');
         INSERT INTO mayor (city_name, country) VALUES ('Ham', 'b'), (NULL, 'a'), ('Ham', NULL), (NULL, NULL);
         INSERT INTO river (name) VALUES ('Rhine'), ('Main');
         INSERT INTO lies_at (city_name, country, river_id) VALUES ('Ham', 'a', 1), ('Ham', 'a', 2), ('Out', 'b', 2);",
    )
    .unwrap();
    db
}

fn city(name: &str, country: &str, db: &Db) -> City {
    City::find((name, country)).load(db).unwrap()
}
