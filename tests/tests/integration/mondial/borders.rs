//! A symmetric many-to-many of a model to itself, each pair stored once, in one direction: `borders`.
//!
//! Each direction is a relation, and both together are the neighbours. For one relation that asks both, there is a view
//! of the pairs in both directions, with a model that is keyless, as the through-model; or both directions are stored,
//! held together by a foreign key of each to its mirror, as the guide to relations has it.

use relmodel::prelude::*;
use relmodel_tests::{RealDb, statements, texts};

use super::models::*;
use super::mondial;
use crate::naive::{Naive, by_each_strategy, naive, row, tree};
use crate::strategies::by;

/// The database with the view that `Neighbour` reads.
fn with_neighbours() -> Option<RealDb> {
    let db = mondial()?;
    db.execute_batch(
        "CREATE VIEW neighbour (one_code, other_code, length) AS
         SELECT Country1, Country2, Length FROM borders UNION ALL SELECT Country2, Country1, Length FROM borders",
    )
    .unwrap();
    Some(db)
}

fn neighbours_of_neighbours(sql: &'static str) -> Naive {
    naive(
        "SELECT Code FROM Country ORDER BY Code",
        [naive(sql, [naive(sql, [])])],
    )
}

const BOTH: &str = "SELECT c.Code, b.Length FROM borders b JOIN Country c ON c.Code = iif(b.Country1 = ?1, b.Country2, b.Country1)
     WHERE ?1 IN (b.Country1, b.Country2) ORDER BY c.Code";

#[test]
fn one_direction_is_not_the_other() {
    let Some(db) = mondial() else { return };
    let there = naive(
        "SELECT Code FROM Country ORDER BY Code",
        [
            naive(
                "SELECT c.Code, b.Length FROM borders b JOIN Country c ON c.Code = b.Country2 WHERE b.Country1 = ?1 ORDER BY c.Code",
                [],
            ),
            naive(
                "SELECT c.Code, b.Length FROM borders b JOIN Country c ON c.Code = b.Country1 WHERE b.Country2 = ?1 ORDER BY c.Code",
                [],
            ),
        ],
    );
    by_each_strategy(&db, &there, [3, 2, 3, 3], |how| {
        let countries = Country::all()
            .order_by(|c| c.code)
            .with(|c| by(how, c.after.with_link().order_by(|c| c.code)))
            .with(|c| by(how, c.before.with_link().order_by(|c| c.code)))
            .load(&*db)?;
        let pair = |(c, b): &(Country, Border)| tree(row![c.code, b.length], []);
        let countries = countries.into_iter().map(|(c, after, before)| {
            let after = after.iter().map(pair).collect();
            tree(row![c.code], [after, before.iter().map(pair).collect()])
        });
        Ok(countries.collect())
    });
}

#[test]
fn both_directions_together_are_the_neighbours() {
    let Some(db) = mondial() else { return };
    let there = texts(
        &db,
        "SELECT c.Code || ' ' || (SELECT ifnull(group_concat(o), '') FROM (SELECT iif(Country1 = c.Code, Country2, Country1) AS o
         FROM borders WHERE c.Code IN (Country1, Country2) ORDER BY 1)) FROM Country c ORDER BY c.Code",
    );
    let (countries, run) = statements(&db, || {
        Country::all()
            .order_by(|c| c.code)
            .with(|c| c.after)
            .with(|c| c.before)
            .load(&*db)
            .unwrap()
    });
    assert_eq!(run.len(), 3);
    let countries = countries.into_iter().map(|(country, after, before)| {
        let mut codes: Vec<_> = after.into_iter().chain(before).map(|c| c.code).collect();
        codes.sort_unstable();
        format!("{} {}", country.code, codes.join(","))
    });
    assert_eq!(countries.collect::<Vec<_>>(), there);

    let beside = |code: &str| {
        Country::filter(|c| c.after.any(|o| o.code.eq(code)) | c.before.any(|o| o.code.eq(code)))
            .order_by(|c| c.code)
            .load(&*db)
            .unwrap()
    };
    let codes: Vec<_> = beside("D").into_iter().map(|c| c.code).collect();
    assert_eq!(codes, ["A", "B", "CH", "CZ", "DK", "F", "L", "NL", "PL"]);
}

#[test]
fn a_view_of_both_directions_makes_them_one_relation() {
    let Some(db) = with_neighbours() else { return };
    by_each_strategy(&db, &neighbours_of_neighbours(BOTH), [3, 1, 3, 3], |how| {
        let countries = Country::all()
            .order_by(|c| c.code)
            .with(|c| {
                let neighbours = c.neighbours.with_link().order_by(|c| c.code);
                by(
                    how,
                    neighbours.with(|c| by(how, c.neighbours.with_link().order_by(|c| c.code))),
                )
            })
            .load(&*db)?;
        type Beside = Vec<(Country, Neighbour)>;
        let second = |(c, n): &(Country, Neighbour)| tree(row![c.code, n.length], []);
        let first = |(c, n, beside): (Country, Neighbour, Beside)| {
            tree(
                row![c.code, n.length],
                [beside.iter().map(second).collect()],
            )
        };
        let country = |(c, beside): (Country, Vec<_>)| {
            tree(row![c.code], [beside.into_iter().map(first).collect()])
        };
        Ok(countries.into_iter().map(country).collect())
    });
}

