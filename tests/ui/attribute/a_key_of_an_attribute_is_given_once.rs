use relmodel::prelude::*;

#[derive(Model)]
#[model(table = "users", table = "people")]
struct User {
    id: Id<User>,
    username: String,
}

fn main() {}
