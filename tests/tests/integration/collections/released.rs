//! `has_many` over a key that may be NULL: what is taken out stays, and points nowhere.

use relmodel::prelude::*;
use relmodel_tests::{memory_db, statements, texts};

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(players: Player)]
struct Team {
    id: Id<Team>,
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Player {
    id: Id<Player>,
    name: String,
    #[belongs_to(Team, on_delete = set_null)]
    team_id: Option<Id<Team>>,
}

/// red has a and b, blue has c, and d has no team.
fn league() -> (Db, [Team; 2], [Player; 4]) {
    let db = memory_db();
    schema![Team].create(&db).unwrap();
    let [red, blue] = ["red", "blue"].map(|name| NewTeam { name }.insert(&db).unwrap());
    let teams = [Some(red.id), Some(red.id), Some(blue.id), None];
    let mut teams = teams.into_iter();
    let players = ["a", "b", "c", "d"].map(|name| {
        let team = teams.next().unwrap();
        NewPlayer { name }.team_id(team).insert(&db).unwrap()
    });
    (db, [red, blue], players)
}

/// Who plays where, in the database.
fn rows(db: &Db) -> Vec<String> {
    texts(
        db,
        "SELECT p.name || ' ' || ifnull(t.name, '-') FROM player p LEFT JOIN team t ON t.id = p.team_id ORDER BY p.id",
    )
}

#[test]
fn adding_writes_the_key_in_the_database_and_in_the_row_at_hand() {
    let (db, [red, _], [_, _, mut c, mut d]) = league();
    red.players().add(&db, &mut d).unwrap();
    assert_eq!(rows(&db), ["a red", "b red", "c blue", "d red"]);
    assert_eq!(d.team_id, Some(red.id));
    // From another team it is moved.
    red.players().add(&db, &mut c).unwrap();
    assert_eq!(rows(&db), ["a red", "b red", "c red", "d red"]);
    // A later update doesn't undo it.
    c.name = "cc".into();
    c.update(&db).unwrap();
    assert_eq!(rows(&db), ["a red", "b red", "cc red", "d red"]);
}

#[test]
fn adding_what_is_there_does_nothing() {
    let (db, [red, _], [mut a, ..]) = league();
    let before = (rows(&db), a.clone());
    red.players().add(&db, &mut a).unwrap();
    assert_eq!((rows(&db), a), before);
}

#[test]
fn adding_writes_nothing_but_the_key() {
    let (db, [red, _], [.., mut d]) = league();
    d.name = "not yet saved".into();
    red.players().add(&db, &mut d).unwrap();
    assert_eq!(rows(&db)[3], "d red");
    assert_eq!(d.name, "not yet saved");
}

#[test]
fn several_are_added_at_once() {
    let (db, [_, blue], mut players) = league();
    blue.players().add_all(&db, &mut players).unwrap();
    assert_eq!(rows(&db), ["a blue", "b blue", "c blue", "d blue"]);
    assert!(players.iter().all(|player| player.team_id == Some(blue.id)));
    let [a, b, ..] = &mut players;
    blue.players().add_all(&db, [a, b]).unwrap();
}

#[test]
fn the_same_row_may_be_handed_over_twice() {
    let (db, [_, blue], [a, ..]) = league();
    let (mut one, mut two) = (a.clone(), a);
    blue.players().add_all(&db, [&mut one, &mut two]).unwrap();
    assert_eq!(rows(&db)[0], "a blue");
    assert_eq!((one.team_id, two.team_id), (Some(blue.id), Some(blue.id)));
}

#[test]
fn of_several_that_are_added_all_are_there_or_none_is() {
    let (db, [_, blue], [mut a, gone, ..]) = league();
    gone.delete(&db).unwrap();
    let mut gone = gone;
    let error = blue
        .players()
        .add_all(&db, [&mut a, &mut gone])
        .unwrap_err();
    assert!(error.is_not_found(), "{error:?}");
    assert_eq!(error.model(), Some("Player"));
    assert!(
        error.to_string().contains(&format!("key {}", gone.id)),
        "{error}"
    );
    assert_eq!(rows(&db), ["a red", "c blue", "d -"]);
    assert_eq!(
        a.team_id,
        a.reload(&db).unwrap().team_id,
        "the row at hand is left as it was"
    );
}

#[test]
fn removing_sets_the_key_to_null_in_the_database_and_in_the_row_at_hand() {
    let (db, [red, _], [mut a, ..]) = league();
    assert!(red.players().remove(&db, &mut a).unwrap());
    assert_eq!(rows(&db), ["a -", "b red", "c blue", "d -"]);
    assert_eq!(a.team_id, None);
    a.update(&db).unwrap();
    assert_eq!(rows(&db)[0], "a -");
}

#[test]
fn removing_what_is_not_there_says_so_and_leaves_it() {
    let (db, [red, _], [mut a, _, mut c, mut d]) = league();
    assert!(!red.players().remove(&db, &mut c).unwrap());
    assert!(!red.players().remove(&db, &mut d).unwrap());
    assert_eq!((c.team_id.is_some(), d.team_id), (true, None));
    a.delete(&db).unwrap();
    assert!(!red.players().remove(&db, &mut a).unwrap());
    assert_eq!(rows(&db), ["b red", "c blue", "d -"]);
}

#[test]
fn replacing_releases_those_left_out_and_adds_those_named() {
    let (db, [red, _], [_, mut b, mut c, _]) = league();
    red.players().replace(&db, [&mut b, &mut c]).unwrap();
    assert_eq!(rows(&db), ["a -", "b red", "c red", "d -"]);
    assert_eq!((b.team_id, c.team_id), (Some(red.id), Some(red.id)));
}

#[test]
fn replacing_writes_only_the_difference() {
    let (db, [red, _], [mut a, mut b, mut c, _]) = league();
    db.execute_batch(
        "CREATE TABLE log (what TEXT);
         CREATE TRIGGER logged AFTER UPDATE ON player WHEN old.team_id IS NOT new.team_id BEGIN INSERT INTO log VALUES (new.name); END;",
    )
    .unwrap();
    red.players().replace(&db, [&mut a, &mut b]).unwrap();
    assert_eq!(texts(&db, "SELECT what FROM log"), [""; 0]);
    red.players().replace(&db, [&mut a, &mut c]).unwrap();
    assert_eq!(
        texts(&db, "SELECT what FROM log"),
        ["b", "c"],
        "deletions first"
    );
}

#[test]
fn replacing_by_nothing_empties_this_collection_alone() {
    let (db, [red, _], _) = league();
    let none: [&mut Player; 0] = [];
    red.players().replace(&db, none).unwrap();
    assert_eq!(rows(&db), ["a -", "b -", "c blue", "d -"]);
}

#[test]
fn replacing_by_a_row_that_is_gone_changes_nothing() {
    let (db, [red, _], [mut a, _, c, _]) = league();
    c.delete(&db).unwrap();
    let mut c = c;
    let before = rows(&db);
    let error = red.players().replace(&db, [&mut a, &mut c]).unwrap_err();
    assert!(error.is_not_found(), "{error:?}");
    assert_eq!(rows(&db), before);
}

#[test]
fn clearing_empties_this_collection_alone_and_says_how_many_there_were() {
    let (db, [red, blue], _) = league();
    assert_eq!(red.players().clear(&db).unwrap(), 2);
    assert_eq!(rows(&db), ["a -", "b -", "c blue", "d -"]);
    assert_eq!(red.players().clear(&db).unwrap(), 0);
    assert_eq!(blue.players().clear(&db).unwrap(), 1);
}

#[test]
fn contains_asks_the_database() {
    let (db, [red, blue], [a, _, c, d]) = league();
    let (answers, ran) = statements(&db, || {
        [&a, &c, &d].map(|player| red.players().contains(&db, player).unwrap())
    });
    assert_eq!(answers, [true, false, false]);
    assert_eq!(ran.len(), 3);
    assert!(blue.players().contains(&db, &c).unwrap());
}

#[test]
fn deleting_the_owner_sets_the_key_to_null() {
    let (db, [red, _], _) = league();
    red.delete(&db).unwrap();
    assert_eq!(rows(&db), ["a -", "b -", "c blue", "d -"]);
}

#[test]
fn an_accessor_of_an_optional_key_without_a_rule_forbids_the_deletion_of_the_owner() {
    #[derive(Model, Debug, Clone, PartialEq)]
    #[has_many(chapters: Chapter)]
    struct Volume {
        id: Id<Volume>,
    }
    #[derive(Model, Debug, Clone, PartialEq)]
    struct Chapter {
        id: Id<Chapter>,
        #[belongs_to(Volume)]
        volume_id: Option<Id<Volume>>,
    }
    let db = memory_db();
    schema![Volume].create(&db).unwrap();
    let volume = NewVolume {}.insert(&db).unwrap();
    let mut chapter = NewChapter {}.volume_id(volume.id).insert(&db).unwrap();
    let error = volume.delete(&db).unwrap_err();
    assert!(error.is_foreign_key_violation(), "{error:?}");
    assert!(volume.chapters().remove(&db, &mut chapter).unwrap());
    assert_eq!(chapter.volume_id, None);
    volume.delete(&db).unwrap();
    assert_eq!(Chapter::all().count(&db).unwrap(), 1);
}
