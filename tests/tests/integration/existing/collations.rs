//! Keys and foreign keys that compare without regard to case: a child with `'ABC'` belongs to the parent `'abc'`.

use relmodel::prelude::*;
use relmodel_tests::texts;

use super::{Existing, made_elsewhere};
use crate::strategies::{ALL, by};

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(members: Member)]
#[has_one(leader: Leader)]
#[many_to_many(places: Place, through = Visit)]
struct Team {
    #[key]
    #[column(collate = "NOCASE")]
    code: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Member {
    id: Id<Member>,
    #[belongs_to(team: Team)]
    #[column(collate = "NOCASE")]
    team_code: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Leader {
    id: Id<Leader>,
    #[unique]
    #[belongs_to(team: Team)]
    #[cascade(delete_orphan)]
    #[column(collate = "NOCASE")]
    team_code: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[many_to_many(teams: Team, through = Visit)]
struct Place {
    #[key]
    #[column(collate = "NOCASE")]
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Visit {
    #[key]
    #[belongs_to(team: Team)]
    #[column(collate = "NOCASE")]
    team_code: String,
    #[key]
    #[belongs_to(place: Place)]
    #[column(collate = "NOCASE")]
    place_name: String,
}

fn teams() -> Existing {
    made_elsewhere(
        "CREATE TABLE team (code VARCHAR(8) COLLATE NOCASE PRIMARY KEY NOT NULL);
         CREATE TABLE member (id INTEGER PRIMARY KEY, team_code TEXT COLLATE NOCASE REFERENCES team (code));
         CREATE TABLE leader (id INTEGER PRIMARY KEY, team_code TEXT COLLATE NOCASE UNIQUE REFERENCES team (code));
         CREATE TABLE place (name TEXT COLLATE NOCASE PRIMARY KEY) WITHOUT ROWID;
         CREATE TABLE visit (team_code TEXT COLLATE NOCASE REFERENCES team, place_name TEXT COLLATE NOCASE REFERENCES place, PRIMARY KEY (team_code, place_name));
         INSERT INTO team VALUES ('abc'), ('Xyz'), ('none');
         INSERT INTO member VALUES (1, 'ABC'), (2, 'abc'), (3, 'Abc'), (4, 'xYZ'), (5, NULL);
         INSERT INTO leader VALUES (1, 'aBC');
         INSERT INTO place VALUES ('Oslo'), ('rome');
         INSERT INTO visit VALUES ('ABC', 'OSLO'), ('ABC', 'Rome'), ('XYZ', 'oslo');",
    )
}

#[test]
fn relations_go_without_regard_to_case_under_every_strategy() {
    let db = teams();
    for how in ALL {
        let teams = Team::all()
            .order_by(|t| t.code)
            .with(|t| by(how, t.members).order_by(|m| m.id))
            .with(|t| by(how, t.leader))
            .with(|t| by(how, t.places).order_by(|p| p.name))
            .load(&*db)
            .unwrap();
        let found: Vec<_> = teams
            .iter()
            .map(|(team, members, leader, places)| {
                let members: Vec<i64> = members.iter().map(|m| m.id.get()).collect();
                let places: Vec<&str> = places.iter().map(|p| &*p.name).collect();
                (&*team.code, members, leader.is_some(), places)
            })
            .collect();
        let there = [
            ("abc", vec![1, 2, 3], true, vec!["Oslo", "rome"]),
            ("none", vec![], false, vec![]),
            ("Xyz", vec![4], false, vec!["Oslo"]),
        ];
        assert_eq!(found, there, "{how:?}");

        let members = Member::all()
            .order_by(|m| m.id)
            .with(|m| {
                by(how, m.team)
                    .with(|t| by(how, t.leader))
                    .with(|t| by(how, t.places))
            })
            .load(&*db)
            .unwrap();
        let found: Vec<_> = members
            .iter()
            .map(|(_, team)| {
                let team = team.as_ref();
                team.map(|(team, leader, places)| (&*team.code, leader.is_some(), places.len()))
            })
            .collect();
        let abc = Some(("abc", true, 2));
        assert_eq!(
            found,
            [abc, abc, abc, Some(("Xyz", false, 1)), None],
            "{how:?}"
        );

        let limited = Team::all()
            .order_by(|t| t.code)
            .limit(1)
            .with(|t| by(how, t.leader))
            .with(|t| by(how, t.members).order_by(|m| m.id.desc()).limit(2))
            .with(|t| by(how, t.places).order_by(|p| p.name.desc()).limit(1))
            .load(&*db)
            .unwrap();
        let (_, leader, members, places) = &limited[0];
        assert!(leader.is_some());
        let members: Vec<i64> = members.iter().map(|m| m.id.get()).collect();
        assert_eq!((members, &*places[0].name), (vec![3, 2], "rome"), "{how:?}");
    }
}

#[test]
fn accessors_and_filters_go_without_regard_to_case() {
    let db = teams();
    let team = Team::find("ABC").load(&*db).unwrap();
    assert_eq!(team.code, "abc");
    assert_eq!(team.members().count(&*db).unwrap(), 3);
    assert_eq!(team.leader().load(&*db).unwrap().unwrap().team_code, "aBC");
    assert_eq!(team.places().count(&*db).unwrap(), 2);
    let leader = Leader::all().one(&*db).unwrap();
    assert_eq!(leader.team().load(&*db).unwrap(), team);
    let oslo = Team::filter(|t| t.places.any(|p| p.name.eq("oslo")));
    assert_eq!(oslo.count(&*db).unwrap(), 2);
    let teams = Member::filter(|m| m.team.is(|t| t.code.eq("XYZ")));
    assert_eq!(teams.count(&*db).unwrap(), 1);
}

#[test]
fn collections_are_written_without_regard_to_case() {
    let db = teams();
    let mut team = Team::find("abc").load(&*db).unwrap();
    // As a row at hand may have it: the database takes it for the same key.
    team.code = "aBc".into();
    let rome = Place::find("ROME").load(&*db).unwrap();
    let oslo = Place::find("OSLO").load(&*db).unwrap();
    assert!(team.places().contains(&*db, &rome).unwrap());
    team.places().add_all(&*db, [&rome, &oslo]).unwrap();
    assert_eq!(
        texts(&db, "SELECT team_code || place_name FROM visit ORDER BY 1"),
        ["ABCOSLO", "ABCRome", "XYZoslo"]
    );
    team.places().replace(&*db, [&rome]).unwrap();
    assert_eq!(
        texts(&db, "SELECT team_code || place_name FROM visit ORDER BY 1"),
        ["ABCRome", "XYZoslo"]
    );
    team.places().remove(&*db, &rome).unwrap();
    assert_eq!(team.places().count(&*db).unwrap(), 0);

    let mut members = Member::all().order_by(|m| m.id).load(&*db).unwrap();
    assert!(team.members().contains(&*db, &members[0]).unwrap());
    team.members().remove(&*db, &mut members[0]).unwrap();
    team.members().replace(&*db, &mut members[1..2]).unwrap();
    assert_eq!(members[1].team_code.as_deref(), Some("aBc"));
    assert_eq!(team.members().load(&*db).unwrap(), members[1..2]);
    assert_eq!(team.members().clear(&*db).unwrap(), 1);

    let mut leader = team.leader().load(&*db).unwrap().unwrap();
    team.leader().add(&*db, &mut leader).unwrap();
    team.leader().remove(&*db, &mut leader).unwrap();
    assert_eq!(Leader::all().count(&*db).unwrap(), 0);
}

/// The models needn't say what the columns' collations are, and those of a key and of what points at it may differ:
/// then each way goes by the column that is searched, as SQLite compares it, and so does every strategy.
mod not_said_by_the_models {
    use super::*;

    #[derive(Model, Debug, Clone, PartialEq)]
    #[has_many(members: Mate)]
    struct Crew {
        #[key]
        code: String,
    }

    #[derive(Model, Debug, Clone, PartialEq)]
    struct Mate {
        id: Id<Mate>,
        #[belongs_to(crew: Crew)]
        crew_code: Option<String>,
    }

    fn crews(key: &str, foreign_key: &str) -> Existing {
        made_elsewhere(&format!(
            "PRAGMA foreign_keys = OFF;
             CREATE TABLE crew (code TEXT PRIMARY KEY COLLATE {key});
             CREATE TABLE mate (id INTEGER PRIMARY KEY, crew_code TEXT COLLATE {foreign_key} REFERENCES crew (code));
             INSERT INTO crew VALUES ('abc');
             INSERT INTO mate VALUES (1, 'ABC'), (2, 'abc'), (3, 'abc ');"
        ))
    }

    #[test]
    fn is_what_sqlite_compares_by() {
        for (key, foreign_key, down, up) in [
            ("NOCASE", "NOCASE", vec![1, 2], vec![1, 2]),
            ("NOCASE", "BINARY", vec![2], vec![1, 2]),
            ("BINARY", "NOCASE", vec![1, 2], vec![2]),
            ("RTRIM", "RTRIM", vec![2, 3], vec![2, 3]),
        ] {
            let db = crews(key, foreign_key);
            for how in ALL {
                let crews = Crew::all()
                    .with(|c| by(how, c.members).order_by(|m| m.id))
                    .load(&*db)
                    .unwrap();
                let found: Vec<i64> = crews[0].1.iter().map(|mate| mate.id.get()).collect();
                assert_eq!(found, down, "{key} {foreign_key} {how:?}");
                let mates = Mate::all()
                    .order_by(|m| m.id)
                    .with(|m| by(how, m.crew))
                    .load(&*db)
                    .unwrap();
                let found: Vec<i64> = mates
                    .iter()
                    .filter(|(_, crew)| crew.is_some())
                    .map(|(mate, _)| mate.id.get())
                    .collect();
                assert_eq!(found, up, "{key} {foreign_key} {how:?}");
            }
            let crew = Crew::all().one(&*db).unwrap();
            assert_eq!(crew.members().count(&*db).unwrap(), down.len() as u64);
        }
    }

    /// The key says its collation, and what points at it nothing: then relmodel's own tables give it to both, and all ways agree.
    mod but_by_that_of_the_key {
        use super::*;

        #[derive(Model, Debug, Clone, PartialEq)]
        #[has_many(members: Sailor)]
        #[has_one(captain: Captain)]
        #[many_to_many(ports: Port, through = Call)]
        struct Ship {
            #[key]
            #[column(collate = "NOCASE")]
            name: String,
        }

        #[derive(Model, Debug, Clone, PartialEq)]
        struct Sailor {
            id: Id<Sailor>,
            #[belongs_to(ship: Ship)]
            ship_name: Option<String>,
        }

        #[derive(Model, Debug, Clone, PartialEq)]
        struct Captain {
            #[key]
            #[belongs_to(ship: Ship)]
            ship_name: String,
        }

        #[derive(Model, Debug, Clone, PartialEq)]
        #[many_to_many(ships: Ship, through = Call)]
        struct Port {
            id: Id<Port>,
        }

        #[derive(Model, Debug, Clone, PartialEq)]
        struct Call {
            id: Id<Call>,
            #[belongs_to(ship: Ship)]
            ship_name: String,
            #[belongs_to(Port)]
            port_id: Id<Port>,
        }

        fn check(db: &Db) {
            db.execute_batch(
                "INSERT INTO ship VALUES ('abc');
                 INSERT INTO sailor VALUES (1, 'ABC'), (2, 'abc');
                 INSERT INTO captain VALUES ('Abc');
                 INSERT INTO port VALUES (1), (2);
                 INSERT INTO call VALUES (1, 'aBc', 1);",
            )
            .unwrap();
            for how in ALL {
                let ships: Vec<(Ship, Vec<Sailor>, Option<Captain>, Vec<Port>)> = Ship::all()
                    .with(|s| by(how, s.members))
                    .with(|s| by(how, s.captain))
                    .with(|s| by(how, s.ports))
                    .load(db)
                    .unwrap();
                let (_, members, captain, ports) = &ships[0];
                assert_eq!(
                    (members.len(), captain.is_some(), ports.len()),
                    (2, true, 1),
                    "{how:?}"
                );
            }
            let ship = Ship::all().one(db).unwrap();
            assert_eq!(ship.members().count(db).unwrap(), 2);
            assert_eq!(
                Ship::filter(|s| s.members.any(|m| m.id.eq(Id::from(1))))
                    .count(db)
                    .unwrap(),
                1
            );
            let mut first = Sailor::find(Id::from(1)).load(db).unwrap();
            assert!(ship.members().contains(db, &first).unwrap());
            assert!(ship.members().remove(db, &mut first).unwrap());
            assert_eq!(ship.members().count(db).unwrap(), 1);
            let port = Port::find(Id::from(1)).load(db).unwrap();
            ship.ports().add(db, &port).unwrap();
            assert_eq!(ship.ports().count(db).unwrap(), 1, "linked already");
            assert!(ship.ports().contains(db, &port).unwrap());
            assert_eq!(ship.ports().clear(db).unwrap(), 1);
        }

        #[test]
        fn which_relmodels_own_tables_take_over() {
            let db = Db::open_in_memory().unwrap();
            schema![Ship, Sailor, Captain].create(&db).unwrap();
            let sql = schema![Sailor].sql();
            assert!(
                sql.contains(r#""ship_name" TEXT COLLATE "NOCASE""#),
                "{sql}"
            );
            check(&db);
        }

        #[derive(Model, Debug, Clone, PartialEq)]
        struct Deck {
            id: Id<Deck>,
            #[belongs_to(captain: Captain)]
            captain_name: String,
        }

        #[test]
        fn and_what_points_at_such_a_key_takes_it_over_too() {
            let sql = schema![Deck].sql();
            assert!(
                sql.contains(r#""captain_name" TEXT NOT NULL COLLATE "NOCASE""#),
                "{sql}"
            );
        }

        /// A key is the row's own, whatever it refers to.
        #[test]
        fn a_row_is_written_by_its_own_key() {
            let db = made_elsewhere(
                "CREATE TABLE ship (name TEXT PRIMARY KEY COLLATE NOCASE);
                 CREATE TABLE captain (ship_name TEXT PRIMARY KEY);
                 INSERT INTO captain VALUES ('abc'), ('ABC');",
            );
            let captain = Captain::find("ABC").load(&*db).unwrap();
            captain.update(&*db).unwrap();
            captain.delete(&*db).unwrap();
            assert_eq!(Captain::all().one(&*db).unwrap().ship_name, "abc");
        }
    }
}
