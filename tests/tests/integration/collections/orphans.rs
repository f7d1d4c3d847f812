//! `has_many` with `#[cascade(delete_orphan)]`: what is taken out is deleted.

use relmodel::prelude::*;
use relmodel_tests::texts;

use crate::models::*;

/// ann wrote a and b, bob wrote c.
fn blog() -> (Db, [User; 2], [Post; 3]) {
    let db = empty();
    let [ann, bob] = ["ann", "bob"].map(|name| user(&db, name));
    let posts = [
        post(&db, "a", &ann),
        post(&db, "b", &ann),
        post(&db, "c", &bob),
    ];
    (db, [ann, bob], posts)
}

fn rows(db: &Db) -> Vec<String> {
    texts(
        db,
        "SELECT p.title || ' ' || u.name FROM post p JOIN user u ON u.id = p.user_id ORDER BY p.id",
    )
}

#[test]
fn adding_moves_a_row_from_another_owner() {
    let (db, [ann, _], [.., mut c]) = blog();
    ann.posts().add(&db, &mut c).unwrap();
    assert_eq!(rows(&db), ["a ann", "b ann", "c ann"]);
    assert_eq!(c.user_id, ann.id);
    c.update(&db).unwrap();
    assert_eq!(rows(&db)[2], "c ann");
}

#[test]
fn removing_deletes_the_row_and_what_hangs_on_it() {
    let (db, [ann, bob], [mut a, ..]) = blog();
    comment(&db, "nice", &a, &bob);
    assert!(ann.posts().remove(&db, &mut a).unwrap());
    assert_eq!(rows(&db), ["b ann", "c bob"]);
    assert_eq!(Comment::all().count(&db).unwrap(), 0);
    assert!(a.update(&db).unwrap_err().is_not_found());
}

#[test]
fn removing_what_is_anothers_deletes_nothing() {
    let (db, [ann, _], [.., mut c]) = blog();
    assert!(!ann.posts().remove(&db, &mut c).unwrap());
    assert_eq!(rows(&db), ["a ann", "b ann", "c bob"]);
}

#[test]
fn replacing_deletes_those_left_out() {
    let (db, [ann, _], [_, mut b, mut c]) = blog();
    ann.posts().replace(&db, [&mut b, &mut c]).unwrap();
    assert_eq!(rows(&db), ["b ann", "c ann"]);
    assert_eq!(c.user_id, ann.id);
}

#[test]
fn replacing_by_the_same_rows_keeps_them() {
    let (db, [ann, bob], [mut a, mut b, _]) = blog();
    let comment = comment(&db, "kept", &a, &bob);
    ann.posts().replace(&db, [&mut a, &mut b]).unwrap();
    assert_eq!(rows(&db), ["a ann", "b ann", "c bob"]);
    comment.reload(&db).unwrap();
}

#[test]
fn a_replacement_that_fails_deletes_nothing() {
    let (db, [ann, _], [_, _, c]) = blog();
    c.delete(&db).unwrap();
    let mut c = c;
    let error = ann.posts().replace(&db, [&mut c]).unwrap_err();
    assert!(error.is_not_found(), "{error:?}");
    assert_eq!(rows(&db), ["a ann", "b ann"]);
}

#[test]
fn clearing_and_replacing_by_nothing_delete_this_owners_rows_alone() {
    let (db, [ann, bob], _) = blog();
    assert_eq!(ann.posts().clear(&db).unwrap(), 2);
    assert_eq!(rows(&db), ["c bob"]);
    let none: [&mut Post; 0] = [];
    bob.posts().replace(&db, none).unwrap();
    assert_eq!(rows(&db), [""; 0]);
}

#[test]
fn a_row_that_others_point_at_can_not_be_removed() {
    #[derive(Model, Debug, Clone, PartialEq)]
    #[has_many(pages: Page)]
    struct Album {
        id: Id<Album>,
    }
    #[derive(Model, Debug, Clone, PartialEq)]
    #[has_many(marks: Mark)]
    struct Page {
        id: Id<Page>,
        #[belongs_to(Album)]
        #[cascade(delete_orphan)]
        album_id: Id<Album>,
    }
    #[derive(Model, Debug, Clone, PartialEq)]
    struct Mark {
        id: Id<Mark>,
        #[belongs_to(Page, on_delete = restrict)]
        page_id: Id<Page>,
    }
    let db = relmodel_tests::memory_db();
    schema![Album].create(&db).unwrap();
    let album = NewAlbum {}.insert(&db).unwrap();
    let mut page = NewPage { album_id: album.id }.insert(&db).unwrap();
    NewMark { page_id: page.id }.insert(&db).unwrap();
    for error in [
        album.pages().remove(&db, &mut page).unwrap_err(),
        album.pages().clear(&db).unwrap_err(),
        album.delete(&db).unwrap_err(),
    ] {
        assert!(error.is_foreign_key_violation(), "{error:?}");
    }
    assert!(album.pages().contains(&db, &page).unwrap());
}
