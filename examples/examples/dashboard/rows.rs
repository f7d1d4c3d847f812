//! The shop's rows: made up, some ten thousand, and the same each time.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::date;
use relmodel::prelude::*;

use crate::models::*;

type Department = (&'static str, [(&'static str, [&'static str; 2]); 2]);

const DEPARTMENTS: [Department; 3] = [
    ("Kitchen", [("Cooking", ["Pans", "Knives"]), ("Table", ["Mugs", "Plates"])]),
    ("Garden", [("Growing", ["Seeds", "Pots"]), ("Digging", ["Spades", "Forks"])]),
    ("Sports", [("Playing", ["Balls", "Bats"]), ("Wearing", ["Shoes", "Shirts"])]),
];
const KINDS: [&str; 20] = [
    "Amber", "Basic", "Classic", "Deluxe", "Extra", "Fine", "Grand", "Heavy", "Ivory", "Jade",
    "Kingly", "Light", "Mini", "Noble", "Olive", "Plain", "Quick", "Royal", "Silver", "Tough",
];
const FIRST_NAMES: [&str; 20] = [
    "Ada", "Ben", "Clara", "David", "Edith", "Felix", "Grace", "Hugo", "Ida", "Jonas", "Klara",
    "Liam", "Maria", "Noah", "Olga", "Paul", "Rosa", "Simon", "Tilda", "Victor",
];
const LAST_NAMES: [&str; 15] = [
    "Adler",
    "Becker",
    "Costa",
    "Dubois",
    "Eriksen",
    "Fischer",
    "Garcia",
    "Horvat",
    "Ivanov",
    "Jansen",
    "Kowalski",
    "Lindqvist",
    "Moreau",
    "Novak",
    "Rossi",
];
const COUNTRIES: [&str; 6] = ["Austria", "France", "Germany", "Italy", "Poland", "Sweden"];

/// Fills the shop, in one transaction: all of it, or nothing.
pub fn fill(db: &Db) -> relmodel::Result<()> {
    let mut dice = Dice(2026);
    db.transaction(|tx| {
        let products = fill_products(tx, &mut dice)?;
        let customers = fill_customers(tx, &mut dice)?;
        fill_orders(tx, &mut dice, &products, &customers)?;
        fill_reviews(tx, &mut dice)
    })
}

fn fill_products(db: &Db, dice: &mut Dice) -> relmodel::Result<Vec<Product>> {
    let mut products = Vec::new();
    for (name, sections) in DEPARTMENTS {
        let department = NewCategory { name }.insert(db)?;
        for (name, shelves) in sections {
            let section = NewCategory { name }.parent_id(department.id).insert(db)?;
            let shelves = shelves.map(|name| NewCategory { name }.parent_id(section.id));
            for shelf in Category::insert_all(db, shelves)? {
                let names = KINDS.map(|kind| format!("{kind} {}", shelf.name));
                let new = names.iter().map(|name| NewProduct {
                    name,
                    cents: 50 * dice.between(4, 200) as i64,
                    category_id: shelf.id,
                });
                products.extend(Product::insert_all(db, new)?);
            }
        }
    }
    Ok(products)
}

fn fill_customers(db: &Db, dice: &mut Dice) -> relmodel::Result<Vec<Customer>> {
    let names: Vec<String> = FIRST_NAMES
        .iter()
        .flat_map(|first| LAST_NAMES.map(|last| format!("{first} {last}")))
        .collect();
    let customers = names.iter().map(|name| NewCustomer {
        name,
        // Some countries come more often than others.
        country: COUNTRIES[dice.below(6).min(dice.below(6))],
        joined: date(2023, 1, 1) + (dice.below(1000) as i64).days(),
    });
    Customer::insert_all(db, customers)
}

/// Eight orders a day, from the first day of 2025 to the last of September 2026.
fn fill_orders(
    db: &Db,
    dice: &mut Dice,
    products: &[Product],
    customers: &[Customer],
) -> relmodel::Result<()> {
    let days = date(2025, 1, 1).series(1.day()).take_while(|day| *day < date(2026, 10, 1));
    let orders = days.flat_map(|day| [day; 8]).map(|placed| NewOrder {
        // Some customers come more often than others, and some never.
        customer_id: customers[dice.below(300).min(dice.below(290))].id,
        placed,
        status: if placed < date(2026, 9, 28) { Status::Shipped } else { Status::Open },
    });
    let orders = Order::insert_all(db, orders.collect::<Vec<_>>())?;

    // The last products are new: nobody has bought them yet.
    let sold = &products[..products.len() - 5];
    let mut lines = Vec::new();
    for order in orders {
        // What is near in the list is bought together.
        let (first, step) = (dice.below(sold.len()), dice.between(1, 3));
        for place in 0..dice.between(1, 5) {
            let product = &sold[(first + place * step) % sold.len()];
            lines.push(NewOrderLine {
                order_id: order.id,
                product_id: product.id,
                quantity: 1 + dice.below(4).min(dice.below(4)) as i64,
                cents: product.cents,
            });
        }
    }
    OrderLine::insert_all(db, lines)?;
    Ok(())
}

/// A review of every fifth product that somebody bought, and some by people who did not buy what they review.
fn fill_reviews(db: &Db, dice: &mut Dice) -> relmodel::Result<()> {
    let bought = OrderLine::all()
        .order_by(|l| (l.order_id, l.product_id))
        .select(|l| (l.product_id, l.order.get(|o| o.customer_id)))
        .load(db)?;
    let mut reviewed: BTreeSet<_> = bought.iter().step_by(5).copied().collect();
    for _ in 0..20 {
        let (product, _) = bought[dice.below(bought.len())];
        let (_, customer) = bought[dice.below(bought.len())];
        reviewed.insert((product, customer));
    }
    let reviews = reviewed.into_iter().map(|(product_id, customer_id)| NewReview {
        product_id,
        customer_id,
        stars: 5 - dice.below(5).min(dice.below(5)) as i64,
    });
    Review::insert_all(db, reviews)?;
    Ok(())
}

/// Numbers that look like chance, and are the same in each run.
struct Dice(u64);

impl Dice {
    /// A number below the bound.
    fn below(&mut self, bound: usize) -> usize {
        // The generator of Knuth's MMIX. Its high bits are the good ones.
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % bound
    }

    /// A number from the first to the last.
    fn between(&mut self, first: usize, last: usize) -> usize {
        first + self.below(last - first + 1)
    }
}
