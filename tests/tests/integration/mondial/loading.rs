//! Nested eager loads over keys of several columns, by each strategy, against a query for each parent in plain SQL.

use relmodel::prelude::*;

use super::models::*;
use super::mondial;
use crate::naive::{by_each_strategy, naive, row, tree};
use crate::strategies::by;

#[test]
fn countries_with_provinces_with_cities_with_their_last_counts() {
    let Some(db) = mondial() else { return };
    let there = naive(
        "SELECT Code, Name FROM Country WHERE Area > 1000000 ORDER BY Code",
        [naive(
            "SELECT Name, Country FROM Province WHERE Country = ?1 ORDER BY Name",
            [naive(
                "SELECT Name, Country, Province FROM City WHERE Province = ?1 AND Country = ?2 ORDER BY Name DESC",
                [naive(
                    "SELECT Year, Population FROM Citypops WHERE City = ?1 AND Country = ?2 AND Province = ?3 ORDER BY Year DESC",
                    [],
                )],
            )],
        )],
    );
    by_each_strategy(&db, &there, [4, 1, 4, 4], |how| {
        let countries = Country::filter(|c| c.area.gt(1_000_000.0))
            .order_by(|c| c.code)
            .with(|c| {
                by(how, c.provinces).order_by(|p| p.name).with(|p| {
                    by(how, p.cities)
                        .order_by(|c| c.name.desc())
                        .with(|c| by(how, c.counts).order_by(|c| c.year.desc()))
                })
            })
            .load(&*db)?;
        let city = |(c, counts): (City, Vec<CityCount>)| {
            let counts = counts.iter().map(|c| tree(row![c.year, c.population], []));
            tree(
                row![c.name, c.country_code, c.province_name],
                [counts.collect()],
            )
        };
        let province = |(p, cities): (Province, Vec<_>)| {
            let cities = cities.into_iter().map(city);
            tree(row![p.name, p.country_code], [cities.collect()])
        };
        let country = |(c, provinces): (Country, Vec<_>)| {
            let provinces = provinces.into_iter().map(province);
            tree(row![c.code, c.name], [provinces.collect()])
        };
        Ok(countries.into_iter().map(country).collect())
    });
}

#[test]
fn some_countries_of_each_continent_with_some_cities_of_each_with_one_count() {
    let Some(db) = mondial() else { return };
    let there = naive(
        "SELECT Name FROM Continent ORDER BY Name DESC",
        [naive(
            "SELECT c.Code, c.Area FROM Country c JOIN encompasses e ON e.Country = c.Code WHERE e.Continent = ?1 ORDER BY c.Area DESC, c.Code LIMIT 4",
            [naive(
                "SELECT Name, Country, Province, Population FROM City WHERE Country = ?1 AND Population > 0 ORDER BY Population DESC, Name, Province LIMIT 3",
                [naive(
                    "SELECT Year FROM Citypops WHERE City = ?1 AND Country = ?2 AND Province = ?3 ORDER BY Year LIMIT 1",
                    [],
                )],
            )],
        )],
    );
    by_each_strategy(&db, &there, [4, 4, 4, 4], |how| {
        let continents = Continent::all()
            .order_by(|c| c.name.desc())
            .with(|c| {
                by(how, c.countries)
                    .order_by(|c| (c.area.desc(), c.code))
                    .limit(4)
                    .with(|c| {
                        by(how, c.cities)
                            .filter(|c| c.population.gt(0))
                            .order_by(|c| (c.population.desc(), c.name, c.province_name))
                            .limit(3)
                            .with(|c| by(how, c.counts).order_by(|c| c.year).limit(1))
                    })
            })
            .load(&*db)?;
        let city = |(c, counts): (City, Vec<CityCount>)| {
            let counts = counts.iter().map(|c| tree(row![c.year], []));
            let row = row![c.name, c.country_code, c.province_name, c.population];
            tree(row, [counts.collect()])
        };
        let country = |(c, cities): (Country, Vec<_>)| {
            tree(
                row![c.code, c.area],
                [cities.into_iter().map(city).collect()],
            )
        };
        let continent = |(c, countries): (Continent, Vec<_>)| {
            tree(row![c.name], [countries.into_iter().map(country).collect()])
        };
        Ok(continents.into_iter().map(continent).collect())
    });
}

