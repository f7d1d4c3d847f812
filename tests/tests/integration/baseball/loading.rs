//! Nested eager loads over references of three and four columns, by each strategy, against a query for each parent in plain SQL.

use relmodel::prelude::*;

use super::baseball;
use super::models::*;
use crate::naive::{assert_same, by_each_strategy, naive, row, sorted, tree};
use crate::strategies::{ALL, by};

#[test]
fn franchises_with_teams_with_managers_with_halves() {
    let Some(db) = baseball() else { return };
    // The plain queries need it: for each team all managers would be read.
    db.execute_batch("CREATE INDEX managers_team ON Managers (yearID, lgID, teamID); CREATE INDEX teams_franchise ON Teams (franchID)")
        .unwrap();
    let there = naive(
        "SELECT franchID, active FROM TeamsFranchises ORDER BY franchID",
        [naive(
            r#"SELECT yearID, lgID, teamID, "2B", "3B" FROM Teams WHERE franchID = ?1 ORDER BY yearID DESC, lgID, teamID"#,
            [naive(
                "SELECT playerID, yearID, teamID, inseason FROM Managers WHERE yearID = ?1 AND lgID = ?2 AND teamID = ?3 ORDER BY inseason, playerID",
                [
                    naive("SELECT nameLast FROM People WHERE playerID = ?1", []),
                    naive(
                        "SELECT half, W FROM ManagersHalf WHERE playerID = ?1 AND yearID = ?2 AND teamID = ?3 AND inseason = ?4 ORDER BY half",
                        [],
                    ),
                ],
            )],
        )],
    );
    by_each_strategy(&db, &there, [4, 1, 5, 5], |how| {
        let franchises = Franchise::all()
            .order_by(|f| f.id)
            .with(|f| {
                by(how, f.teams)
                    .order_by(|t| (t.year.desc(), t.league, t.team))
                    .with(|t| {
                        by(how, t.managers)
                            .order_by(|m| (m.place, m.person_id))
                            .with(|m| by(how, m.person))
                            .with(|m| by(how, m.halves).order_by(|h| h.half))
                    })
            })
            .load(&*db)?;
        let manager = |(m, person, halves): (Manager, Person, Vec<HalfManager>)| {
            let halves = halves.iter().map(|h| tree(row![h.half, h.wins], []));
            let person = vec![tree(row![person.last_name], [])];
            let row = row![m.person_id, m.year, m.team, m.place];
            tree(row, [person, halves.collect()])
        };
        let team = |(t, managers): (Team, Vec<_>)| {
            let managers = managers.into_iter().map(manager);
            let row = row![t.year, t.league, t.team, t.doubles, t.triples];
            tree(row, [managers.collect()])
        };
        let franchise = |(f, teams): (Franchise, Vec<_>)| {
            tree(
                row![f.id, f.active],
                [teams.into_iter().map(team).collect()],
            )
        };
        Ok(franchises.into_iter().map(franchise).collect())
    });
}

#[test]
fn some_teams_of_each_park_with_their_best_paid_players_with_their_schools() {
    let Some(db) = baseball() else { return };
    db.execute_batch(
        r#"CREATE INDEX games_park ON HomeGames ("park.key"); CREATE INDEX salaries_team ON Salaries (yearID, lgID, teamID)"#,
    )
    .unwrap();
    let there = naive(
        r#"SELECT "park.key", "park.name", "park.alias" FROM Parks ORDER BY "park.key""#,
        [naive(
            r#"SELECT t.yearID, t.lgID, t.teamID FROM HomeGames h JOIN Teams t ON t.yearID = h."year.key" AND t.lgID = h."league.key" AND t.teamID = h."team.key"
               WHERE h."park.key" = ?1 ORDER BY t.yearID DESC, t.lgID, t.teamID LIMIT 3"#,
            [naive(
                "SELECT playerID, salary FROM Salaries WHERE yearID = ?1 AND lgID = ?2 AND teamID = ?3 ORDER BY salary DESC, playerID LIMIT 2",
                [naive(
                    "SELECT nameLast, playerID FROM People WHERE playerID = ?1",
                    [naive(
                        "SELECT schoolID, yearID FROM CollegePlaying WHERE playerID = ?2 ORDER BY yearID, schoolID LIMIT 2",
                        [naive(
                            "SELECT name_full FROM Schools WHERE schoolID = ?1",
                            [],
                        )],
                    )],
                )],
            )],
        )],
    );
    by_each_strategy(&db, &there, [4, 4, 6, 6], |how| {
        let parks = Park::all()
            .order_by(|p| p.key)
            .with(|p| {
                by(how, p.teams)
                    .order_by(|t| (t.year.desc(), t.league, t.team))
                    .limit(3)
                    .with(|t| {
                        by(how, t.salaries)
                            .order_by(|s| (s.salary.desc(), s.person_id))
                            .limit(2)
                            .with(|s| {
                                by(how, s.person).with(|p| {
                                    by(how, p.studies)
                                        .order_by(|s| (s.year, s.school_id))
                                        .limit(2)
                                        .with(|s| by(how, s.school))
                                })
                            })
                    })
            })
            .load(&*db)?;
        let study = |(s, school): (Study, Option<School>)| {
            let school = school.iter().map(|s| tree(row![s.name], []));
            tree(row![s.school_id, s.year], [school.collect()])
        };
        type Of = (Person, Vec<(Study, Option<School>)>);
        let salary = |(s, (p, studies)): (Salary, Of)| {
            let studies = studies.into_iter().map(study);
            let person = tree(row![p.last_name, p.id], [studies.collect()]);
            tree(row![s.person_id, s.salary], [vec![person]])
        };
        let team = |(t, salaries): (Team, Vec<_>)| {
            let salaries = salaries.into_iter().map(salary);
            tree(row![t.year, t.league, t.team], [salaries.collect()])
        };
        let park = |(p, teams): (Park, Vec<_>)| {
            tree(
                row![p.key, p.name, p.alias],
                [teams.into_iter().map(team).collect()],
            )
        };
        Ok(parks.into_iter().map(park).collect())
    });
}

