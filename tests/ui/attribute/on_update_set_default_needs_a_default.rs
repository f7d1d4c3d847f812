use relmodel::prelude::*;

#[derive(Model)]
struct Country {
    #[key]
    code: String,
}

#[derive(Model)]
struct City {
    id: Id<City>,
    #[belongs_to(country: Country, on_update = set_default)]
    country_code: String,
}

fn main() {}
