//! Nested eager loads by each strategy, against a query for each parent in plain SQL, and the number of statements.

use relmodel::prelude::*;

use super::models::*;
use super::sakila;
use crate::naive::{assert_same, by_each_strategy, naive, row, sorted, tree};
use crate::strategies::by;

#[test]
fn countries_with_cities_with_addresses_with_customers() {
    let Some(db) = sakila() else { return };
    let there = naive(
        "SELECT country_id, country FROM country ORDER BY country_id",
        [naive(
            "SELECT city_id, city FROM city WHERE country_id = ?1 ORDER BY city_id DESC",
            [naive(
                "SELECT address_id, address, address2 FROM address WHERE city_id = ?1 ORDER BY district, address_id",
                [naive(
                    "SELECT last_name, active FROM customer WHERE address_id = ?1 ORDER BY customer_id",
                    [],
                )],
            )],
        )],
    );
    by_each_strategy(&db, &there, [4, 1, 4, 4], |how| {
        let countries = Country::all()
            .order_by(|c| c.id)
            .with(|c| {
                by(how, c.cities).order_by(|c| c.id.desc()).with(|c| {
                    by(how, c.addresses)
                        .order_by(|a| (a.district, a.id))
                        .with(|a| by(how, a.customers).order_by(|c| c.id))
                })
            })
            .load(&*db)?;
        let address = |(a, customers): (Address, Vec<Customer>)| {
            let customers = customers
                .iter()
                .map(|c| tree(row![c.last_name, c.active], []));
            tree(row![a.id, a.line, a.address2], [customers.collect()])
        };
        let city = |(c, addresses): (City, Vec<(Address, Vec<Customer>)>)| {
            let addresses = addresses.into_iter().map(address);
            tree(row![c.id, c.name], [addresses.collect()])
        };
        let country = |(c, cities): (Country, Vec<_>)| {
            tree(row![c.id, c.name], [cities.into_iter().map(city).collect()])
        };
        Ok(countries.into_iter().map(country).collect())
    });
}

/// One reference to a language is always there and the other never; the links have composite keys.
#[test]
fn films_with_both_languages_their_actors_categories_and_text() {
    let Some(db) = sakila() else { return };
    let there = naive(
        "SELECT film_id, title, language_id, original_language_id FROM film ORDER BY film_id",
        [
            naive("SELECT name FROM language WHERE language_id = ?3", []),
            naive("SELECT name FROM language WHERE language_id = ?4", []),
            naive(
                "SELECT a.actor_id, a.last_name FROM actor a JOIN film_actor USING (actor_id) WHERE film_id = ?1 ORDER BY a.last_name, a.actor_id",
                [],
            ),
            naive(
                "SELECT c.name FROM category c JOIN film_category USING (category_id) WHERE film_id = ?1",
                [],
            ),
            naive("SELECT title FROM film_text WHERE film_id = ?1", []),
        ],
    );
    // Of two to-many relations beside each other one at most is joined. There is no original language to ask for.
    by_each_strategy(&db, &there, [3, 2, 5, 5], |how| {
        let films = Film::all()
            .order_by(|f| f.id)
            .with(|f| by(how, f.language))
            .with(|f| by(how, f.original_language))
            .with(|f| by(how, f.actors).order_by(|a| (a.last_name, a.actor_id)))
            .with(|f| by(how, f.categories))
            .with(|f| by(how, f.text))
            .load(&*db)?;
        let film = |(f, language, original, actors, categories, text): (
            Film,
            Language,
            Option<Language>,
            Vec<Actor>,
            Vec<Category>,
            Option<FilmText>,
        )| {
            let actor = |a: &Actor| tree(row![a.actor_id, a.last_name], []);
            tree(
                row![f.id, f.title, f.language_id, f.original_language_id],
                [
                    vec![tree(row![language.name], [])],
                    original.iter().map(|l| tree(row![l.name], [])).collect(),
                    actors.iter().map(actor).collect(),
                    categories.iter().map(|c| tree(row![c.name], [])).collect(),
                    text.iter().map(|t| tree(row![t.title], [])).collect(),
                ],
            )
        };
        Ok(films.into_iter().map(film).collect())
    });
}

