//! Ten questions about a shop, each answered by a small function that gives a table.
//!
//! The shop's models are in `models.rs`, its rows are made up in `rows.rs`.

#![forbid(unsafe_code)]

mod models;
mod rows;

use comfy_table::{Cell, CellAlignment, Table, presets};
use jiff::civil::{Date, date};
use models::*;
use relmodel::Cursor;
use relmodel::prelude::*;

type Question = (&'static str, fn(&Db) -> relmodel::Result<Table>);

const QUESTIONS: [Question; 10] = [
    ("How does this year's third quarter compare, month by month?", sales_by_month),
    ("Who are the best customers?", best_customers),
    ("What sells best on each shelf for cooking?", best_sellers),
    ("How are the departments divided?", category_tree),
    ("How are the best-selling products rated, where more than fifteen people did?", ratings),
    ("What do people buy with the best-selling product?", bought_together),
    ("Whom do we write to: the newest customers, and those who review the most?", mailing_list),
    ("Which reviews are by people who never bought the product?", doubtful_reviews),
    ("What is on page 3 of the price list?", price_list),
    ("Which open orders are next, and which after those?", open_orders),
];

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![Review].create(&db)?;
    rows::fill(&db)?;

    for (number, (question, answer)) in (1..).zip(QUESTIONS) {
        let (answer, statements) = db.count_statements(|| answer(&db));
        println!("{number}. {question}\n{}\n   (statements: {statements})\n", answer?);
    }
    Ok(())
}

/// Rows are grouped by an expression, and each group is summed up.
fn sales_by_month(db: &Db) -> relmodel::Result<Table> {
    let months: Vec<(i64, i64, i64)> =
        Order::filter(|o| o.placed.between(date(2026, 7, 1), date(2026, 9, 30)))
            .group_by(|o| o.placed.month())
            .order_by(|g| g.key())
            .select(|g| (g.key(), g.count(), g.sum(worth)))
            .load(db)?;

    let mut table = table(["month", "orders", "euros"]);
    for (month, orders, cents) in months {
        table.add_row([number(month), number(orders), euros(cents)]);
    }
    Ok(table)
}

/// What an order is worth: an expression that has a name.
fn worth(order: OrderFields) -> Expr<i64> {
    order.lines.sum(|l| l.quantity * l.cents)
}

#[derive(Projection)]
#[projection(Customer)]
struct BestCustomer {
    name: String,
    country: String,
    #[projection(|c| c.orders.count())]
    orders: i64,
    #[projection(|c| spent(c))]
    cents: i64,
    #[projection(|c| c.orders.max(|o| o.placed))]
    last_order: Option<Date>,
}

fn spent(customer: CustomerFields) -> Expr<i64> {
    customer.lines.sum(|l| l.quantity * l.cents)
}

/// A projection says by its fields what to load. Two relations are summed up, and neither multiplies the other.
fn best_customers(db: &Db) -> relmodel::Result<Table> {
    let best: Vec<BestCustomer> =
        Customer::all().order_by(|c| (spent(c).desc(), c.id)).limit(5).project().load(db)?;

    let mut table = table(["customer", "country", "orders", "euros", "last order"]);
    for c in best {
        let last_order = c.last_order.map_or("-".to_owned(), |date| date.to_string());
        table.add_row([
            text(c.name),
            text(c.country),
            number(c.orders),
            euros(c.cents),
            text(last_order),
        ]);
    }
    Ok(table)
}

#[derive(Projection)]
#[projection(Category)]
struct Shelf {
    name: String,
    #[projection(|c| c.products.order_by(|p| sold(p).desc()).limit(3))]
    products: Vec<Seller>,
}

#[derive(Projection)]
#[projection(Product)]
struct Seller {
    name: String,
    #[projection(|p| sold(p))]
    sold: i64,
    #[projection(|p| p.reviews.avg(|r| r.stars))]
    stars: Option<f64>,
}

