use relmodel::prelude::*;

#[derive(Model)]
#[has_many(districts: District)]
struct City {
    #[key]
    name: String,
    #[key]
    country: i64,
}

#[derive(Model)]
#[belongs_to(city: City, key = city_name)]
struct District {
    id: Id<District>,
    city_name: String,
    country: i64,
}

fn main() {
    let _ = City::all().with(|c| c.districts.with(|d| d.city));
}
