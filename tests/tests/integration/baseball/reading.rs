//! Every row of the tables that have models is read as plain SQL reads it, and the filters ask as it does.

use relmodel::prelude::*;

use super::baseball;
use super::models::*;
use crate::naive::{assert_count, same_rows};

#[test]
#[rustfmt::skip]
fn every_row_of_the_tables_is_read() {
    let Some(db) = baseball() else { return };
    same_rows!(db, Person, "SELECT playerID, birthYear, nameFirst, nameLast, debut FROM People", id, born, first_name, last_name, debut);
    same_rows!(db, Franchise, "SELECT * FROM TeamsFranchises", id, name, active, association);
    same_rows!(
        db, Team, r#"SELECT yearID, lgID, teamID, franchID, W, "2B", "3B", ERA, name FROM Teams"#,
        year, league, team, franchise_id, wins, doubles, triples, earned_runs, name,
    );
    same_rows!(db, TeamHalf, "SELECT yearID, lgID, teamID, Half, W FROM TeamsHalf", year, league, team, half, wins);
    same_rows!(
        db, Manager, "SELECT playerID, yearID, teamID, lgID, inseason, W, plyrMgr FROM Managers",
        person_id, year, team, league, place, wins, is_player,
    );
    same_rows!(
        db, HalfManager, "SELECT playerID, yearID, teamID, lgID, inseason, half, W FROM ManagersHalf",
        person_id, year, team, league, place, half, wins,
    );
    same_rows!(db, Salary, "SELECT * FROM Salaries", year, team, league, person_id, salary);
    same_rows!(db, AllStar, "SELECT * FROM AllstarFull", person_id, year, number, game, team, league, played, position);
    same_rows!(db, Award, "SELECT * FROM AwardsPlayers", person_id, award, year, league, tie, notes);
    same_rows!(db, Vote, "SELECT playerID, yearID, votedBy, votes, inducted, category FROM HallOfFame", person_id, year, voted_by, votes, inducted, category);
    same_rows!(db, Park, "SELECT * FROM Parks", key, name, alias, city, state, country);
    same_rows!(db, HomeGames, "SELECT * FROM HomeGames", year, league, team_key, park_key, first, last, games, openings, attendance);
    same_rows!(db, School, "SELECT schoolID, name_full, state FROM Schools", id, name, state);
    same_rows!(db, Study, "SELECT * FROM CollegePlaying", person_id, school_id, year);
    same_rows!(
        db, Series, "SELECT yearID, round, teamIDwinner, lgIDwinner, teamIDloser, lgIDloser, wins FROM SeriesPost",
        year, round, winner_team, winner_league, loser_team, loser_league, wins,
    );
}

/// 'NA' is a text like any other, and the league of fifty teams.
#[test]
fn na_is_a_value() {
    let Some(db) = baseball() else { return };
    let team = Team::find((1871, "NA", "BS1")).load(&*db).unwrap();
    assert_eq!(team.managers().one(&*db).unwrap().person_id, "wrighha01");
    assert_count(
        &db,
        &Team::filter(|t| t.league.eq("NA")),
        "SELECT count(*) FROM Teams WHERE lgID = 'NA'",
    );
    assert_count(
        &db,
        &Franchise::filter(|f| f.active.eq("NA") & f.teams.any(|t| t.league.eq("NA"))),
        "SELECT count(*) FROM TeamsFranchises WHERE active = 'NA' AND franchID IN (SELECT franchID FROM Teams WHERE lgID = 'NA')",
    );
    assert_eq!(
        AllStar::filter(|a| a.league.is_null()).count(&*db).unwrap(),
        0
    );
}

#[test]
fn keys_of_four_and_five_columns_find_their_row() {
    let Some(db) = baseball() else { return };
    let manager = Manager::find(("hanlone01", 1892, "BLN", 3))
        .load(&*db)
        .unwrap();
    assert_eq!(
        (
            manager.league.as_deref(),
            manager.halves().count(&*db).unwrap()
        ),
        (Some("NL"), 2)
    );
    let half = HalfManager::find(("hanlone01", 1892, "BLN", 3, 2))
        .load(&*db)
        .unwrap();
    assert_eq!(half.manager().load(&*db).unwrap(), manager);
    let games = HomeGames::find((1871, "NA", "BS1", "NYC01", "1871-05-27"))
        .load(&*db)
        .unwrap();
    assert_eq!(games.attendance, Some(3000));
    assert_eq!(games.reload(&*db).unwrap(), games);
    let error = HomeGames::find((1871, "NA", "BS1", "NYC01", ""))
        .load(&*db)
        .unwrap_err();
    assert!(error.is_not_found(), "{error:?}");
}

#[test]
fn questions_through_references_of_several_columns() {
    let Some(db) = baseball() else { return };
    assert_count(
        &db,
        &AllStar::filter(|a| a.of.is_none()),
        "SELECT count(*) FROM AllstarFull a WHERE NOT EXISTS (SELECT 1 FROM Teams t WHERE t.yearID = a.yearID AND t.lgID = a.lgID AND t.teamID = a.teamID)",
    );
    assert_count(
        &db,
        &Study::filter(|s| s.school.is_none()),
        "SELECT count(*) FROM CollegePlaying WHERE schoolID NOT IN (SELECT schoolID FROM Schools)",
    );
    assert_count(
        &db,
        &Team::filter(|t| {
            t.parks.any(|p| p.city.eq("Brooklyn")) & t.managers.any(|m| m.is_player.eq("Y"))
        }),
        r#"SELECT count(*) FROM Teams t WHERE EXISTS (SELECT 1 FROM HomeGames h JOIN Parks p USING ("park.key") WHERE city = 'Brooklyn' AND "year.key" = t.yearID
             AND "league.key" = t.lgID AND "team.key" = t.teamID)
           AND EXISTS (SELECT 1 FROM Managers m WHERE m.yearID = t.yearID AND m.lgID = t.lgID AND m.teamID = t.teamID AND plyrMgr = 'Y')"#,
    );
    assert_count(
        &db,
        &Series::filter(|s| s.winner.is(|w| w.wins.lt(90)) & s.loser.is(|l| l.wins.ge(100))),
        "SELECT count(*) FROM SeriesPost s JOIN Teams w ON w.yearID = s.yearID AND w.lgID = lgIDwinner AND w.teamID = teamIDwinner
         JOIN Teams l ON l.yearID = s.yearID AND l.lgID = lgIDloser AND l.teamID = teamIDloser WHERE w.W < 90 AND l.W >= 100",
    );
    assert_count(
        &db,
        &HalfManager::filter(|h| h.manager.is(|m| m.halves.none(|o| o.half.ne(h.half)))),
        "SELECT count(*) FROM ManagersHalf h WHERE NOT EXISTS (SELECT 1 FROM ManagersHalf o WHERE o.playerID = h.playerID AND o.yearID = h.yearID
         AND o.teamID = h.teamID AND o.inseason = h.inseason AND o.half <> h.half)",
    );
    assert_count(
        &db,
        &Person::filter(|p| p.last_name.eq("Johnson") & p.schools.none(|_| true) & p.salaries.any(|s| s.salary.gt(1_000_000))),
        "SELECT count(*) FROM People WHERE nameLast = 'Johnson' AND playerID NOT IN (SELECT playerID FROM CollegePlaying JOIN Schools USING (schoolID))
         AND playerID IN (SELECT playerID FROM Salaries WHERE salary > 1000000)",
    );
}
