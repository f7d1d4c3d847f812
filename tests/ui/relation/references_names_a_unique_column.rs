use relmodel::prelude::*;

#[derive(Model)]
#[has_many(orders: Order)]
#[unique(street, number)]
struct User {
    id: Id<User>,
    #[unique]
    email: String,
    name: String,
    street: String,
    number: i64,
}

#[derive(Model)]
struct Order {
    id: Id<Order>,
    #[belongs_to(user: User, references = name)]
    user_email: String,
}

fn main() {
    let _ = User::all().with(|u| u.orders.with(|o| o.user));
}
