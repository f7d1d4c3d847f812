//! The shop that the page on writing writes: its models, which the page shows, and some rows.

#![allow(missing_docs, reason = "the fields of a shop's models say what they are")]

use jiff::Timestamp;
use relmodel::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(orders: Order)]
#[has_one(address: Address)]
pub struct Customer {
    pub id: Id<Customer>,
    #[unique]
    pub email: String,
    pub name: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub struct Address {
    pub id: Id<Address>,
    pub street: String,
    #[belongs_to(Customer)]
    #[unique]
    #[cascade(delete_orphan)]
    pub customer_id: Id<Customer>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(lines: Line)]
#[many_to_many(products: Product, through = Line)]
pub struct Order {
    pub id: Id<Order>,
    #[column(default = now)]
    pub placed_at: Timestamp,
    pub note: Option<String>,
    #[column(default = false)]
    pub paid: bool,
    #[belongs_to(Customer)]
    #[cascade]
    pub customer_id: Id<Customer>,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub struct Line {
    #[key]
    #[belongs_to(Order)]
    #[cascade(delete_orphan)]
    pub order_id: Id<Order>,
    #[key]
    #[belongs_to(Product)]
    pub product_id: Id<Product>,
    #[column(default = 1)]
    pub quantity: i64,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[many_to_many(orders: Order, through = Line)]
pub struct Product {
    pub id: Id<Product>,
    #[unique]
    pub sku: String,
    pub name: String,
    #[check("price > 0")]
    pub price: i64,
    #[column(default = 0)]
    pub stock: u32,
    #[belongs_to(Category, on_delete = set_null)]
    pub category_id: Option<Id<Category>>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(products: Product)]
#[has_many(children: Category)]
pub struct Category {
    pub id: Id<Category>,
    pub name: String,
    #[belongs_to(parent: Category)]
    #[cascade]
    pub parent_id: Option<Id<Category>>,
}

/// A database with the shop: `ann` placed two orders, `bob` one, `cid` none. They bought tea and a pot; nobody bought the cup.
///
/// # Errors
/// None that a reader could do anything about.
pub fn sample() -> relmodel::Result<Db> {
    let db = Db::open_in_memory()?;
    schema![Customer].create(&db)?;
    db.execute_batch(
        "INSERT INTO customer VALUES (1, 'ann@example.com', 'Ann'), (2, 'bob@example.com', 'Bob'), (3, 'cid@example.com', NULL);
         INSERT INTO address VALUES (1, 'Elm Street 1', 1), (2, 'Oak Street 2', 2);
         INSERT INTO category VALUES (1, 'drinks', NULL), (2, 'teas', 1), (3, 'dishes', NULL);
         INSERT INTO product VALUES (1, 'tea', 'Green tea', 450, 10, 2), (2, 'pot', 'Pot', 2500, 1, 3), (3, 'cup', 'Cup', 800, 20, 3);
         INSERT INTO \"order\" VALUES
            (1, '2026-03-01 08:30:00.000000000', NULL, TRUE, 1),
            (2, '2026-03-02 10:00:00.000000000', 'a gift', FALSE, 1),
            (3, '2026-03-02 11:00:00.000000000', NULL, FALSE, 2);
         INSERT INTO line VALUES (1, 1, 2), (1, 2, 1), (2, 1, 1), (3, 1, 4);",
    )?;
    Ok(db)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_page_on_writing_shows_these_models() {
        let page = include_str!("../../../docs/writing.md");
        let (_, block) = page.split_once("```rust\n").unwrap_or_default();
        let (block, _) = block.split_once("# Ok").unwrap_or_default();
        let shown: Vec<&str> = block.lines().filter(|line| !line.starts_with("# ")).collect();
        let here = include_str!("orders.rs").replace("pub ", "");
        assert!(shown.len() > 60 && here.contains(&shown.join("\n")), "{}", shown.join("\n"));
    }
}
