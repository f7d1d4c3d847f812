//! Exclusive arcs, tables without a key, and the trees that rivers make.

use relmodel::prelude::*;
use relmodel_tests::{integer, statements};

use super::models::*;
use super::mondial;
use crate::naive::{assert_same, by_each_strategy, naive, row, sorted, tree};
use crate::strategies::{ALL, by};

#[test]
fn what_a_river_flows_into_is_one_of_three() {
    let Some(db) = mondial() else { return };
    let there = naive(
        "SELECT Name, River, Lake, Sea FROM River ORDER BY Name",
        [
            naive(
                "SELECT Name, Sea FROM River WHERE Name = ?2",
                [naive("SELECT Depth FROM Sea WHERE Name = ?2", [])],
            ),
            naive(
                "SELECT Name, River FROM Lake WHERE Name = ?3",
                [naive(
                    "SELECT Name, Sea FROM River WHERE Name = ?2",
                    [naive("SELECT Depth FROM Sea WHERE Name = ?2", [])],
                )],
            ),
            naive("SELECT Depth FROM Sea WHERE Name = ?4", []),
        ],
    );
    by_each_strategy(&db, &there, [1, 1, 7, 7], |how| {
        let rivers = River::all()
            .order_by(|r| r.name)
            .with(|r| by(how, r.into_river).with(|r| by(how, r.into_sea)))
            .with(|r| {
                by(how, r.into_lake).with(|l| by(how, l.outflow).with(|r| by(how, r.into_sea)))
            })
            .with(|r| by(how, r.into_sea))
            .load(&*db)?;
        let sea = |sea: &Option<Sea>| sea.iter().map(|s| tree(row![s.depth], [])).collect();
        let river = |(r, s): &(River, Option<Sea>)| tree(row![r.name, r.sea], [sea(s)]);
        let lake = |(l, out): &(Lake, Option<(River, Option<Sea>)>)| {
            tree(row![l.name, l.river], [out.iter().map(river).collect()])
        };
        let rivers = rivers
            .into_iter()
            .map(|(r, into_river, into_lake, into_sea)| {
                let ends = [
                    into_river.is_some(),
                    into_lake.is_some(),
                    into_sea.is_some(),
                ];
                assert!(ends.into_iter().filter(|there| *there).count() <= 1);
                let row = row![r.name, r.river, r.lake, r.sea];
                let into_river = into_river.iter().map(river).collect();
                tree(
                    row,
                    [
                        into_river,
                        into_lake.iter().map(lake).collect(),
                        sea(&into_sea),
                    ],
                )
            });
        Ok(rivers.collect())
    });
}

/// The links have no key, and the columns of the sides that are not meant are NULL.
#[test]
fn cities_with_the_waters_that_they_lie_at() {
    let Some(db) = mondial() else { return };
    let there = naive(
        "SELECT Name, Country, Province FROM City WHERE Country IN ('D', 'CH', 'TR', 'CDN') ORDER BY Country, Province, Name",
        [
            naive(
                "SELECT r.Name FROM located l JOIN River r ON r.Name = l.River WHERE l.City = ?1 AND l.Country = ?2 AND l.Province = ?3 ORDER BY r.Name",
                [naive(
                    "SELECT p.Name, p.Country FROM geo_Source g JOIN Province p ON p.Name = g.Province AND p.Country = g.Country
                     WHERE g.River = ?1 ORDER BY p.Country, p.Name",
                    [naive("SELECT Name FROM Country WHERE Code = ?2", [])],
                )],
            ),
            naive(
                "SELECT k.Name FROM located l JOIN Lake k ON k.Name = l.Lake WHERE l.City = ?1 AND l.Country = ?2 AND l.Province = ?3 ORDER BY k.Name",
                [],
            ),
            naive(
                "SELECT River, Lake, Sea FROM located WHERE City = ?1 AND Country = ?2 AND Province = ?3 ORDER BY 1, 2, 3",
                [naive("SELECT Depth FROM Sea WHERE Name = ?3", [])],
            ),
        ],
    );
    by_each_strategy(&db, &there, [5, 3, 7, 7], |how| {
        let cities = City::filter(|c| c.country_code.in_(["D", "CH", "TR", "CDN"]))
            .order_by(|c| (c.country_code, c.province_name, c.name))
            .with(|c| {
                by(how, c.rivers).order_by(|r| r.name).with(|r| {
                    by(how, r.source)
                        .order_by(|p| (p.country_code, p.name))
                        .with(|p| by(how, p.country))
                })
            })
            .with(|c| by(how, c.lakes).order_by(|l| l.name))
            .with(|c| {
                by(how, c.at)
                    .order_by(|l| (l.river_name, l.lake_name, l.sea_name))
                    .with(|l| by(how, l.sea))
            })
            .load(&*db)?;
        let river = |(r, sources): (River, Vec<(Province, Country)>)| {
            let source = |(p, c): &(Province, Country)| {
                tree(row![p.name, p.country_code], [vec![tree(row![c.name], [])]])
            };
            tree(row![r.name], [sources.iter().map(source).collect()])
        };
        let at = |(l, sea): (Located, Option<Sea>)| {
            let sea = sea.iter().map(|s| tree(row![s.depth], []));
            let row = row![l.river_name, l.lake_name, l.sea_name];
            tree(row, [sea.collect()])
        };
        let cities = cities.into_iter().map(|(c, rivers, lakes, all)| {
            tree(
                row![c.name, c.country_code, c.province_name],
                [
                    rivers.into_iter().map(river).collect(),
                    lakes.iter().map(|l| tree(row![l.name], [])).collect(),
                    all.into_iter().map(at).collect(),
                ],
            )
        });
        Ok(cities.collect())
    });
}

