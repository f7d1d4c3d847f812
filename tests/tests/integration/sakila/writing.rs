//! What the database does by itself while it is written: keys that are followed, triggers, and rows that require each other.

use jiff::civil::DateTime;
use relmodel::prelude::*;
use relmodel_tests::{integer, statements, texts};

use super::models::*;
use super::sakila;

fn long_ago() -> DateTime {
    "2001-02-03 04:05:06".parse().unwrap()
}

#[test]
fn a_store_and_its_manager_are_inserted_together() {
    let Some(db) = sakila() else { return };
    let address_id = Id::from(7);
    let new_store = |manager: i64| NewStore {
        manager_staff_id: Id::from(manager),
        address_id,
    };
    let error = new_store(33).insert(&*db).unwrap_err();
    assert!(error.is_foreign_key_violation(), "{error:?}");
    let (store, manager) = db
        .transaction(|tx| {
            tx.defer_foreign_keys()?;
            let mut store = new_store(0).insert(tx)?;
            let manager = NewStaff {
                first_name: "Ann",
                last_name: "Lee",
                address_id,
                store_id: store.id,
                username: "Ann",
            };
            let manager = manager.insert(tx)?;
            store.manager_staff_id = manager.id;
            store.update(tx)?;
            Ok((store, manager))
        })
        .unwrap();
    assert_eq!(store.manager().load(&*db).unwrap().username, "Ann");
    assert_eq!(manager.store().load(&*db).unwrap().id, store.id);
    let ids = |stores: Vec<Store>| stores.into_iter().map(|s| s.id).collect::<Vec<_>>();
    assert_eq!(ids(manager.managed().load(&*db).unwrap()), [store.id]);
    assert_eq!(
        texts(
            &db,
            "SELECT username FROM staff JOIN store USING (store_id) WHERE manager_staff_id = staff_id ORDER BY staff_id"
        ),
        ["Mike", "Jon", "Ann"]
    );
    // With keys that are chosen, in any order, and gone again in any order.
    let (third, fourth) = (Id::from(90), Id::from(91));
    let store = Store {
        id: third,
        manager_staff_id: fourth.get().into(),
        ..store
    };
    let staff = Staff {
        id: fourth,
        store_id: third,
        ..manager
    };
    db.transaction(|tx| {
        tx.defer_foreign_keys()?;
        staff.insert(tx)?;
        store.insert(tx)
    })
    .unwrap();
    assert!(store.delete(&*db).unwrap_err().is_foreign_key_violation());
    db.transaction(|tx| {
        tx.defer_foreign_keys()?;
        store.delete(tx)?;
        staff.delete(tx)
    })
    .unwrap();
    assert_eq!(Store::all().count(&*db).unwrap(), 3);
}

#[test]
fn rows_follow_a_key_that_changes() {
    let Some(db) = sakila() else { return };
    let country = Country::filter(|c| c.name.eq("Canada")).one(&*db).unwrap();
    let before = country.cities().order_by(|c| c.id).load(&*db).unwrap();
    assert_eq!(before.len(), 7);
    db.execute_batch("UPDATE country SET country_id = 5000 WHERE country = 'Canada'")
        .unwrap();
    assert!(country.reload(&*db).unwrap_err().is_not_found());
    let (country, cities) = Country::find(Id::from(5000))
        .with(|c| c.cities.order_by(|c| c.id))
        .load(&*db)
        .unwrap();
    let expected = before.into_iter().map(|city| (city.id, country.id));
    let cities = cities.into_iter().map(|city| (city.id, city.country_id));
    assert_eq!(cities.collect::<Vec<_>>(), expected.collect::<Vec<_>>());

    // A link follows its film on one side and its actor on the other.
    let film = Film::find(Id::from(1)).load(&*db).unwrap();
    let actors = film.actors().count(&*db).unwrap();
    db.execute_batch(
        "UPDATE film SET film_id = 7000 WHERE film_id = 1; UPDATE actor SET actor_id = 8000 WHERE actor_id = 1",
    )
    .unwrap();
    let film = Film::find(Id::from(7000)).load(&*db).unwrap();
    assert_eq!(film.actors().count(&*db).unwrap(), actors);
    assert!(
        FilmActor::find((Id::from(8000), Id::from(7000)))
            .exists(&*db)
            .unwrap()
    );
    // The text of a film does not follow: the database doesn't know that it belongs to it.
    assert_eq!(film.text().load(&*db).unwrap(), None);
    let text = FilmText::find(Id::from(1)).load(&*db).unwrap();
    assert_eq!(text.film().load(&*db).unwrap(), None);
    let (text, film) = FilmText::find(Id::from(1))
        .with(|t| t.film)
        .load(&*db)
        .unwrap();
    assert_eq!((text.film_id, film), (Id::from(1), None));
}

