//! `has_many` over a required key without `delete_orphan`: rows can be added, and moved, but not taken out (that does not compile).

use relmodel::prelude::*;
use relmodel_tests::{memory_db, texts};

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(songs: Song)]
#[has_many(covers: Cover)]
struct Band {
    id: Id<Band>,
    name: String,
}

/// `#[cascade]` alone says what happens when the band goes.
#[derive(Model, Debug, Clone, PartialEq)]
struct Song {
    id: Id<Song>,
    name: String,
    #[belongs_to(Band)]
    #[cascade]
    band_id: Id<Band>,
}

/// Its key is part of its own.
#[derive(Model, Debug, Clone, PartialEq)]
struct Cover {
    #[key]
    #[belongs_to(Band)]
    band_id: Id<Band>,
    #[key]
    name: String,
    year: i64,
}

fn music() -> (Db, [Band; 2]) {
    let db = memory_db();
    schema![Band].create(&db).unwrap();
    let bands = ["one", "two"].map(|name| NewBand { name }.insert(&db).unwrap());
    (db, bands)
}

#[test]
fn rows_are_added_and_moved() {
    let (db, [one, two]) = music();
    let mut song = NewSong {
        name: "s",
        band_id: one.id,
    }
    .insert(&db)
    .unwrap();
    assert!(one.songs().contains(&db, &song).unwrap());
    two.songs().add(&db, &mut song).unwrap();
    assert_eq!(song.band_id, two.id);
    assert!(!one.songs().contains(&db, &song).unwrap());
    assert!(two.songs().contains(&db, &song).unwrap());
}

#[test]
fn rows_go_with_their_owner_where_that_is_declared() {
    let (db, [one, _]) = music();
    NewSong {
        name: "s",
        band_id: one.id,
    }
    .insert(&db)
    .unwrap();
    one.delete(&db).unwrap();
    assert_eq!(Song::all().count(&db).unwrap(), 0);
}

#[test]
fn rows_with_a_composite_key_are_added_and_keep_their_other_columns() {
    let (db, [one, two]) = music();
    let mut covers: Vec<Cover> = ["x", "y"]
        .map(|name| {
            NewCover {
                band_id: one.id,
                name,
                year: 1990,
            }
            .insert(&db)
            .unwrap()
        })
        .into();
    two.covers().add_all(&db, &mut covers).unwrap();
    assert_eq!(
        texts(
            &db,
            "SELECT band_id || ' ' || name || ' ' || year FROM cover ORDER BY name"
        ),
        ["2 x 1990", "2 y 1990"]
    );
    assert!(covers.iter().all(|cover| cover.band_id == two.id));
    assert!(two.covers().contains(&db, &covers[0]).unwrap());
    assert!(!one.covers().contains(&db, &covers[0]).unwrap());
    assert!(covers[0].reload(&db).is_ok());
}

#[test]
fn a_row_whose_new_key_is_taken_can_not_be_added() {
    let (db, [one, two]) = music();
    let mut cover = NewCover {
        band_id: one.id,
        name: "x",
        year: 1990,
    }
    .insert(&db)
    .unwrap();
    NewCover {
        band_id: two.id,
        name: "x",
        year: 1991,
    }
    .insert(&db)
    .unwrap();
    let error = two.covers().add(&db, &mut cover).unwrap_err();
    assert!(error.is_unique_violation(), "{error:?}");
    assert_eq!(error.columns(), ["band_id", "name"]);
    assert_eq!(cover.band_id, one.id);
    assert_eq!(cover.reload(&db).unwrap(), cover);
}

#[test]
fn a_row_with_a_composite_key_may_be_handed_over_twice() {
    let (db, [one, two]) = music();
    let new = NewCover {
        band_id: one.id,
        name: "x",
        year: 1990,
    };
    let mut cover = new.insert(&db).unwrap();
    let mut again = cover.clone();
    two.covers().add_all(&db, [&mut cover, &mut again]).unwrap();
    assert_eq!((cover.band_id, again.band_id), (two.id, two.id));
    two.covers().add(&db, &mut cover).unwrap();
    assert_eq!(texts(&db, "SELECT band_id || name FROM cover"), ["2x"]);
}

#[test]
fn the_error_names_the_row_that_is_gone_and_not_one_that_has_another_key_by_then() {
    let (db, [one, two]) = music();
    let new = NewCover {
        band_id: one.id,
        name: "x",
        year: 1990,
    };
    let mut cover = new.insert(&db).unwrap();
    let mut gone = Cover {
        name: "y".into(),
        ..cover.clone()
    };
    let added = two.covers().add_all(&db, [&mut cover, &mut gone]);
    let error = added.unwrap_err();
    assert!(error.is_not_found(), "{error:?}");
    assert!(error.to_string().ends_with("the key 1, 'y'"), "{error}");
    assert_eq!(texts(&db, "SELECT band_id || name FROM cover"), ["1x"]);
}
