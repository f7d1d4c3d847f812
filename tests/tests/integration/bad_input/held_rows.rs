//! Rows that others keep from being deleted: the error names the model or the table of those, wherever they are.

use relmodel::prelude::*;
use relmodel_tests::{integer, memory_db};

use super::model;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(guests: Guest)]
#[has_one(safe: Safe)]
#[has_many(windows: Window)]
#[many_to_many(tours: Tour, through = Stop)]
struct House {
    id: Id<House>,
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Guest {
    id: Id<Guest>,
    #[belongs_to(House)]
    house_id: Option<Id<House>>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Safe {
    id: Id<Safe>,
    #[belongs_to(House, on_delete = restrict)]
    #[unique]
    house_id: Id<House>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(panes: Pane)]
struct Window {
    id: Id<Window>,
    #[belongs_to(House)]
    #[cascade(delete_orphan)]
    house_id: Id<House>,
}

/// It holds a window, and so the house that the window would go with.
#[derive(Model, Debug, Clone, PartialEq)]
struct Pane {
    id: Id<Pane>,
    #[belongs_to(Window)]
    window_id: Id<Window>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Tour {
    id: Id<Tour>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Stop {
    #[key]
    #[belongs_to(House)]
    house_id: Id<House>,
    #[key]
    #[belongs_to(Tour)]
    #[cascade]
    tour_id: Id<Tour>,
}

/// The house knows nothing of it.
#[derive(Model, Debug, Clone, PartialEq)]
struct Debt {
    id: Id<Debt>,
    #[belongs_to(House)]
    house_id: Id<House>,
}

fn houses() -> (Db, House) {
    let db = memory_db();
    schema![House, Debt].create(&db).unwrap();
    NewHouse { name: "free" }.insert(&db).unwrap();
    let house = NewHouse { name: "held" }.insert(&db).unwrap();
    (db, house)
}

/// Each way to delete a house is refused, says this, and deletes nothing.
fn is_held(db: &Db, house: &House, says: &[&str]) {
    let count = || {
        integer(db, "SELECT count(*) FROM house") + integer(db, "SELECT count(*) FROM \"window\"")
    };
    let before = count();
    let held = || House::filter(|h| h.name.eq("held"));
    for error in [
        house.delete(db).unwrap_err(),
        House::find(house.id).delete(db).unwrap_err(),
        held().delete(db).unwrap_err(),
        held().delete_returning(db).unwrap_err(),
        held().order_by(|h| h.id).limit(1).delete(db).unwrap_err(),
        House::all().delete(db).unwrap_err(),
        db.transaction(|tx| house.delete(tx)).unwrap_err(),
    ] {
        assert!(error.is_foreign_key_violation(), "{error:?}");
        assert_eq!(model(&error), "House");
        for part in says {
            assert!(error.to_string().contains(part), "{part} in: {error}");
        }
        assert_eq!(count(), before);
    }
}

#[test]
fn by_the_rows_of_a_has_many() {
    let (db, house) = houses();
    NewGuest {}.house_id(house.id).insert(&db).unwrap();
    is_held(&db, &house, &["rows of `Guest`", "`house_id`"]);
    house.guests().clear(&db).unwrap();
    house.delete(&db).unwrap();
}

#[test]
fn by_the_row_of_a_has_one_that_restricts() {
    let (db, house) = houses();
    NewSafe { house_id: house.id }.insert(&db).unwrap();
    is_held(&db, &house, &["rows of `Safe`", "`house_id`"]);
}

#[test]
fn by_links() {
    let (db, house) = houses();
    let tour = NewTour {}.insert(&db).unwrap();
    house.tours().add(&db, &tour).unwrap();
    is_held(&db, &house, &["rows of `Stop`", "`house_id`"]);
    tour.delete(&db).unwrap();
    house.delete(&db).unwrap();
}

#[test]
fn by_rows_of_which_the_model_knows_nothing() {
    let (db, house) = houses();
    NewDebt { house_id: house.id }.insert(&db).unwrap();
    is_held(&db, &house, &["`debt`"]);
}

#[test]
fn by_a_table_that_has_no_model() {
    let (db, house) = houses();
    db.execute_batch(
        "CREATE TABLE \"tax file\" (id INTEGER PRIMARY KEY, house INTEGER REFERENCES House)",
    )
    .unwrap();
    let id = house.id;
    db.execute_batch(&format!("INSERT INTO \"tax file\" (house) VALUES ({id})"))
        .unwrap();
    is_held(&db, &house, &["`tax file`"]);
}

#[test]
fn by_rows_that_point_at_what_would_go_with_it() {
    let (db, house) = houses();
    let window = NewWindow { house_id: house.id }.insert(&db).unwrap();
    let pane = NewPane {
        window_id: window.id,
    }
    .insert(&db)
    .unwrap();
    is_held(&db, &house, &["go with it", "`pane`"]);
    let mut again = window.clone();
    for error in [
        window.delete(&db).unwrap_err(),
        Window::all().delete(&db).unwrap_err(),
        house.windows().clear(&db).unwrap_err(),
        house.windows().remove(&db, &mut again).unwrap_err(),
        house.windows().replace(&db, &mut []).unwrap_err(),
    ] {
        assert!(error.is_foreign_key_violation(), "{error:?}");
        assert_eq!(model(&error), "Window");
        assert!(error.to_string().contains("rows of `Pane`"), "{error}");
    }
    pane.delete(&db).unwrap();
    house.delete(&db).unwrap();
    assert_eq!(Window::all().count(&db).unwrap(), 0);
}

/// Rows that stay are no reason: those that are removed are asked about alone.
#[test]
fn what_keeps_another_child_is_not_named() {
    let (db, house) = houses();
    let [held, mut free] = [(); 2].map(|()| NewWindow { house_id: house.id }.insert(&db).unwrap());
    NewPane { window_id: held.id }.insert(&db).unwrap();
    db.execute_batch(&format!(
        "CREATE TABLE blind (window INTEGER REFERENCES \"window\" (id)); INSERT INTO blind VALUES ({})",
        free.id
    ))
    .unwrap();
    let mut kept = held.clone();
    for error in [
        house.windows().remove(&db, &mut free).unwrap_err(),
        house.windows().replace(&db, [&mut kept]).unwrap_err(),
    ] {
        assert!(error.to_string().contains("`blind`"), "{error}");
        assert!(!error.to_string().contains("rows of `Pane`"), "{error}");
    }
}

#[test]
fn a_key_that_is_checked_in_the_end_is_told_by_the_commit() {
    let (db, house) = houses();
    NewDebt { house_id: house.id }.insert(&db).unwrap();
    let result = db.transaction(|tx| {
        tx.defer_foreign_keys()?;
        house.delete(tx)
    });
    let error = result.unwrap_err();
    assert!(error.is_foreign_key_violation(), "{error:?}");
    assert!(error.to_string().contains("committed"), "{error}");
    assert_eq!(House::all().count(&db).unwrap(), 2);
}
