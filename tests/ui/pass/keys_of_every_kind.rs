//! Keys of every type and width, and foreign keys that point at those of one column.

use relmodel::prelude::*;
use uuid::Uuid;

#[derive(ColumnType, Debug, Clone, PartialEq)]
struct Code(String);

#[derive(ColumnType, Debug, Clone, Copy, PartialEq)]
enum Season {
    Summer,
    Winter,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(regions: Region)]
struct Country {
    #[key]
    code: Code,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Region {
    #[key]
    id: Uuid,
    #[belongs_to(country: Country)]
    country_code: Option<Code>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Weather {
    #[key]
    #[belongs_to(Region)]
    region_id: Uuid,
    #[key]
    season: Season,
    #[key]
    year: u16,
    #[key]
    station: String,
    rain: f64,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Small {
    #[key]
    value: u8,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Bytes {
    #[key]
    value: Vec<u8>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Given {
    id: i64,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Assigned {
    #[key(auto)]
    number: i32,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Flag {
    #[key]
    on: bool,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![Weather, Small, Bytes, Given, Assigned, Flag].create(&db)?;
    let country = NewCountry {
        code: Code("de".into()),
    };
    let country = country.insert(&db)?;
    let id = Uuid::from_u128(7);
    let region = NewRegion { id }
        .country_code(Code("de".into()))
        .insert(&db)?;
    let weather = NewWeather {
        region_id: id,
        season: Season::Winter,
        year: 2026,
        station: "a",
        rain: 1.5,
    };
    let weather = weather.insert(&db)?;
    assert_eq!(
        Weather::find((id, Season::Winter, 2026, "a")).load(&db)?,
        weather
    );
    assert_eq!(
        Weather::find((id, Season::Summer, 2026, "a")).optional(&db)?,
        None
    );
    let loaded = Weather::all()
        .with(|w| w.region.with(|r| r.country))
        .one(&db)?;
    assert_eq!(loaded, (weather, (region.clone(), Some(country.clone()))));
    assert_eq!(country.regions().load(&db)?, [region]);
    assert_eq!(Country::find(Code("de".into())).load(&db)?, country);
    let small = NewSmall { value: 255 }.insert(&db)?;
    assert_eq!(Small::find(255).load(&db)?, small);
    let bytes = NewBytes { value: &[0, 1] }.insert(&db)?;
    assert_eq!(Bytes::find(vec![0, 1]).load(&db)?, bytes);
    assert_eq!(NewGiven { id: -5 }.insert(&db)?, Given::find(-5).load(&db)?);
    assert_eq!(NewAssigned {}.insert(&db)?.number, 1);
    assert!(NewFlag { on: true }.insert(&db)?.on);
    Ok(())
}
