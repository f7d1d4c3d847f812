//! What is said of countries: economies, languages, borders and organizations.

use jiff::civil::Date;
use relmodel::prelude::*;

use super::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Economy")]
pub struct Economy {
    #[key]
    #[belongs_to(country: Country)]
    #[column(name = "Country")]
    pub country_code: String,
    #[column(name = "GDP")]
    pub gdp: Option<f64>,
    #[column(name = "Inflation")]
    pub inflation: Option<f64>,
}

/// The table has no column of its name, and others have.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Population")]
pub struct Population {
    #[key]
    #[belongs_to(country: Country)]
    #[column(name = "Country")]
    pub country_code: String,
    #[column(name = "Population_Growth")]
    pub growth: Option<f64>,
}

/// Two references to one table: the key, and what the country depends on.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Politics")]
pub struct Politics {
    #[key]
    #[belongs_to(country: Country)]
    #[column(name = "Country")]
    pub country_code: String,
    #[column(name = "Independence")]
    pub independence: Option<Date>,
    #[column(name = "WasDependent")]
    pub was_dependent: Option<String>,
    #[belongs_to(dependent: Country)]
    #[column(name = "Dependent")]
    pub dependent_code: Option<String>,
    #[column(name = "Government")]
    pub government: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Language")]
#[belongs_to(family: Sublanguage, key = name, constraint = false)]
pub struct Language {
    #[key]
    #[column(name = "Name")]
    pub name: String,
    #[key]
    #[belongs_to(country: Country)]
    #[column(name = "Country")]
    pub country_code: String,
    #[column(name = "Percentage")]
    pub percentage: Option<f64>,
}

/// A tree that the database doesn't say. It has no row.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Sublanguage")]
#[has_many(below: Sublanguage)]
#[has_many(spoken: Language)]
pub struct Sublanguage {
    #[key]
    #[column(name = "Sublang")]
    pub name: String,
    #[belongs_to(above: Sublanguage, constraint = false)]
    #[column(name = "Suplang")]
    pub above_name: Option<String>,
}

/// Each border stands once, the lesser code first.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "borders")]
pub struct Border {
    #[key]
    #[belongs_to(first: Country)]
    #[column(name = "Country1")]
    pub first_code: String,
    #[key]
    #[belongs_to(second: Country)]
    #[column(name = "Country2")]
    pub second_code: String,
    #[column(name = "Length")]
    pub length: Option<f64>,
}

/// A view of the borders in both directions, for `neighbours`.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(keyless, table = "neighbour")]
pub struct Neighbour {
    #[belongs_to(one: Country, constraint = false)]
    pub one_code: String,
    #[belongs_to(other: Country, constraint = false)]
    pub other_code: String,
    pub length: Option<f64>,
}

/// The borders in both directions, each of which refers to the other: a table that a test makes.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "mirrored")]
#[belongs_to(mirror: Mirrored, key = (other_code, one_code))]
#[cascade]
pub struct Mirrored {
    #[key]
    #[belongs_to(one: Country)]
    #[column(name = "Country1")]
    pub one_code: String,
    #[key]
    #[belongs_to(other: Country)]
    #[column(name = "Country2")]
    pub other_code: String,
    #[column(name = "Length")]
    pub length: Option<f64>,
}

/// Its seat is a city or unknown.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "Organization")]
#[belongs_to(seat: City, key = (city_name, country_code, province_name))]
#[many_to_many(members: Country, through = Member)]
pub struct Organization {
    #[key]
    #[column(name = "Abbreviation")]
    pub abbreviation: String,
    #[unique]
    #[column(name = "Name")]
    pub name: String,
    #[column(name = "City")]
    pub city_name: Option<String>,
    #[column(name = "Country")]
    pub country_code: Option<String>,
    #[column(name = "Province")]
    pub province_name: Option<String>,
    #[column(name = "Established")]
    pub established: Option<Date>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "isMember")]
pub struct Member {
    #[key]
    #[belongs_to(country: Country)]
    #[column(name = "Country")]
    pub country_code: String,
    #[key]
    #[belongs_to(organization: Organization)]
    #[column(name = "Organization")]
    pub organization_abbreviation: String,
    #[column(name = "Type", default = "member")]
    pub kind: Option<String>,
}