#[test]
fn rows_without_a_key_with_all_that_they_belong_to() {
    let Some(db) = mondial() else { return };
    let there = naive(
        "SELECT Island, Sea, Lake, River FROM islandIn",
        [
            naive("SELECT Area FROM Island WHERE Name = ?1", []),
            naive("SELECT Name FROM Sea WHERE Name = ?2", []),
            naive("SELECT Name FROM Lake WHERE Name = ?3", []),
            naive(
                "SELECT Name FROM River WHERE Name = ?4",
                [naive("SELECT Name FROM River WHERE River = ?1", [])],
            ),
        ],
    );
    let there = sorted(there.trees(&db));
    for (how, statements_run) in ALL.into_iter().zip([2, 1, 6, 6]) {
        let (rows, run) = statements(&db, || {
            IslandIn::all()
                .with(|i| by(how, i.island))
                .with(|i| by(how, i.sea))
                .with(|i| by(how, i.lake))
                .with(|i| by(how, i.river).with(|r| by(how, r.tributaries)))
                .load(&*db)
                .unwrap()
        });
        assert_eq!(run.len(), statements_run, "{how:?}: {run:#?}");
        let rows = rows.into_iter().map(|(i, island, sea, lake, river)| {
            let river = river.map(|(r, into): (River, Vec<River>)| {
                let into = into.iter().map(|r| tree(row![r.name], []));
                tree(row![r.name], [into.collect()])
            });
            tree(
                row![i.island_name, i.sea_name, i.lake_name, i.river_name],
                [
                    island.iter().map(|i| tree(row![i.area], [])).collect(),
                    sea.iter().map(|s| tree(row![s.name], [])).collect(),
                    lake.iter().map(|l| tree(row![l.name], [])).collect(),
                    river.into_iter().collect(),
                ],
            )
        });
        assert_same(&format!("{how:?}"), &sorted(rows.collect()), &there);
    }
}

#[test]
fn seas_with_the_rivers_below_them_at_any_distance() {
    let Some(db) = mondial() else { return };
    let there = naive(
        "SELECT Name FROM Sea ORDER BY Name",
        [naive(
            "SELECT Name FROM River WHERE Sea = ?1 ORDER BY Name",
            [naive(
                "WITH RECURSIVE below (name, depth) AS (SELECT Name, 1 FROM River WHERE River = ?1
                 UNION ALL SELECT r.Name, b.depth + 1 FROM River r JOIN below b ON r.River = b.name)
                 SELECT name, depth FROM below ORDER BY depth, name",
                [],
            )],
        )],
    );
    // A tree is never joined.
    by_each_strategy(&db, &there, [3, 2, 3, 3], |how| {
        let seas = Sea::all()
            .order_by(|s| s.name)
            .with(|s| {
                by(how, s.inflows).order_by(|r| r.name).with(|r| {
                    // Where the depth is asked for, it is the order, and others follow.
                    by(how, r.tributaries.descendants().with_depth())
                })
            })
            .load(&*db)?;
        let river = |(r, below): (River, Vec<(River, u32)>)| {
            let mut below: Vec<_> = below.into_iter().map(|(r, d)| (d, r.name)).collect();
            assert!(below.is_sorted_by_key(|(depth, _)| *depth));
            below.sort();
            let below = below.iter().map(|(d, name)| tree(row![name, d], []));
            tree(row![r.name], [below.collect()])
        };
        let seas = seas
            .into_iter()
            .map(|(s, inflows)| tree(row![s.name], [inflows.into_iter().map(river).collect()]));
        Ok(seas.collect())
    });
}