#[test]
fn neighbours_of_neighbours_come_once_by_a_path() {
    let Some(db) = with_neighbours() else { return };
    let there = naive(
        "SELECT Code FROM Country WHERE Area > 500000 ORDER BY Code",
        [naive(
            "SELECT DISTINCT b.other_code FROM neighbour a JOIN neighbour b ON b.one_code = a.other_code WHERE a.one_code = ?1 ORDER BY 1",
            [],
        )],
    );
    by_each_strategy(&db, &there, [2, 1, 2, 2], |how| {
        let countries = Country::filter(|c| c.area.gt(500_000.0))
            .order_by(|c| c.code)
            .with(|c| by(how, c.second_neighbours).order_by(|c| c.code))
            .load(&*db)?;
        let countries = countries.into_iter().map(|(c, beside)| {
            tree(
                row![c.code],
                [beside.iter().map(|c| tree(row![c.code], [])).collect()],
            )
        });
        Ok(countries.collect())
    });
}

#[test]
fn directions_that_refer_to_each_other_are_one_relation_and_go_together() {
    let Some(db) = mondial() else { return };
    db.execute_batch(
        "CREATE TABLE mirrored (Country1 TEXT NOT NULL REFERENCES Country, Country2 TEXT NOT NULL REFERENCES Country, Length DECIMAL,
           PRIMARY KEY (Country1, Country2), FOREIGN KEY (Country2, Country1) REFERENCES mirrored ON DELETE CASCADE);
         INSERT INTO mirrored SELECT Country1, Country2, Length FROM borders UNION ALL SELECT Country2, Country1, Length FROM borders;",
    )
    .unwrap();
    by_each_strategy(&db, &neighbours_of_neighbours(BOTH), [3, 1, 3, 3], |how| {
        let countries = Country::all()
            .order_by(|c| c.code)
            .with(|c| {
                let beside = c.beside.with_link().order_by(|c| c.code);
                by(
                    how,
                    beside.with(|c| by(how, c.beside.with_link().order_by(|c| c.code))),
                )
            })
            .load(&*db)?;
        type Beside = Vec<(Country, Mirrored)>;
        let second = |(c, m): &(Country, Mirrored)| tree(row![c.code, m.length], []);
        let first = |(c, m, beside): (Country, Mirrored, Beside)| {
            tree(
                row![c.code, m.length],
                [beside.iter().map(second).collect()],
            )
        };
        let country = |(c, beside): (Country, Vec<_>)| {
            tree(row![c.code], [beside.into_iter().map(first).collect()])
        };
        Ok(countries.into_iter().map(country).collect())
    });

    let [france, spain, japan] =
        ["F", "E", "J"].map(|code| Country::find(code).load(&*db).unwrap());
    let before = Mirrored::all().count(&*db).unwrap();
    assert!(france.beside().remove(&*db, &spain).unwrap());
    assert!(!spain.beside().contains(&*db, &france).unwrap());
    assert_eq!(Mirrored::all().count(&*db).unwrap(), before - 2);
    let alone = france.beside().add(&*db, &japan).unwrap_err();
    assert!(alone.is_foreign_key_violation(), "{alone:?}");
    db.transaction(|tx| {
        tx.defer_foreign_keys()?;
        france.beside().add(tx, &japan)?;
        japan.beside().add(tx, &france)
    })
    .unwrap();
    let link = Mirrored::find(("J", "F")).load(&*db).unwrap();
    let mirror = link.mirror().load(&*db).unwrap();
    assert_eq!((&*mirror.one_code, &*mirror.other_code), ("F", "J"));
}

/// Seas merge in both directions already: one relation is enough, and its inverse gives the same.
#[test]
fn links_that_are_stored_in_both_directions_need_one_relation() {
    let Some(db) = mondial() else { return };
    db.execute_batch("INSERT INTO mergesWith SELECT Sea2, Sea1 FROM mergesWith")
        .unwrap();
    let names = |seas: Vec<Sea>| seas.into_iter().map(|s| s.name).collect::<Vec<_>>();
    for sea in Sea::all().load(&*db).unwrap() {
        let merging = sea.merging().order_by(|s| s.name).load(&*db).unwrap();
        let merged = sea.merged().order_by(|s| s.name).load(&*db).unwrap();
        let there = format!(
            "SELECT Sea2 FROM mergesWith WHERE Sea1 = '{}' ORDER BY 1",
            sea.name.replace('\'', "''")
        );
        assert_eq!(names(merging), texts(&db, &there));
        assert_eq!(names(merged), texts(&db, &there));
    }
}
