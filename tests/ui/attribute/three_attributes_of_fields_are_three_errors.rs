use relmodel::prelude::*;

#[derive(Model)]
#[key]
#[column(name = "users")]
#[cascade]
struct User {
    id: Id<User>,
    username: String,
}

fn main() {}
