//! Rows are written by keys of five columns, with columns whose names have dots, and rows without a key repeat.

use relmodel::prelude::*;
use relmodel_tests::{integer, texts};

use super::baseball;
use super::models::*;

#[test]
fn rows_with_a_key_of_five_columns_are_written() {
    let Some(db) = baseball() else { return };
    let new = NewHomeGames {
        year: 1871,
        league: "NA",
        team_key: "BS1",
        park_key: "ALB01",
        first: "1871-12-24",
    };
    let mut games = new.games(2).insert(&*db).unwrap();
    games.attendance = Some(7);
    games.update(&*db).unwrap();
    let there = r#"SELECT "park.key" || ' ' || games || ' ' || attendance FROM HomeGames WHERE "span.first" = '1871-12-24'"#;
    assert_eq!(texts(&db, there), ["ALB01 2 7"]);
    let error = games.insert(&*db).unwrap_err();
    assert!(error.is_unique_violation(), "{error:?}");
    assert_eq!(
        error.columns(),
        [
            "year.key",
            "league.key",
            "team.key",
            "park.key",
            "span.first"
        ]
    );
    let nowhere = HomeGames {
        league: "XX".to_owned(),
        ..games.clone()
    };
    assert!(nowhere.insert(&*db).unwrap_err().is_foreign_key_violation());
    games.delete(&*db).unwrap();
    assert!(games.reload(&*db).unwrap_err().is_not_found());
    assert_eq!(integer(&db, "SELECT count(*) FROM HomeGames"), 3108);
}

#[test]
fn rows_move_to_another_owner_by_all_columns_of_its_key() {
    let Some(db) = baseball() else { return };
    let team = Team::find((1892, "NL", "BLN")).load(&*db).unwrap();
    let other = Team::find((1892, "NL", "BRO")).load(&*db).unwrap();
    let mut series = Series::filter(|s| s.year.eq(1892)).one(&*db).unwrap();
    other.won().add(&*db, &mut series).unwrap();
    assert_eq!(series.winner_team.as_deref(), Some("BRO"));
    assert_eq!(series.winner().load(&*db).unwrap(), Some(other.clone()));
    team.lost().add(&*db, &mut series).unwrap();
    assert!(other.beaten().load(&*db).unwrap().contains(&team));
    assert_eq!(series.reload(&*db).unwrap(), series);
}

#[test]
fn rows_without_a_key_repeat() {
    let Some(db) = baseball() else { return };
    let person = Person::find("mayswi01").load(&*db).unwrap();
    let stars = person.all_star().load(&*db).unwrap();
    let there = "SELECT count(*) FROM AllstarFull WHERE playerID = 'mayswi01'";
    assert_eq!(stars.len() as i64, integer(&db, there));
    AllStar::insert_all(&*db, &stars).unwrap();
    assert_eq!(
        person.all_star().count(&*db).unwrap(),
        2 * stars.len() as u64
    );
    let loaded = Person::find("mayswi01")
        .with(|p| p.all_star.joined())
        .load(&*db)
        .unwrap();
    assert_eq!(loaded.1.len(), 2 * stars.len());
    // What points at a team that is not there can be read, and not be written again.
    let dangling = AllStar::filter(|a| a.of.is_none())
        .first(&*db)
        .unwrap()
        .unwrap();
    assert_eq!(dangling.of().load(&*db).unwrap(), None);
    assert!(
        dangling
            .insert(&*db)
            .unwrap_err()
            .is_foreign_key_violation()
    );
}
