//! The tutorial's exercise 2, "E-commerce Platform": products in categories, and orders with quantities.

use relmodel::prelude::*;

#[derive(Model, Debug)]
#[has_many(orders: Order)]
struct User {
    id: Id<User>,
    name: String,
}

#[derive(Model, Debug)]
#[many_to_many(products: Product, through = ProductCategory)]
struct Category {
    id: Id<Category>,
    #[unique]
    name: String,
}

#[derive(Model, Debug)]
#[many_to_many(categories: Category, through = ProductCategory)]
struct Product {
    id: Id<Product>,
    name: String,
    cents: i64,
}

#[derive(Model, Debug)]
struct ProductCategory {
    #[key]
    #[belongs_to(Product)]
    #[cascade]
    product_id: Id<Product>,
    #[key]
    #[belongs_to(Category)]
    #[cascade]
    category_id: Id<Category>,
}

#[derive(Model, Debug)]
#[has_many(lines: OrderLine)]
#[many_to_many(products: Product, through = OrderLine)]
struct Order {
    id: Id<Order>,
    #[belongs_to(User)]
    user_id: Id<User>,
}

/// The link between an order and a product says how many, and what one cost on that day.
#[derive(Model, Debug)]
struct OrderLine {
    #[key]
    #[belongs_to(Order)]
    #[cascade]
    order_id: Id<Order>,
    #[key]
    #[belongs_to(Product)]
    product_id: Id<Product>,
    quantity: i64,
    cents: i64,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![Order, Category].create(&db)?;

    // Products can belong to several categories.
    let kitchen = NewCategory { name: "Kitchen" }.insert(&db)?;
    let gifts = NewCategory { name: "Gifts" }.insert(&db)?;
    let pan = NewProduct { name: "Pan", cents: 4900 }.insert(&db)?;
    let mug = NewProduct { name: "Mug", cents: 950 }.insert(&db)?;
    kitchen.products().add_all(&db, [&pan, &mug])?;
    gifts.products().add(&db, &mug)?;

    // An order and its lines: all of them, or nothing.
    let ada = NewUser { name: "Ada" }.insert(&db)?;
    place_order(&db, &ada, &[(&pan, 1), (&mug, 6)])?;
    place_order(&db, &ada, &[(&mug, 2)])?;

    // Orders with their lines, and the product of each line: two statements.
    let orders = ada
        .orders()
        .order_by(|o| o.id)
        .with(|o| o.lines.order_by(|l| l.product_id).with(|l| l.product));
    for (order, lines) in orders.load(&db)? {
        let total: i64 = lines.iter().map(|(line, _)| line.quantity * line.cents).sum();
        println!("Order {} of {}:", order.id, ada.name);
        for (line, product) in lines {
            println!("- {} {}", line.quantity, product.name);
        }
        println!("  {}.{:02}", total / 100, total % 100);
    }

    // Who bought more than five of something that is a gift?
    let buyers = User::filter(|u| {
        u.orders.any(|o| {
            o.lines.any(|l| {
                let is_gift = l.product.is(|p| p.categories.any(|c| c.name.eq("Gifts")));
                is_gift.and(l.quantity.gt(5))
            })
        })
    });
    println!("\nMany gifts: {}", buyers.one(&db)?.name);

    // A product that was ordered stays.
    let refused = mug.delete(&db).is_err_and(|error| error.is_foreign_key_violation());
    println!("Can the mug be deleted? {}", if refused { "no" } else { "yes" });
    Ok(())
}

fn place_order(db: &Db, user: &User, items: &[(&Product, i64)]) -> relmodel::Result<Order> {
    db.transaction(|tx| {
        let order = NewOrder { user_id: user.id }.insert(tx)?;
        let lines = items.iter().map(|(product, quantity)| NewOrderLine {
            order_id: order.id,
            product_id: product.id,
            quantity: *quantity,
            cents: product.cents,
        });
        OrderLine::insert_all(tx, lines)?;
        Ok(order)
    })
}
