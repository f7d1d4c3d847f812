//! Shapes over keys that are text or bytes, with whatever may stand in them.

use proptest::collection::{btree_set, vec};
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use relmodel::prelude::*;

use super::{by, check, hows, sorted};

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(cities: City)]
#[many_to_many(tongues: Tongue, through = Spoken)]
pub struct Country {
    #[key]
    pub code: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub struct City {
    #[key]
    pub name: String,
    #[belongs_to(country: Country)]
    pub country_code: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[many_to_many(countries: Country, through = Spoken)]
pub struct Tongue {
    #[key]
    pub name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub struct Spoken {
    #[key]
    #[belongs_to(country: Country)]
    pub country_code: String,
    #[key]
    #[belongs_to(tongue: Tongue)]
    pub tongue_name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(parts: Chunk)]
#[has_one(seal: Seal)]
pub struct Chunk {
    #[key]
    pub hash: Vec<u8>,
    #[belongs_to(whole: Chunk)]
    pub whole_hash: Option<Vec<u8>>,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub struct Seal {
    pub id: Id<Seal>,
    #[unique]
    #[belongs_to(chunk: Chunk)]
    pub chunk_hash: Vec<u8>,
}

/// Texts that have broken something somewhere.
const TEXTS: [&str; 14] = [
    "", "a", "A", "a ", "'", "\"", "''; --", "a\0b", "\0", "1", "01", "ß", "é", "😀",
];
const BYTES: [&[u8]; 8] = [b"", b"\0", b"\0\0", b"a", b"A", b"'", b"\xff\xfe", b"1"];

#[test]
fn text_keys() {
    let codes = || btree_set(select(&TEXTS[..]), 0..8);
    let values = (
        codes(),
        codes(),
        codes(),
        vec(weighted(0.8, any::<Index>()), 14),
        vec((any::<Index>(), any::<Index>()), 0..12),
        hows(),
    );
    check(
        "text keys",
        300,
        values,
        |(countries, cities, tongues, owners, links, hows)| {
            let run = || -> relmodel::Result<_> {
                let db = Db::options().foreign_keys(false).open_in_memory()?;
                schema![Country].create(&db)?;
                let countries =
                    Country::insert_all(&db, countries.iter().map(|code| NewCountry { code }))?;
                let cities = cities.iter().zip(&owners).map(|(name, owner)| {
                    // Any of the texts: it may be no country's.
                    NewCity { name }.country_code(owner.map(|owner| *owner.get(&TEXTS)))
                });
                let cities = City::insert_all(&db, cities)?;
                let tongues =
                    Tongue::insert_all(&db, tongues.iter().map(|name| NewTongue { name }))?;
                let mut pairs: Vec<(&str, &str)> = links
                    .iter()
                    .map(|(a, b)| (*a.get(&TEXTS), *b.get(&TEXTS)))
                    .collect();
                pairs.sort_unstable();
                pairs.dedup();
                let pairs = pairs
                    .into_iter()
                    .map(|(country_code, tongue_name)| NewSpoken {
                        country_code,
                        tongue_name,
                    });
                let links = Spoken::insert_all(&db, pairs)?;

                let cities_of = |country: &Country| {
                    let mut found = cities.clone();
                    found.retain(|city| city.country_code.as_ref() == Some(&country.code));
                    found
                };
                let tongues_of = |country: &Country| {
                    let mut found = tongues.clone();
                    found.retain(|tongue| {
                        links.iter().any(|link| {
                            link.country_code == country.code && link.tongue_name == tongue.name
                        })
                    });
                    found
                };
                let loaded = Country::all()
                    .order_by(|c| c.code)
                    .with(|c| by(hows[0], c.cities).order_by(|c| c.name))
                    .with(|c| by(hows[1], c.tongues).order_by(|t| t.name))
                    .load(&db)?;
                let there: Vec<_> = countries
                    .iter()
                    .map(|c| (c.clone(), cities_of(c), tongues_of(c)))
                    .collect();
                let loaded_cities = City::all()
                    .order_by(|c| c.name)
                    .with(|c| {
                        by(hows[2], c.country)
                            .with(|c| by(hows[3], c.cities).order_by(|c| c.name))
                            .with(|c| by(hows[4], c.tongues).order_by(|t| t.name))
                    })
                    .load(&db)?;
                let there_cities: Vec<_> = cities
                    .iter()
                    .map(|city| {
                        let country = countries
                            .iter()
                            .find(|c| Some(&c.code) == city.country_code.as_ref());
                        (
                            city.clone(),
                            country.map(|c| (c.clone(), cities_of(c), tongues_of(c))),
                        )
                    })
                    .collect();
                for (country, cities, tongues) in &there {
                    assert_eq!(Country::find(&*country.code).load(&db)?, *country);
                    assert_eq!(country.cities().order_by(|c| c.name).load(&db)?, *cities);
                    assert_eq!(
                        sorted(country.tongues().load(&db)?),
                        sorted(tongues.clone())
                    );
                    assert!(Country::filter(|c| c.code.in_([&country.code])).exists(&db)?);
                }
                Ok(((loaded, loaded_cities), (there, there_cities)))
            };
            let (loaded, there) = run()?;
            prop_assert_eq!(loaded, there);
            Ok(())
        },
    );
}

#[test]
fn keys_of_bytes() {
    let values = (
        btree_set(select(&BYTES[..]), 0..8),
        vec(weighted(0.8, any::<Index>()), 8),
        btree_set(select(&BYTES[..]), 0..5),
        hows(),
    );
    check(
        "keys of bytes",
        300,
        values,
        |(hashes, wholes, seals, hows)| {
            let run = || -> relmodel::Result<_> {
                let db = Db::options().foreign_keys(false).open_in_memory()?;
                schema![Chunk].create(&db)?;
                let chunks = hashes.iter().zip(&wholes).map(|(hash, whole)| {
                    NewChunk { hash }.whole_hash(whole.map(|whole| *whole.get(&BYTES)))
                });
                let chunks = Chunk::insert_all(&db, chunks)?;
                let seals =
                    Seal::insert_all(&db, seals.iter().map(|chunk_hash| NewSeal { chunk_hash }))?;
                let whole = |chunk: &Chunk| {
                    chunks
                        .iter()
                        .find(|c| Some(&c.hash) == chunk.whole_hash.as_ref())
                        .cloned()
                };
                let seal =
                    |chunk: &Chunk| seals.iter().find(|s| s.chunk_hash == chunk.hash).cloned();
                let parts = |chunk: &Chunk| {
                    let mut found = chunks.clone();
                    found.retain(|c| c.whole_hash.as_ref() == Some(&chunk.hash));
                    found
                };
                let loaded = Chunk::all()
                    .order_by(|c| c.hash)
                    .with(|c| {
                        by(hows[0], c.parts)
                            .order_by(|c| c.hash)
                            .with(|c| by(hows[1], c.whole))
                    })
                    .with(|c| {
                        by(hows[2], c.whole).with(|c| by(hows[3], c.parts).order_by(|c| c.hash))
                    })
                    .with(|c| by(hows[4], c.seal))
                    .load(&db)?;
                let there: Vec<_> = chunks
                    .iter()
                    .map(|c| {
                        let with_whole: Vec<_> = parts(c)
                            .into_iter()
                            .map(|p| (p.clone(), whole(&p)))
                            .collect();
                        (
                            c.clone(),
                            with_whole,
                            whole(c).map(|w| (w.clone(), parts(&w))),
                            seal(c),
                        )
                    })
                    .collect();
                Ok((loaded, there))
            };
            let (loaded, there) = run()?;
            prop_assert_eq!(loaded, there);
            Ok(())
        },
    );
}

/// What another program declared: `NOCASE` keys meet whatever the case of their letters.
#[test]
fn keys_meet_as_the_database_compares_them() {
    for (of_city, of_country) in [("", "NOCASE"), ("NOCASE", ""), ("NOCASE", "NOCASE")] {
        let db = Db::options().foreign_keys(false).open_in_memory().unwrap();
        let collate = |name: &str| {
            if name.is_empty() {
                String::new()
            } else {
                format!("COLLATE {name}")
            }
        };
        db.execute_batch(&format!(
            "CREATE TABLE country (code TEXT {} PRIMARY KEY);
             CREATE TABLE city (name TEXT PRIMARY KEY, country_code TEXT {});
             INSERT INTO country VALUES ('DE'), ('fr');
             INSERT INTO city VALUES ('a', 'DE'), ('b', 'de'), ('c', 'De'), ('d', 'FR'), ('e', 'it'), ('f', NULL)",
            collate(of_country),
            collate(of_city),
        ))
        .unwrap();
        let there: Vec<(City, Option<Country>)> = City::all()
            .order_by(|c| c.name)
            .load(&db)
            .unwrap()
            .into_iter()
            .map(|city| {
                let country = city.country().load(&db).unwrap();
                (city, country)
            })
            .collect();
        let cities_of: Vec<(Country, Vec<City>)> = Country::all()
            .order_by(|c| c.code)
            .load(&db)
            .unwrap()
            .into_iter()
            .map(|country| {
                let cities = country.cities().order_by(|c| c.name).load(&db).unwrap();
                (country, cities)
            })
            .collect();
        for how in super::ALL {
            let loaded = City::all()
                .order_by(|c| c.name)
                .with(|c| by(how, c.country))
                .load(&db)
                .unwrap();
            assert_eq!(loaded, there, "{how:?}, {of_city:?} {of_country:?}");
            let loaded = Country::all()
                .order_by(|c| c.code)
                .with(|c| by(how, c.cities).order_by(|c| c.name))
                .load(&db)
                .unwrap();
            assert_eq!(loaded, cities_of, "{how:?}, {of_city:?} {of_country:?}");
        }
    }
}

/// Owners that the database takes for equal are two owners all the same.
#[test]
fn owners_that_are_equal_but_for_their_case_each_get_the_rows() {
    #[derive(Model, Debug, Clone, PartialEq)]
    #[has_many(pets: Pet)]
    struct Person {
        #[key]
        name: String,
    }
    #[derive(Model, Debug, Clone, PartialEq)]
    struct Pet {
        id: Id<Pet>,
        #[belongs_to(person: Person)]
        person_name: String,
    }
    let db = Db::options().foreign_keys(false).open_in_memory().unwrap();
    db.execute_batch(
        "CREATE TABLE person (name TEXT COLLATE NOCASE);
         CREATE TABLE pet (id INTEGER PRIMARY KEY, person_name TEXT COLLATE NOCASE);
         INSERT INTO person VALUES ('ann'), ('ANN');
         INSERT INTO pet (person_name) VALUES ('Ann')",
    )
    .unwrap();
    let counts = |people: Vec<(Person, Vec<Pet>)>| {
        people
            .iter()
            .map(|(_, pets)| pets.len())
            .collect::<Vec<_>>()
    };
    for how in super::ALL {
        let people = Person::all().with(|p| by(how, p.pets)).load(&db).unwrap();
        assert_eq!(counts(people), [1, 1], "{how:?}");
    }
}