#[test]
fn some_films_of_each_category_with_some_actors_of_each_and_some_films_of_those() {
    let Some(db) = sakila() else { return };
    let there = naive(
        "SELECT category_id, name FROM category ORDER BY name DESC",
        [naive(
            "SELECT f.film_id, f.rental_rate FROM film f JOIN film_category USING (film_id) WHERE category_id = ?1
             ORDER BY f.rental_rate DESC, f.film_id LIMIT 3",
            [naive(
                "SELECT a.actor_id, a.last_name FROM actor a JOIN film_actor USING (actor_id) WHERE film_id = ?1 ORDER BY a.last_name, a.actor_id LIMIT 2",
                [naive(
                    "SELECT f.title FROM film f JOIN film_actor USING (film_id) WHERE actor_id = ?1 AND f.length > 150 ORDER BY f.film_id DESC LIMIT 4",
                    [],
                )],
            )],
        )],
    );
    // A limit counts for each owner, so such a relation is never joined.
    by_each_strategy(&db, &there, [4, 4, 4, 4], |how| {
        let categories = Category::all()
            .order_by(|c| c.name.desc())
            .with(|c| {
                by(how, c.films)
                    .order_by(|f| (f.rental_rate.desc(), f.id))
                    .limit(3)
                    .with(|f| {
                        by(how, f.actors)
                            .order_by(|a| (a.last_name, a.actor_id))
                            .limit(2)
                            .with(|a| {
                                by(how, a.films)
                                    .filter(|f| f.length.gt(150))
                                    .order_by(|f| f.id.desc())
                                    .limit(4)
                            })
                    })
            })
            .load(&*db)?;
        let actor = |(a, films): (Actor, Vec<Film>)| {
            let films = films.iter().map(|f| tree(row![f.title], []));
            tree(row![a.actor_id, a.last_name], [films.collect()])
        };
        let film = |(f, actors): (Film, Vec<(Actor, Vec<Film>)>)| {
            let actors = actors.into_iter().map(actor);
            tree(row![f.id, f.rental_rate], [actors.collect()])
        };
        let category = |(c, films): (Category, Vec<_>)| {
            tree(row![c.id, c.name], [films.into_iter().map(film).collect()])
        };
        Ok(categories.into_iter().map(category).collect())
    });
}

#[test]
fn stores_and_staff_that_require_each_other_from_both_ends() {
    let Some(db) = sakila() else { return };
    let there = naive(
        "SELECT store_id, manager_staff_id FROM store ORDER BY store_id",
        [
            naive(
                "SELECT username, store_id FROM staff WHERE staff_id = ?2",
                [naive(
                    "SELECT store_id FROM store WHERE store_id = ?2",
                    [naive(
                        "SELECT username FROM staff WHERE store_id = ?1 ORDER BY staff_id",
                        [],
                    )],
                )],
            ),
            naive(
                "SELECT staff_id, store_id FROM staff WHERE store_id = ?1 ORDER BY staff_id",
                [naive(
                    "SELECT store_id FROM store WHERE manager_staff_id = ?1 ORDER BY store_id",
                    [],
                )],
            ),
        ],
    );
    // The staff of the store of the manager is beside the staff of the store itself.
    by_each_strategy(&db, &there, [4, 2, 6, 6], |how| {
        let stores = Store::all()
            .order_by(|s| s.id)
            .with(|s| {
                by(how, s.manager)
                    .with(|m| by(how, m.store).with(|s| by(how, s.staff).order_by(|s| s.id)))
            })
            .with(|s| {
                by(how, s.staff)
                    .order_by(|s| s.id)
                    .with(|s| by(how, s.managed).order_by(|s| s.id))
            })
            .load(&*db)?;
        let member = |(s, managed): (Staff, Vec<Store>)| {
            let managed = managed.iter().map(|s| tree(row![s.id], []));
            tree(row![s.id, s.store_id], [managed.collect()])
        };
        type Managed = (Staff, (Store, Vec<Staff>));
        let store = |(s, manager, staff): (Store, Managed, Vec<(Staff, Vec<Store>)>)| {
            let (manager, (its_store, beside)) = manager;
            let beside = beside.iter().map(|s| tree(row![s.username], []));
            let its_store = tree(row![its_store.id], [beside.collect()]);
            let manager = tree(row![manager.username, manager.store_id], [vec![its_store]]);
            let staff = staff.into_iter().map(member);
            tree(
                row![s.id, s.manager_staff_id],
                [vec![manager], staff.collect()],
            )
        };
        Ok(stores.into_iter().map(store).collect())
    });
}