#[test]
fn payments_stay_without_their_rental_when_it_goes() {
    let Some(db) = sakila() else { return };
    let (rental, payments) = Rental::find(Id::from(1))
        .with(|r| r.payments.order_by(|p| p.id))
        .load(&*db)
        .unwrap();
    assert_eq!(payments.len(), 5, "five payments of one rental");
    rental.delete(&*db).unwrap();
    for payment in payments {
        let after = payment.reload(&*db).unwrap();
        assert_eq!(after.rental_id, None);
        assert_eq!(after.amount, payment.amount);
        let (after, run) = statements(&db, || after.rental().load(&*db).unwrap());
        assert_eq!(
            (after, run.len()),
            (None, 0),
            "a key that is NULL asks nothing"
        );
    }
    assert_eq!(
        Payment::filter(|p| p.rental.is_none()).count(&*db).unwrap(),
        5
    );
    // What is declared NO ACTION can't go, nor a row that the models call required.
    for refused in [
        Customer::find(Id::from(1)).load(&*db).unwrap().delete(&*db),
        Country::find(Id::from(20)).load(&*db).unwrap().delete(&*db),
        Film::find(Id::from(2)).load(&*db).unwrap().delete(&*db),
    ] {
        let error = refused.unwrap_err();
        assert!(error.is_foreign_key_violation(), "{error:?}");
    }
}

#[test]
fn an_insert_gives_what_it_wrote_and_reload_what_the_trigger_made_of_it() {
    let Some(db) = sakila() else { return };
    let new = NewActor {
        first_name: "ANN",
        last_name: "LEE",
    };
    let actor = new.last_update(long_ago()).insert(&*db).unwrap();
    assert_eq!((actor.actor_id.get(), actor.last_update), (201, long_ago()));
    let stored = actor.reload(&*db).unwrap();
    assert!(stored.last_update > long_ago());
    assert_eq!(
        texts(&db, "SELECT last_update FROM actor WHERE actor_id = 201"),
        [stored.last_update.strftime("%Y-%m-%d %H:%M:%S").to_string()]
    );

    // The same after an update, which leaves the row at hand as it is.
    db.execute_batch("UPDATE language SET name = 'Latin' WHERE language_id = 2")
        .unwrap();
    let mut language = Language::find(Id::from(2)).load(&*db).unwrap();
    language.last_update = long_ago();
    language.name = "Greek".to_owned();
    language.update(&*db).unwrap();
    assert_eq!(language.last_update, long_ago());
    let stored = language.reload(&*db).unwrap();
    assert_eq!(stored.name, "Greek");
    assert!(stored.last_update > long_ago());

    // Many at once: each has its own key, though triggers run between them.
    let new = |n: usize| NewCategory {
        name: ["a", "b", "c"][n % 3],
    };
    let many = Category::insert_all(&*db, (0..200).map(new)).unwrap();
    assert_eq!((many[0].id.get(), many[199].id.get()), (17, 216));
    assert_eq!(many[100].name, many[100].reload(&*db).unwrap().name);
}

#[test]
fn links_with_a_composite_key_are_added_and_removed() {
    let Some(db) = sakila() else { return };
    let film = Film::find(Id::from(1)).load(&*db).unwrap();
    let before = integer(&db, "SELECT count(*) FROM film_actor WHERE film_id = 1");
    let actors = Actor::filter(|a| a.films.none(|f| f.id.eq(film.id)))
        .order_by(|a| a.actor_id)
        .limit(3)
        .load(&*db)
        .unwrap();
    let (_, run) = statements(&db, || film.actors().add_all(&*db, &actors).unwrap());
    assert_eq!(run.len(), 1, "{run:#?}");
    film.actors().add(&*db, &actors[0]).unwrap();
    assert_eq!(
        film.actors().count(&*db).unwrap(),
        before.cast_unsigned() + 3
    );
    assert!(film.actors().remove(&*db, &actors[1]).unwrap());
    assert!(!film.actors().contains(&*db, &actors[1]).unwrap());
    film.actors().replace(&*db, &actors[..2]).unwrap();
    let left = film.actors().order_by(|a| a.actor_id).load(&*db).unwrap();
    assert_eq!(left, actors[..2]);
    let there = "SELECT CAST(count(*) AS TEXT) FROM film_actor WHERE film_id = 1 OR film_id = 2";
    assert_eq!(
        texts(&db, there),
        [(2 + integer(&db, "SELECT count(*) FROM film_actor WHERE film_id = 2")).to_string()]
    );

    // A link by itself: its key is given, and its own column is written.
    let link = NewFilmCategory {
        film_id: film.id,
        category_id: Id::from(1),
        last_update: long_ago(),
    };
    let mut link = link.insert(&*db).unwrap();
    assert_eq!(link.last_update, long_ago());
    link.last_update = link.reload(&*db).unwrap().last_update;
    link.update(&*db).unwrap();
    let linked: Vec<(Category, FilmCategory)> = film.categories().with_link().load(&*db).unwrap();
    assert!(
        linked
            .iter()
            .any(|(c, l)| c.id == link.category_id && l.last_update > long_ago())
    );
    link.delete(&*db).unwrap();
    assert_eq!(film.categories().count(&*db).unwrap(), 1);
}