fn sold(product: ProductFields) -> Expr<i64> {
    product.lines.sum(|l| l.quantity)
}

/// Projections nest, and a limit in one counts for each row above it.
fn best_sellers(db: &Db) -> relmodel::Result<Table> {
    let shelves: Vec<Shelf> =
        Category::filter(|c| c.parent.is(|section| section.name.eq("Cooking")))
            .order_by(|c| c.name)
            .project()
            .load(db)?;

    let mut table = table(["shelf", "product", "sold", "stars"]);
    for shelf in shelves {
        for product in shelf.products {
            table.add_row([
                text(&shelf.name),
                text(product.name),
                number(product.sold),
                stars(product.stars),
            ]);
        }
    }
    Ok(table)
}

/// A tree, to any depth: one recursive statement for all departments.
fn category_tree(db: &Db) -> relmodel::Result<Table> {
    let departments: Vec<(Category, Vec<(Category, u32)>)> =
        Category::filter(|c| c.parent_id.eq(None))
            .order_by(|c| c.name)
            .with(|c| c.parts.descendants().with_depth().order_by(|p| p.name))
            .load(db)?;

    let mut table = table(["department", "sections", "shelves"]);
    for (department, parts) in departments {
        let names = |level| {
            let parts = parts.iter().filter(|(_, depth)| *depth == level);
            parts.map(|(part, _)| part.name.as_str()).collect::<Vec<_>>().join(", ")
        };
        table.add_row([text(department.name), text(names(1)), text(names(2))]);
    }
    Ok(table)
}

/// A query inside another, groups, and an average.
fn ratings(db: &Db) -> relmodel::Result<Table> {
    let best = Product::all().order_by(|p| (sold(p).desc(), p.id)).limit(5).select(|p| p.id);
    let ratings: Vec<(String, i64, Option<f64>, i64)> = Review::filter(|r| r.product_id.in_(best))
        .group_by(|r| r.product.get(|p| p.name))
        .having(|g| g.count().gt(15))
        .order_by(|g| (g.avg(|r| r.stars).desc(), g.key()))
        .select(|g| (g.key(), g.count(), g.avg(|r| r.stars), g.min(|r| r.stars)))
        .load(db)?;

    let mut table = table(["product", "reviews", "stars", "least"]);
    for (product, reviews, average, least) in ratings {
        table.add_row([text(product), number(reviews), stars(average), number(least)]);
    }
    Ok(table)
}

/// A relation that leads along others: the lines of those orders that have the product, too.
fn bought_together(db: &Db) -> relmodel::Result<Table> {
    let Some(best) = Product::all().order_by(|p| sold(p).desc()).first(db)? else {
        return Ok(table(["nothing is sold"]));
    };
    let others: Vec<(String, i64)> = best
        .bought_with()
        .filter(|l| l.product_id.ne(best.id))
        .group_by(|l| l.product.get(|p| p.name))
        .order_by(|g| (g.count().desc(), g.key()))
        .select(|g| (g.key(), g.count()))
        .limit(5)
        .load(db)?;

    let mut table = table([&format!("with {}", best.name), "orders"]);
    for (name, orders) in others {
        table.add_row([text(name), number(orders)]);
    }
    Ok(table)
}

/// Two queries with limits of their own, as one: who is in both comes once.
fn mailing_list(db: &Db) -> relmodel::Result<Table> {
    let newest = Customer::all().order_by(|c| (c.joined.desc(), c.id)).limit(3);
    let busiest = Customer::all().order_by(|c| (c.reviews.count().desc(), c.id)).limit(3);
    let customers: Vec<(String, Date, i64)> = newest
        .union(busiest)
        .order_by(|c| c.name)
        .select(|c| (c.name, c.joined, c.reviews.count()))
        .load(db)?;

    let mut table = table(["customer", "joined", "reviews"]);
    for (name, joined, reviews) in customers {
        table.add_row([text(name), text(joined), number(reviews)]);
    }
    Ok(table)
}

