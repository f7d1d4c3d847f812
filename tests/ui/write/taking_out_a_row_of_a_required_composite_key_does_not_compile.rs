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
#[belongs_to(city: City, key = (city_name, country))]
struct District {
    id: Id<District>,
    city_name: String,
    country: i64,
}

fn take(db: &Db, city: &City, district: &mut District) -> relmodel::Result<bool> {
    city.districts().remove(db, district)
}

fn main() {}