/// Rows without a key that repeat, 139 of them of teams that are not there and one of no team: none is left out.
#[test]
fn all_stars_of_teams_that_are_not_there_are_loaded_with_none() {
    let Some(db) = baseball() else { return };
    let there = naive(
        "SELECT playerID, yearID, lgID, teamID, gameID FROM AllstarFull",
        [
            naive(
                "SELECT name, franchID FROM Teams WHERE yearID = ?2 AND lgID = ?3 AND teamID = ?4",
                [naive(
                    "SELECT franchName FROM TeamsFranchises WHERE franchID = ?2",
                    [],
                )],
            ),
            naive("SELECT nameLast FROM People WHERE playerID = ?1", []),
        ],
    );
    let there = sorted(there.trees(&db));
    for how in ALL {
        let stars = AllStar::all()
            .with(|a| by(how, a.of).with(|t| by(how, t.franchise)))
            .with(|a| by(how, a.person))
            .load(&*db)
            .unwrap();
        assert_eq!(stars.len(), 5375);
        assert_eq!(
            stars.iter().filter(|(_, team, _)| team.is_none()).count(),
            140
        );
        let stars = stars.into_iter().map(|(a, team, person)| {
            let team = team.map(|(t, franchise): (Team, Option<Franchise>)| {
                let franchise = franchise.iter().map(|f| tree(row![f.name], []));
                tree(row![t.name, t.franchise_id], [franchise.collect()])
            });
            let person = person.iter().map(|p| tree(row![p.last_name], []));
            tree(
                row![a.person_id, a.year, a.league, a.team, a.game],
                [team.into_iter().collect(), person.collect()],
            )
        });
        assert_same(&format!("{how:?}"), &sorted(stars.collect()), &there);
    }
}

