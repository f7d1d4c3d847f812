use relmodel::prelude::*;

#[derive(Model)]
#[unique]
struct User {
    id: Id<User>,
    username: String,
}

fn main() {}
