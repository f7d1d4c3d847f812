//! Questions through relations, counted as plain SQL counts them.

use relmodel::prelude::*;

use super::models::*;
use super::sakila;
use crate::naive::assert_count;

#[test]
fn questions_about_collections() {
    let Some(db) = sakila() else { return };
    assert_count(
        &db,
        &Film::filter(|f| f.inventory.none(|_| true)),
        "SELECT count(*) FROM film WHERE film_id NOT IN (SELECT film_id FROM inventory)",
    );
    assert_count(
        &db,
        &Film::filter(|f| {
            f.actors.any(|a| a.last_name.eq("KILMER"))
                & f.categories.none(|c| c.name.in_(["Action", "Drama"]))
        }),
        "SELECT count(DISTINCT film_id) FROM film_actor JOIN actor USING (actor_id) JOIN film_category USING (film_id) JOIN category USING (category_id)
         WHERE last_name = 'KILMER' AND name NOT IN ('Action', 'Drama')",
    );
    assert_count(
        &db,
        &Customer::filter(|c| {
            c.rentals.any(|r| {
                r.return_date.is_null()
                    & r.inventory
                        .is(|i| i.film.is(|f| f.categories.any(|c| c.name.eq("Horror"))))
            })
        }),
        "SELECT count(DISTINCT customer_id) FROM rental JOIN inventory USING (inventory_id) JOIN film_category USING (film_id) JOIN category USING (category_id)
         WHERE return_date IS NULL AND name = 'Horror'",
    );
    assert_count(
        &db,
        &Customer::filter(|c| c.seen.any(|f| f.title.starts_with("Z"))),
        "SELECT count(DISTINCT customer_id) FROM rental JOIN inventory USING (inventory_id) JOIN film USING (film_id) WHERE title >= 'Z'",
    );
}

#[test]
fn questions_about_references() {
    let Some(db) = sakila() else { return };
    assert_count(
        &db,
        &Film::filter(|f| f.original_language.is_none() & f.language.is(|l| l.name.eq("English"))),
        "SELECT count(*) FROM film",
    );
    assert_eq!(
        Language::filter(|l| l.originals.any(|_| true))
            .count(&*db)
            .unwrap(),
        0
    );
    assert_count(
        &db,
        &Language::filter(|l| l.films.none(|_| true) & l.originals.none(|_| true)),
        "SELECT count(*) - 1 FROM language",
    );
    assert_count(
        &db,
        &Staff::filter(|s| s.store.is(|store| store.manager.is(|m| m.id.eq(s.id)))),
        "SELECT count(*) FROM staff JOIN store ON manager_staff_id = staff_id AND store.store_id = staff.store_id",
    );
    assert_count(
        &db,
        &Customer::filter(|c| {
            c.address
                .is(|a| a.city.is(|city| city.country.is(|c| c.name.eq("Canada"))))
        }),
        "SELECT count(*) FROM customer_list WHERE country = 'Canada'",
    );
    assert_count(
        &db,
        &Film::filter(|f| f.text.is(|t| t.title.eq(f.title))),
        "SELECT count(*) FROM film JOIN film_text USING (film_id) WHERE film.title = film_text.title",
    );
}

#[test]
fn questions_about_views() {
    let Some(db) = sakila() else { return };
    assert_count(
        &db,
        &Customer::filter(|c| c.listed.is(|l| l.notes.eq("") & l.country.ne("India"))),
        "SELECT count(*) FROM customer_list WHERE notes = '' AND country <> 'India'",
    );
    assert_count(
        &db,
        &ListedFilm::filter(|l| l.film.is(|f| f.title.starts_with("A"))),
        "SELECT count(*) FROM film_list WHERE title GLOB 'A*'",
    );
}