#[test]
fn series_with_both_teams_and_what_is_below_them() {
    let Some(db) = baseball() else { return };
    db.execute_batch(
        "CREATE INDEX won ON SeriesPost (yearID, lgIDwinner, teamIDwinner); CREATE INDEX lost ON SeriesPost (yearID, lgIDloser, teamIDloser)",
    )
    .unwrap();
    let there = naive(
        "SELECT yearID, round, lgIDwinner, teamIDwinner, lgIDloser, teamIDloser FROM SeriesPost ORDER BY yearID, round",
        [
            naive(
                "SELECT yearID, lgID, teamID FROM Teams WHERE yearID = ?1 AND lgID = ?3 AND teamID = ?4",
                [naive(
                    "SELECT t.name, t.teamID FROM SeriesPost s JOIN Teams t ON t.yearID = s.yearID AND t.lgID = lgIDloser AND t.teamID = teamIDloser
                     WHERE s.yearID = ?1 AND lgIDwinner = ?2 AND teamIDwinner = ?3 ORDER BY t.lgID, t.teamID, s.round",
                    [],
                )],
            ),
            naive(
                "SELECT yearID, lgID, teamID, franchID FROM Teams WHERE yearID = ?1 AND lgID = ?5 AND teamID = ?6",
                [
                    naive(
                        "SELECT round FROM SeriesPost WHERE yearID = ?1 AND lgIDloser = ?2 AND teamIDloser = ?3 ORDER BY round",
                        [],
                    ),
                    naive("SELECT franchName FROM TeamsFranchises WHERE franchID = ?4", []),
                ],
            ),
        ],
    );
    by_each_strategy(&db, &there, [3, 2, 6, 6], |how| {
        let series = Series::all()
            .order_by(|s| (s.year, s.round))
            .with(|s| {
                by(how, s.winner).with(|t| by(how, t.beaten).order_by(|t| (t.league, t.team)))
            })
            .with(|s| {
                by(how, s.loser)
                    .with(|t| by(how, t.lost).order_by(|s| s.round))
                    .with(|t| by(how, t.franchise))
            })
            .load(&*db)?;
        let winner = |(t, beaten): (Team, Vec<Team>)| {
            let beaten = beaten.iter().map(|t| tree(row![t.name, t.team], []));
            tree(row![t.year, t.league, t.team], [beaten.collect()])
        };
        let loser = |(t, lost, franchise): (Team, Vec<Series>, Option<Franchise>)| {
            let lost = lost.iter().map(|s| tree(row![s.round], []));
            let franchise = franchise.iter().map(|f| tree(row![f.name], []));
            let row = row![t.year, t.league, t.team, t.franchise_id];
            tree(row, [lost.collect(), franchise.collect()])
        };
        let series = series.into_iter().map(|(s, won, lost)| {
            tree(
                row![
                    s.year,
                    s.round,
                    s.winner_league,
                    s.winner_team,
                    s.loser_league,
                    s.loser_team
                ],
                [
                    won.into_iter().map(winner).collect(),
                    lost.into_iter().map(loser).collect(),
                ],
            )
        });
        Ok(series.collect())
    });
}

#[test]
fn people_with_links_paths_and_rows_without_a_key() {
    let Some(db) = baseball() else { return };
    db.execute_batch("CREATE INDEX stars ON AllstarFull (playerID); CREATE INDEX awards ON AwardsPlayers (playerID)")
        .unwrap();
    let there = naive(
        "SELECT playerID, birthYear FROM People WHERE nameLast IN ('Mays', 'Marichal', 'Wagner', 'Ramirez') ORDER BY playerID",
        [
            naive(
                "SELECT DISTINCT f.franchID, f.franchName FROM Salaries s JOIN Teams t USING (yearID, lgID, teamID) JOIN TeamsFranchises f USING (franchID)
                 WHERE s.playerID = ?1 ORDER BY 1",
                [],
            ),
            naive(
                "SELECT t.name, s.salary FROM Salaries s JOIN Teams t USING (yearID, lgID, teamID) WHERE s.playerID = ?1 ORDER BY yearID, lgID, teamID",
                [],
            ),
            naive(
                "SELECT yearID, gameID FROM AllstarFull WHERE playerID = ?1 ORDER BY yearID, gameID",
                [],
            ),
            naive(
                "SELECT awardID, yearID FROM AwardsPlayers WHERE playerID = ?1 ORDER BY awardID, yearID",
                [],
            ),
            naive(
                "SELECT yearID FROM HallOfFame WHERE playerID = ?1 AND inducted = 'Y'",
                [],
            ),
        ],
    );
    by_each_strategy(&db, &there, [6, 5, 6, 6], |how| {
        let people = Person::filter(|p| p.last_name.in_(["Mays", "Marichal", "Wagner", "Ramirez"]))
            .order_by(|p| p.id)
            .with(|p| by(how, p.franchises))
            .with(|p| {
                let teams = p.teams.with_link();
                by(how, teams.order_by(|t| (t.year, t.league, t.team)))
            })
            .with(|p| by(how, p.all_star).order_by(|a| (a.year, a.game)))
            .with(|p| by(how, p.awards).order_by(|a| (a.award, a.year)))
            .with(|p| by(how, p.honours))
            .load(&*db)?;
        let people = people
            .into_iter()
            .map(|(p, franchises, teams, stars, awards, honours)| {
                tree(
                    row![p.id, p.born],
                    [
                        franchises
                            .iter()
                            .map(|f| tree(row![f.id, f.name], []))
                            .collect(),
                        teams
                            .iter()
                            .map(|(t, s)| tree(row![t.name, s.salary], []))
                            .collect(),
                        stars
                            .iter()
                            .map(|a| tree(row![a.year, a.game], []))
                            .collect(),
                        awards
                            .iter()
                            .map(|a| tree(row![a.award, a.year], []))
                            .collect(),
                        honours.iter().map(|v| tree(row![v.year], [])).collect(),
                    ],
                )
            });
        Ok(people.collect())
    });
}