#[test]
fn payments_with_a_chain_of_six_references() {
    let Some(db) = sakila() else { return };
    let there = naive(
        "SELECT payment_id, amount, rental_id FROM payment WHERE customer_id <= 30 ORDER BY payment_id",
        [naive(
            "SELECT rental_date, return_date, inventory_id FROM rental WHERE rental_id = ?3",
            [naive(
                "SELECT store_id, film_id FROM inventory WHERE inventory_id = ?3",
                [naive(
                    "SELECT title, language_id FROM film WHERE film_id = ?2",
                    [naive(
                        "SELECT name FROM language WHERE language_id = ?2",
                        [],
                    )],
                )],
            )],
        )],
    );
    by_each_strategy(&db, &there, [1, 1, 5, 5], |how| {
        let payments = Payment::filter(|p| p.customer_id.le(Id::from(30)))
            .order_by(|p| p.id)
            .with(|p| {
                by(how, p.rental).with(|r| {
                    by(how, r.inventory).with(|i| by(how, i.film).with(|f| by(how, f.language)))
                })
            })
            .load(&*db)?;
        type Rented = Option<(Rental, (Inventory, (Film, Language)))>;
        let payment = |(p, rented): (Payment, Rented)| {
            let rental = rented.map(|(r, (i, (f, l)))| {
                let film = tree(row![f.title, f.language_id], [vec![tree(row![l.name], [])]]);
                let inventory = tree(row![i.store_id, i.film_id], [vec![film]]);
                tree(
                    row![r.rental_date, r.return_date, r.inventory_id],
                    [vec![inventory]],
                )
            });
            tree(
                row![p.id, p.amount, p.rental_id],
                [rental.into_iter().collect()],
            )
        };
        Ok(payments.into_iter().map(payment).collect())
    });
}

#[test]
fn links_with_their_own_column_beside_the_films_and_what_is_below_these() {
    let Some(db) = sakila() else { return };
    let there = naive(
        "SELECT actor_id, first_name FROM actor WHERE actor_id % 5 = 0 ORDER BY actor_id",
        [naive(
            "SELECT title, l.actor_id, l.last_update, f.film_id FROM film f JOIN film_actor l USING (film_id) WHERE l.actor_id = ?1 ORDER BY title",
            [naive(
                "SELECT c.name, l.category_id, l.last_update FROM category c JOIN film_category l USING (category_id) WHERE l.film_id = ?4",
                [],
            )],
        )],
    );
    by_each_strategy(&db, &there, [3, 1, 3, 3], |how| {
        let fifth: Vec<_> = (1..=40).map(|n| Id::<Actor>::from(5 * n)).collect();
        let actors = Actor::filter(|a| a.actor_id.in_(fifth))
            .order_by(|a| a.actor_id)
            .with(|a| {
                // How a link is loaded is said after the link.
                let films = a.films.with_link().order_by(|f| f.title);
                by(how, films.with(|f| by(how, f.categories.with_link())))
            })
            .load(&*db)?;
        type Categories = Vec<(Category, FilmCategory)>;
        let film = |(f, link, categories): (Film, FilmActor, Categories)| {
            let category = |(c, link): &(Category, FilmCategory)| {
                tree(row![c.name, link.category_id, link.last_update], [])
            };
            tree(
                row![f.title, link.actor_id, link.last_update, f.id],
                [categories.iter().map(category).collect()],
            )
        };
        let actor = |(a, films): (Actor, Vec<(Film, FilmActor, Categories)>)| {
            tree(
                row![a.actor_id, a.first_name],
                [films.into_iter().map(film).collect()],
            )
        };
        Ok(actors.into_iter().map(actor).collect())
    });
}

