use relmodel::prelude::*;

#[derive(Model)]
struct Country {
    #[key]
    code: String,
    name: String,
}

#[derive(Model)]
struct City {
    id: Id<City>,
    #[belongs_to(Country)]
    country_id: i64,
}

fn main() {}