/// A country's capital lies in a province, which has a capital, which lies in a country: four references in a circle.
#[test]
fn capitals_of_the_provinces_of_capitals() {
    let Some(db) = mondial() else { return };
    let there = naive(
        "SELECT Code, Capital, Province FROM Country ORDER BY Name",
        [naive(
            "SELECT Name, Country, Province FROM City WHERE Name = ?2 AND Country = ?1 AND Province = ?3",
            [
                naive(
                    "SELECT Country, Capital, CapProv FROM Province WHERE Name = ?3 AND Country = ?2",
                    [naive(
                        "SELECT Country, Population FROM City WHERE Name = ?2 AND Country = ?1 AND Province = ?3",
                        [naive("SELECT Name FROM Country WHERE Code = ?1", [])],
                    )],
                ),
                naive(
                    "SELECT Name FROM Province WHERE Capital = ?1 AND Country = ?2 AND CapProv = ?3 ORDER BY Name",
                    [],
                ),
            ],
        )],
    );
    by_each_strategy(&db, &there, [2, 1, 6, 6], |how| {
        let countries = Country::all()
            .order_by(|c| c.name)
            .with(|c| {
                by(how, c.capital)
                    .with(|c| {
                        by(how, c.province)
                            .with(|p| by(how, p.capital).with(|c| by(how, c.country)))
                    })
                    .with(|c| by(how, c.governs).order_by(|p| p.name))
            })
            .load(&*db)?;
        type Above = (Province, Option<(City, Country)>);
        let province = |(p, capital): Above| {
            let capital = capital.map(|(city, country)| {
                let country = tree(row![country.name], []);
                tree(row![city.country_code, city.population], [vec![country]])
            });
            let row = row![p.country_code, p.capital_name, p.capital_province];
            tree(row, [capital.into_iter().collect()])
        };
        let city = |(c, above, governs): (City, Above, Vec<Province>)| {
            let governs = governs.iter().map(|p| tree(row![p.name], []));
            let row = row![c.name, c.country_code, c.province_name];
            tree(row, [vec![province(above)], governs.collect()])
        };
        let country = |(c, capital): (Country, Option<_>)| {
            let row = row![c.code, c.capital_name, c.province_name];
            tree(row, [capital.into_iter().map(city).collect()])
        };
        Ok(countries.into_iter().map(country).collect())
    });
}

/// 36 airports have a country and no city: half of the reference is NULL.
#[test]
fn references_that_are_null_in_part_lead_to_none() {
    let Some(db) = mondial() else { return };
    let there = naive(
        "SELECT IATACode, City, Country, Province, Island FROM Airport ORDER BY IATACode",
        [
            naive("SELECT Name FROM Country WHERE Code = ?3", []),
            naive(
                "SELECT Name, Country, Province FROM City WHERE Name = ?2 AND Country = ?3 AND Province = ?4",
                [naive(
                    "SELECT localname FROM Citylocalname WHERE City = ?1 AND Country = ?2 AND Province = ?3",
                    [],
                )],
            ),
            naive("SELECT Area FROM Island WHERE Name = ?5", []),
        ],
    );
    by_each_strategy(&db, &there, [1, 1, 5, 5], |how| {
        let airports = Airport::all()
            .order_by(|a| a.code)
            .with(|a| by(how, a.country))
            .with(|a| by(how, a.city).with(|c| by(how, c.local_name)))
            .with(|a| by(how, a.island))
            .load(&*db)?;
        let airports = airports.into_iter().map(|(a, country, city, island)| {
            let city = city.map(|(c, local): (City, Option<CityLocalName>)| {
                let local = local.iter().map(|l| tree(row![l.local_name], []));
                tree(
                    row![c.name, c.country_code, c.province_name],
                    [local.collect()],
                )
            });
            tree(
                row![
                    a.code,
                    a.city_name,
                    a.country_code,
                    a.province_name,
                    a.island_name
                ],
                [
                    country.iter().map(|c| tree(row![c.name], [])).collect(),
                    city.into_iter().collect(),
                    island.iter().map(|i| tree(row![i.area], [])).collect(),
                ],
            )
        });
        Ok(airports.collect())
    });
    let half = Airport::filter(|a| a.city.is_none() & a.country_code.is_not_null());
    assert_eq!(half.count(&*db).unwrap(), 36);
}

