use relmodel::prelude::*;

#[derive(Model)]
#[model(new = "New User")]
struct User {
    id: Id<User>,
    username: String,
}

fn main() {}
