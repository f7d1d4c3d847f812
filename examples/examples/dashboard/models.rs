//! The shop's models.

use jiff::civil::Date;
use relmodel::prelude::*;

/// Categories are a tree: those without a parent are the departments.
#[derive(Model, Debug)]
#[has_many(parts: Category)]
#[has_many(products: Product)]
pub struct Category {
    pub id: Id<Category>,
    #[unique]
    pub name: String,
    #[belongs_to(parent: Category)]
    pub parent_id: Option<Id<Category>>,
}

#[derive(Model, Debug)]
#[has_many(lines: OrderLine)]
#[has_many(bought_with: OrderLine, through = lines.order.lines)]
#[has_many(reviews: Review)]
pub struct Product {
    pub id: Id<Product>,
    #[index]
    pub name: String,
    pub cents: i64,
    #[belongs_to(Category)]
    pub category_id: Id<Category>,
}

#[derive(Model, Debug)]
#[has_many(orders: Order)]
#[has_many(lines: OrderLine, through = orders.lines)]
#[has_many(reviews: Review)]
pub struct Customer {
    pub id: Id<Customer>,
    pub name: String,
    pub country: String,
    #[index]
    pub joined: Date,
}

#[derive(ColumnType, Debug, Clone, Copy, PartialEq)]
pub enum Status {
    Open,
    Shipped,
}

#[derive(Model, Debug)]
#[has_many(lines: OrderLine)]
#[index(status, placed)]
pub struct Order {
    pub id: Id<Order>,
    #[belongs_to(Customer)]
    pub customer_id: Id<Customer>,
    #[index]
    pub placed: Date,
    pub status: Status,
}

/// So many of a product, at the price of that day.
#[derive(Model, Debug)]
pub struct OrderLine {
    #[key]
    #[belongs_to(Order)]
    #[cascade]
    pub order_id: Id<Order>,
    #[key]
    #[belongs_to(Product)]
    pub product_id: Id<Product>,
    pub quantity: i64,
    pub cents: i64,
}

#[derive(Model, Debug)]
#[unique(product_id, customer_id)]
pub struct Review {
    pub id: Id<Review>,
    #[belongs_to(Product)]
    #[cascade]
    pub product_id: Id<Product>,
    #[belongs_to(Customer)]
    #[cascade]
    pub customer_id: Id<Customer>,
    pub stars: i64,
}
