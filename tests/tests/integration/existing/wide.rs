//! Keys of several columns, foreign keys to other unique columns, and tables without keys.

use relmodel::prelude::*;

use super::{Existing, made_elsewhere};
use crate::strategies::{ALL, by};

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(games: Game, inverse = home)]
#[has_many(contacts: Contact)]
struct Team {
    #[key]
    league: String,
    #[key]
    number: i64,
    #[unique]
    mail: Option<String>,
}

/// Its two foreign keys share a column, and it has no key.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(keyless)]
#[belongs_to(home: Team, key = (league, home_number))]
#[belongs_to(guest: Team, key = (league, guest_number))]
struct Game {
    league: String,
    home_number: i64,
    guest_number: Option<i64>,
    score: Option<f64>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Contact {
    #[key]
    name: String,
    #[belongs_to(team: Team, references = mail, constraint = false)]
    team_mail: Option<String>,
}

/// A view, whose rows lead to teams though it has no keys.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(keyless, table = "table")]
#[belongs_to(team: Team, key = (league, number), constraint = false)]
struct Standing {
    league: String,
    number: i64,
    games: i64,
}

fn season() -> Existing {
    made_elsewhere(
        "CREATE TABLE team (number INT, mail VARCHAR(20) COLLATE NOCASE UNIQUE, league CHAR(2) COLLATE NOCASE, PRIMARY KEY (league, number));
         CREATE TABLE game (score NUMERIC, guest_number INT, home_number INT, league CHAR(2) COLLATE NOCASE,
            FOREIGN KEY (league, home_number) REFERENCES team, FOREIGN KEY (guest_number, league) REFERENCES team (number, league));
         CREATE TABLE contact (name TEXT PRIMARY KEY, team_mail TEXT COLLATE NOCASE) WITHOUT ROWID;
         CREATE VIEW [table] AS SELECT league, home_number AS number, count(*) AS games FROM game GROUP BY 1, 2 UNION ALL SELECT 'zz', 1, 0;
         INSERT INTO team VALUES (1, 'one@a', 'aa'), (2, NULL, 'AA'), (1, NULL, 'bb');
         INSERT INTO game VALUES (1, 2, 1, 'aa'), (0.5, 1, 2, 'Aa'), (NULL, NULL, 1, 'AA'), (1, 2, 1, 'aa');
         INSERT INTO contact VALUES ('ann', 'ONE@A'), ('bob', 'gone@b'), ('cy', NULL);",
    )
}

#[test]
fn keys_of_several_columns_go_by_their_collations_under_every_strategy() {
    let db = season();
    assert_eq!(Team::find(("AA", 1)).load(&*db).unwrap().league, "aa");
    for how in ALL {
        let teams = Team::all()
            .order_by(|t| (t.league, t.number))
            .with(|t| by(how, t.games).with(|g| by(how, g.guest)))
            .with(|t| by(how, t.contacts))
            .load(&*db)
            .unwrap();
        let found: Vec<_> = teams
            .iter()
            .map(|(team, games, contacts)| {
                let mut guests: Vec<_> = games
                    .iter()
                    .map(|(_, guest)| guest.as_ref().map(|guest| guest.number))
                    .collect();
                guests.sort();
                let contacts: Vec<_> = contacts.iter().map(|contact| &*contact.name).collect();
                (&*team.league, team.number, guests, contacts)
            })
            .collect();
        let there = [
            ("aa", 1, vec![None, Some(2), Some(2)], vec!["ann"]),
            ("AA", 2, vec![Some(1)], vec![]),
            ("bb", 1, vec![], vec![]),
        ];
        assert_eq!(found, there, "{how:?}");

        let mut games = Game::all()
            .with(|g| by(how, g.home).with(|t| by(how, t.contacts)))
            .load(&*db)
            .unwrap();
        games.sort_by(|(a, _), (b, _)| a.score.partial_cmp(&b.score).unwrap());
        let found: Vec<_> = games
            .iter()
            .map(|(game, (home, contacts))| (game.score, home.number, contacts.len()))
            .collect();
        let there = [
            (None, 1, 1),
            (Some(0.5), 2, 0),
            (Some(1.0), 1, 1),
            (Some(1.0), 1, 1),
        ];
        assert_eq!(found, there, "{how:?}");
    }
}

#[test]
fn what_points_nowhere_is_none_where_the_model_says_so() {
    let db = season();
    for how in ALL {
        let contacts = Contact::all()
            .order_by(|c| c.name)
            .with(|c| by(how, c.team))
            .load(&*db)
            .unwrap();
        let found: Vec<_> = contacts
            .iter()
            .map(|(_, team)| team.as_ref().map(|team| team.number))
            .collect();
        assert_eq!(found, [Some(1), None, None], "{how:?}");

        let standings = Standing::all()
            .order_by(|s| s.games.desc())
            .with(|s| by(how, s.team))
            .load(&*db)
            .unwrap();
        let found: Vec<_> = standings
            .iter()
            .map(|(standing, team)| (standing.games, team.is_some()))
            .collect();
        assert_eq!(found, [(3, true), (1, true), (0, false)], "{how:?}");
    }
    assert_eq!(
        Standing::filter(|s| s.team.is_none()).count(&*db).unwrap(),
        1
    );
}
