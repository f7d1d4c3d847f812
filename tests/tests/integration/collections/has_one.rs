//! `has_one`: at most one row, of which the old goes before the new comes.

use relmodel::prelude::*;
use relmodel_tests::{memory_db, texts};

use crate::models::{NewProfile, Profile, User, empty, user};

/// ann and bob have profiles, cyd has none.
fn people() -> (Db, [User; 3], [Profile; 2]) {
    let db = empty();
    let users = ["ann", "bob", "cyd"].map(|name| user(&db, name));
    let profiles = [0, 1].map(|n| {
        let user: &User = &users[n];
        NewProfile { user_id: user.id }
            .bio(&user.name)
            .insert(&db)
            .unwrap()
    });
    (db, users, profiles)
}

fn rows(db: &Db) -> Vec<String> {
    texts(
        db,
        "SELECT p.bio || ' ' || u.name FROM profile p JOIN user u ON u.id = p.user_id ORDER BY p.id",
    )
}

#[test]
fn a_row_is_added_where_there_is_none() {
    let (db, [.., cyd], [mut ann, _]) = people();
    cyd.profile().add(&db, &mut ann).unwrap();
    assert_eq!(rows(&db), ["ann cyd", "bob bob"]);
    assert_eq!(ann.user_id, cyd.id);
}

#[test]
fn adding_the_row_that_is_there_does_nothing() {
    let (db, [ann, ..], [mut profile, _]) = people();
    ann.profile().add(&db, &mut profile).unwrap();
    assert_eq!(rows(&db), ["ann ann", "bob bob"]);
}

#[test]
fn adding_a_second_row_is_a_unique_violation() {
    let (db, [ann, ..], [_, mut bobs]) = people();
    let error = ann.profile().add(&db, &mut bobs).unwrap_err();
    assert!(error.is_unique_violation(), "{error:?}");
    assert_eq!(rows(&db), ["ann ann", "bob bob"]);
    assert_ne!(bobs.user_id, ann.id);
}

#[test]
fn replacing_deletes_the_old_row_before_the_new_one_comes() {
    let (db, [ann, ..], [_, mut bobs]) = people();
    ann.profile().replace(&db, [&mut bobs]).unwrap();
    assert_eq!(rows(&db), ["bob ann"]);
    assert_eq!(bobs.user_id, ann.id);
}

#[test]
fn replacing_by_two_rows_fails_and_changes_nothing() {
    let (db, [.., cyd], [mut anns, mut bobs]) = people();
    let error = cyd
        .profile()
        .replace(&db, [&mut anns, &mut bobs])
        .unwrap_err();
    assert!(error.is_unique_violation(), "{error:?}");
    assert_eq!(rows(&db), ["ann ann", "bob bob"]);
}

#[test]
fn removing_clearing_and_replacing_by_nothing_delete_it() {
    let (db, [ann, bob, cyd], [mut anns, _]) = people();
    assert!(!cyd.profile().remove(&db, &mut anns).unwrap());
    assert!(ann.profile().contains(&db, &anns).unwrap());
    assert!(ann.profile().remove(&db, &mut anns).unwrap());
    assert_eq!(rows(&db), ["bob bob"]);
    assert!(!ann.profile().contains(&db, &anns).unwrap());
    assert_eq!(bob.profile().clear(&db).unwrap(), 1);
    assert_eq!(rows(&db), [""; 0]);
    let none: [&mut Profile; 0] = [];
    cyd.profile().replace(&db, none).unwrap();
}

#[test]
fn a_key_that_may_be_null_is_released() {
    #[derive(Model, Debug, Clone, PartialEq)]
    #[has_one(key: Key)]
    struct Door {
        id: Id<Door>,
    }
    #[derive(Model, Debug, Clone, PartialEq)]
    struct Key {
        id: Id<Key>,
        #[belongs_to(Door)]
        #[unique]
        door_id: Option<Id<Door>>,
    }
    let db = memory_db();
    schema![Door].create(&db).unwrap();
    let door = NewDoor {}.insert(&db).unwrap();
    let mut key = NewKey {}.door_id(door.id).insert(&db).unwrap();
    let mut spare = NewKey {}.insert(&db).unwrap();
    door.key().replace(&db, [&mut spare]).unwrap();
    assert_eq!(spare.door_id, Some(door.id));
    assert_eq!(key.reload(&db).unwrap().door_id, None);
    assert!(!door.key().remove(&db, &mut key).unwrap());
    assert!(door.key().remove(&db, &mut spare).unwrap());
    assert_eq!(spare.door_id, None);
    assert_eq!(door.key().load(&db).unwrap(), None);
    assert_eq!(Key::all().count(&db).unwrap(), 2);
}
