use relmodel::prelude::*;

#[derive(Model)]
#[model(table = "user\0")]
struct User {
    id: Id<User>,
}

fn main() {}