/// A condition that no relation leads to: whether there is a row like that.
fn doubtful_reviews(db: &Db) -> relmodel::Result<Table> {
    let reviews: Vec<(String, String, i64)> = Review::filter(|r| {
        let bought = OrderLine::filter(|l| {
            l.product_id.eq(r.product_id).and(l.order.is(|o| o.customer_id.eq(r.customer_id)))
        });
        exists(bought).not()
    })
    .order_by(|r| (r.stars, r.id))
    .limit(5)
    .select(|r| (r.product.get(|p| p.name), r.customer.get(|c| c.name), r.stars))
    .load(db)?;

    let mut table = table(["product", "by", "stars"]);
    for (product, customer, stars) in reviews {
        table.add_row([text(product), text(customer), number(stars)]);
    }
    Ok(table)
}

#[derive(Projection)]
#[projection(Product)]
struct Price {
    name: String,
    cents: i64,
    #[projection(|p| case_when(p.cents.lt(2_000), "low").when(p.cents.lt(7_000), "middle").otherwise("high"))]
    class: String,
    #[projection(|p| p.category.get(|c| c.name))]
    category: String,
}

/// A page, which knows its place among all.
fn price_list(db: &Db) -> relmodel::Result<Table> {
    let page = Product::all().order_by(|p| p.name).project::<Price>().page(db, 3, 5)?;

    let place = format!("{} to {} of {}", page.first(), page.last(), page.total);
    let mut table = table([&place, "category", "class", "euros"]);
    for price in &page {
        table.add_row([
            text(&price.name),
            text(&price.category),
            text(&price.class),
            euros(price.cents),
        ]);
    }
    Ok(table)
}

#[derive(Projection)]
#[projection(Order)]
struct OpenOrder {
    id: Id<Order>,
    placed: Date,
    #[projection(|o| o.customer.get(|c| c.name))]
    customer: String,
    #[projection(|o| o.lines.order_by(|l| l.product_id))]
    lines: Vec<Line>,
}

#[derive(Projection)]
#[projection(OrderLine)]
struct Line {
    quantity: i64,
    #[projection(|l| l.product.get(|p| p.name))]
    product: String,
}

/// Pages that go on where the one before ended, whatever came in between. The cursor is a text, and may stand in a URL.
fn open_orders(db: &Db) -> relmodel::Result<Table> {
    let open =
        Order::filter(|o| o.status.eq(Status::Open)).order_by(|o| o.placed).project::<OpenOrder>();
    let first = open.page_after(db, None, 3)?;
    let sent: Option<String> = first.next.map(|cursor| cursor.to_string());
    let received: Option<Cursor> = sent.map(|text| text.parse()).transpose()?;
    let second = open.page_after(db, received.as_ref(), 3)?;

    let mut table = table(["page", "order", "placed", "customer", "what"]);
    for (page, orders) in [(1, first.rows), (2, second.rows)] {
        for order in orders {
            let what: Vec<_> = order
                .lines
                .iter()
                .map(|line| format!("{} {}", line.quantity, line.product))
                .collect();
            table.add_row([
                number(page),
                number(order.id),
                text(order.placed),
                text(order.customer),
                text(what.join("\n")),
            ]);
        }
    }
    Ok(table)
}

fn table<const N: usize>(header: [&str; N]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED).set_header(header);
    table
}

fn text(value: impl ToString) -> Cell {
    Cell::new(value)
}

fn number(value: impl ToString) -> Cell {
    Cell::new(value).set_alignment(CellAlignment::Right)
}

fn stars(average: Option<f64>) -> Cell {
    number(average.map_or("-".to_owned(), |stars| format!("{stars:.1}")))
}

fn euros(cents: i64) -> Cell {
    number(format!("{}.{:02}", cents / 100, cents % 100))
}
