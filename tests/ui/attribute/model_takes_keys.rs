use relmodel::prelude::*;

#[derive(Model)]
#[model = "users"]
struct User {
    id: Id<User>,
    username: String,
}

fn main() {}