#[test]
fn rivers_with_all_that_they_flow_into() {
    let Some(db) = mondial() else { return };
    let there = naive(
        "SELECT Name FROM River ORDER BY Name",
        [naive(
            "WITH RECURSIVE above (name, depth) AS (SELECT River, 1 FROM River WHERE Name = ?1 AND River IS NOT NULL
             UNION ALL SELECT r.River, a.depth + 1 FROM River r JOIN above a ON r.Name = a.name WHERE r.River IS NOT NULL)
             SELECT name, depth FROM above ORDER BY depth",
            [],
        )],
    );
    by_each_strategy(&db, &there, [2, 2, 2, 2], |how| {
        let rivers = River::all()
            .order_by(|r| r.name)
            .with(|r| by(how, r.into_river.ancestors().with_depth()))
            .load(&*db)?;
        let rivers = rivers
            .into_iter()
            .map(|(r, above): (River, Vec<(River, u32)>)| {
                let above = above.iter().map(|(r, d)| tree(row![r.name, d], []));
                tree(row![r.name], [above.collect()])
            });
        Ok(rivers.collect())
    });
    let neckar = River::find("Neckar").load(&*db).unwrap();
    let above = neckar.into_river().ancestors().load(&*db).unwrap();
    assert_eq!(
        above.iter().map(|r| &*r.name).collect::<Vec<_>>(),
        ["Rhein"]
    );
    assert_eq!(
        above[0].into_sea().load(&*db).unwrap().unwrap().name,
        "North Sea"
    );
    let rhine = River::find("Rhein").load(&*db).unwrap().tributaries();
    let near = rhine.descendants().max_depth(1).count(&*db).unwrap();
    let there = integer(&db, "SELECT count(*) FROM River WHERE River = 'Rhein'");
    assert_eq!(near, there.cast_unsigned());
}

/// The table is empty: a few rows are put in. Its tree is not declared in the database.
#[test]
fn languages_with_the_families_above_them() {
    let Some(db) = mondial() else { return };
    db.execute_batch(
        "INSERT INTO Sublanguage VALUES ('German', 'West Germanic'), ('English', 'West Germanic'), ('West Germanic', 'Germanic'),
         ('Swedish', 'North Germanic'), ('North Germanic', 'Germanic'), ('Germanic', 'Indo-European'), ('French', 'Gone')",
    )
    .unwrap();
    let spoken = |code: &str| {
        Language::filter(|l| l.country_code.eq(code))
            .order_by(|l| l.name)
            .with(|l| l.family.with(|f| f.above.ancestors()))
            .load(&*db)
            .unwrap()
    };
    let swiss = spoken("CH");
    let names: Vec<_> = swiss.iter().map(|(l, _)| &*l.name).collect();
    assert_eq!(names, ["French", "German", "Italian", "Romansh"]);
    let family = |place: usize| {
        let family = swiss[place].1.as_ref();
        let names = |above: &[Sublanguage]| above.iter().map(|f| f.name.clone()).collect();
        family.map(|(_, above)| names(above))
    };
    // The row of French points at a family that is no row; Italian has none.
    assert_eq!(family(0), Some(Vec::<String>::new()));
    assert_eq!(family(1).unwrap(), ["West Germanic", "Germanic"]);
    assert_eq!(family(2), None);
    let germanic = Sublanguage::find("Germanic").load(&*db).unwrap();
    assert_eq!(germanic.above().load(&*db).unwrap(), None);
    let below = germanic
        .below()
        .descendants()
        .with_depth()
        .with(|f| f.spoken);
    let below: Vec<(Sublanguage, u32, Vec<Language>)> = below.load(&*db).unwrap();
    let speakers: usize = below.iter().map(|(_, _, spoken)| spoken.len()).sum();
    let there = "SELECT count(*) FROM Language WHERE Name IN ('German', 'English', 'Swedish')";
    assert_eq!((below.len(), speakers as i64), (5, integer(&db, there)));
}
