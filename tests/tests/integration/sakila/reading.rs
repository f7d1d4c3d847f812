//! Every cell of every table and of the views is read as plain SQL reads it.

use relmodel::prelude::*;

use super::models::*;
use super::sakila;
use crate::naive::{assert_same, naive, row, same_rows, tree};

#[test]
#[rustfmt::skip]
fn every_cell_of_every_table_is_read() {
    let Some(db) = sakila() else { return };
    same_rows!(db, Actor, "SELECT * FROM actor", actor_id, first_name, last_name, last_update);
    same_rows!(db, Country, "SELECT * FROM country", id, name, last_update);
    same_rows!(db, City, "SELECT * FROM city", id, name, country_id, last_update);
    same_rows!(db, Address, "SELECT * FROM address", id, line, address2, district, city_id, postal_code, phone, last_update);
    same_rows!(db, Language, "SELECT * FROM language", id, name, last_update);
    same_rows!(db, Category, "SELECT * FROM category", id, name, last_update);
    same_rows!(db, Customer, "SELECT * FROM customer", id, store_id, first_name, last_name, email, address_id, active, create_date, last_update);
    same_rows!(
        db, Film, "SELECT * FROM film", id, title, description, release_year, language_id, original_language_id, rental_duration,
        rental_rate, length, replacement_cost, rating, special_features, last_update,
    );
    same_rows!(db, FilmActor, "SELECT * FROM film_actor", actor_id, film_id, last_update);
    same_rows!(db, FilmCategory, "SELECT * FROM film_category", film_id, category_id, last_update);
    same_rows!(db, FilmText, "SELECT * FROM film_text", film_id, title, description);
    same_rows!(db, Inventory, "SELECT * FROM inventory", id, film_id, store_id, last_update);
    same_rows!(
        db, Staff, "SELECT staff_id, first_name, last_name, address_id, email, store_id, active, username, password, last_update FROM staff",
        id, first_name, last_name, address_id, email, store_id, active, username, password, last_update,
    );
    same_rows!(db, Store, "SELECT * FROM store", id, manager_staff_id, address_id, last_update);
    same_rows!(db, Payment, "SELECT * FROM payment", id, customer_id, staff_id, rental_id, amount, payment_date, last_update);
    same_rows!(db, Rental, "SELECT * FROM rental", id, rental_date, inventory_id, customer_id, return_date, staff_id, last_update);
}

#[test]
#[rustfmt::skip]
fn every_row_of_the_views_is_read() {
    let Some(db) = sakila() else { return };
    same_rows!(db, ListedCustomer, "SELECT ID, name, city, country, notes, SID FROM customer_list", customer_id, name, city, country, notes, store_id);
    same_rows!(db, ListedFilm, "SELECT FID, title, category, price, actors FROM film_list", film_id, title, category, price, actor);
    same_rows!(db, StoreSales, "SELECT * FROM sales_by_store", store_id, place, manager, total_sales);
}

/// The number of a row of `film_actor` is no key of its own, and no part of the key.
#[test]
fn rows_are_found_by_keys_that_are_not_the_number_of_the_row() {
    let Some(db) = sakila() else { return };
    let there = naive(
        "SELECT actor_id, film_id, last_update FROM film_actor WHERE rowid % 100 = 0 AND rowid <> actor_id ORDER BY rowid",
        [],
    )
    .trees(&db);
    let keys: Vec<(i64, i64)> = db
        .with_connection(|raw| {
            let sql = "SELECT actor_id, film_id FROM film_actor WHERE rowid % 100 = 0 AND rowid <> actor_id ORDER BY rowid";
            let mut keys = raw.prepare(sql)?;
            let keys = keys.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            keys.collect::<Result<_, _>>()
        })
        .unwrap();
    assert_eq!(keys.len(), 54);
    let found: Vec<_> = keys
        .into_iter()
        .map(|(actor, film)| {
            let key = (Id::from(actor), Id::from(film));
            let link = FilmActor::find(key).load(&*db).unwrap();
            tree(row![link.actor_id, link.film_id, link.last_update], [])
        })
        .collect();
    assert_same("by key", &found, &there);
    let swapped = FilmActor::find((Id::from(23), Id::from(1))).load(&*db);
    assert!(swapped.unwrap_err().is_not_found());
}
