use relmodel::prelude::*;

struct Address {
    street: String,
}

#[derive(Model)]
struct User {
    id: Id<User>,
    address: Address,
}

fn main() {
    let _ = User::all();
}