#[test]
fn what_is_said_of_a_country_in_tables_of_their_own() {
    let Some(db) = mondial() else { return };
    let there = naive(
        "SELECT Code, Population FROM Country ORDER BY Code",
        [
            naive("SELECT GDP FROM Economy WHERE Country = ?1", []),
            naive(
                "SELECT Population_Growth FROM Population WHERE Country = ?1",
                [],
            ),
            naive(
                "SELECT Independence, Dependent FROM Politics WHERE Country = ?1",
                [naive(
                    "SELECT Code FROM Country WHERE Code = ?2",
                    [naive(
                        "SELECT Country FROM Politics WHERE Dependent = ?1 ORDER BY Country",
                        [],
                    )],
                )],
            ),
        ],
    );
    by_each_strategy(&db, &there, [2, 1, 6, 6], |how| {
        let countries = Country::all()
            .order_by(|c| c.code)
            .with(|c| by(how, c.economy))
            .with(|c| by(how, c.population_data))
            .with(|c| {
                by(how, c.politics).with(|p| {
                    by(how, p.dependent)
                        .with(|c| by(how, c.dependents).order_by(|p| p.country_code))
                })
            })
            .load(&*db)?;
        type OnWhom = Option<(Country, Vec<Politics>)>;
        let politics = |(p, dependent): (Politics, OnWhom)| {
            let dependent = dependent.map(|(c, all)| {
                let all = all.iter().map(|p| tree(row![p.country_code], []));
                tree(row![c.code], [all.collect()])
            });
            let row = row![p.independence, p.dependent_code];
            tree(row, [dependent.into_iter().collect()])
        };
        let countries = countries.into_iter().map(|(c, economy, people, p)| {
            let economy = economy.iter().map(|e| tree(row![e.gdp], []));
            let people = people.iter().map(|p| tree(row![p.growth], []));
            tree(
                row![c.code, c.population],
                [
                    economy.collect(),
                    people.collect(),
                    p.into_iter().map(politics).collect(),
                ],
            )
        });
        Ok(countries.collect())
    });
}

#[test]
fn paths_over_composite_keys_give_each_row_once() {
    let Some(db) = mondial() else { return };
    // Without it SQLite reads all provinces for each city, for each country.
    let there = naive(
        "SELECT Code FROM Country ORDER BY Code",
        [
            naive(
                "SELECT DISTINCT c.Name, c.Province FROM Province p JOIN City c ON c.Province = p.Name AND c.Country = p.Country
                 WHERE p.Country = ?1 ORDER BY c.Name, c.Province",
                [],
            ),
            naive(
                "SELECT DISTINCT River, ?1 FROM geo_River WHERE Country = ?1 ORDER BY River",
                [naive(
                    "SELECT DISTINCT Country FROM geo_River WHERE River = ?1 ORDER BY Country",
                    [],
                )],
            ),
        ],
    );
    by_each_strategy(&db, &there, [4, 2, 4, 4], |how| {
        let countries = Country::all()
            .order_by(|c| c.code)
            .with(|c| by(how, c.towns).order_by(|c| (c.name, c.province_name)))
            .with(|c| by(how, c.rivers).with(|r| by(how, r.countries)))
            .load(&*db)?;
        let countries = countries.into_iter().map(|(c, towns, rivers)| {
            let towns = towns
                .iter()
                .map(|c| tree(row![c.name, c.province_name], []));
            let river = |(r, countries): (River, Vec<Country>)| {
                let countries = countries.iter().map(|c| tree(row![c.code], []));
                tree(row![r.name, c.code], [countries.collect()])
            };
            let rivers = rivers.into_iter().map(river);
            tree(row![c.code], [towns.collect(), rivers.collect()])
        });
        Ok(countries.collect())
    });
    let allies = Country::find("CH").load(&*db).unwrap().allies();
    let there = "SELECT count(DISTINCT b.Country) FROM isMember a JOIN isMember b USING (Organization) WHERE a.Country = 'CH'";
    let there = relmodel_tests::integer(&db, there).cast_unsigned();
    assert_eq!(allies.count(&*db).unwrap(), there);
}