#[test]
fn views_beside_what_they_are_made_of() {
    let Some(db) = sakila() else { return };
    let there = naive(
        "SELECT store_id FROM store ORDER BY store_id",
        [
            naive(
                "SELECT store, total_sales FROM sales_by_store WHERE store_id = ?1",
                [],
            ),
            naive(
                "SELECT customer_id, last_name FROM customer WHERE store_id = ?1 AND customer_id <= 40 ORDER BY customer_id",
                [naive(
                    "SELECT city, notes FROM customer_list WHERE ID = ?1",
                    [],
                )],
            ),
        ],
    );
    by_each_strategy(&db, &there, [4, 3, 4, 4], |how| {
        let stores = Store::all()
            .order_by(|s| s.id)
            .with(|s| by(how, s.sales))
            .with(|s| {
                by(how, s.customers)
                    .filter(|c| c.id.le(Id::from(40)))
                    .order_by(|c| c.id)
                    .with(|c| by(how, c.listed))
            })
            .load(&*db)?;
        let customer = |(c, listed): (Customer, Option<ListedCustomer>)| {
            let listed = listed.iter().map(|l| tree(row![l.city, l.notes], []));
            tree(row![c.id, c.last_name], [listed.collect()])
        };
        let stores = stores.into_iter().map(|(s, sales, customers)| {
            let sales = sales.iter();
            let sales = sales.map(|s| tree(row![s.place, s.total_sales], []));
            let customers = customers.into_iter().map(customer);
            tree(row![s.id], [sales.collect(), customers.collect()])
        });
        Ok(stores.collect())
    });
}

#[test]
fn rows_at_the_end_of_a_path_come_once() {
    let Some(db) = sakila() else { return };
    let there = naive(
        "SELECT customer_id FROM customer WHERE customer_id <= 25 ORDER BY customer_id",
        [naive(
            "SELECT DISTINCT f.film_id, f.title FROM rental JOIN inventory USING (inventory_id) JOIN film f USING (film_id) WHERE customer_id = ?1 ORDER BY title",
            [naive(
                "SELECT c.name FROM category c JOIN film_category USING (category_id) WHERE film_id = ?1",
                [],
            )],
        )],
    );
    by_each_strategy(&db, &there, [3, 1, 3, 3], |how| {
        let customers = Customer::filter(|c| c.id.le(Id::from(25)))
            .order_by(|c| c.id)
            .with(|c| by(how, c.seen).with(|f| by(how, f.categories)))
            .load(&*db)?;
        let film = |(f, categories): (Film, Vec<Category>)| {
            let categories = categories.iter().map(|c| tree(row![c.name], []));
            tree(row![f.id, f.title], [categories.collect()])
        };
        let customer = |(c, seen): (Customer, Vec<_>)| {
            tree(row![c.id], [seen.into_iter().map(film).collect()])
        };
        Ok(customers.into_iter().map(customer).collect())
    });
    let there = naive(
        "SELECT country_id FROM country ORDER BY country_id",
        [naive(
            "SELECT customer_id FROM customer JOIN address USING (address_id) JOIN city USING (city_id) WHERE country_id = ?1",
            [],
        )],
    );
    let there = sorted(there.trees(&db));
    let loaded: Vec<(Country, Vec<Customer>)> =
        Country::all().with(|c| c.customers).load(&*db).unwrap();
    let loaded = loaded.iter().map(|(country, customers)| {
        let customers = customers.iter().map(|c| tree(row![c.id], []));
        tree(row![country.id], [customers.collect()])
    });
    assert_same("customers of countries", &sorted(loaded.collect()), &there);
}
