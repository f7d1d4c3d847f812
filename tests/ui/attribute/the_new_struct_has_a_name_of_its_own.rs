use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    username: String,
}

struct NewUser {
    username: String,
}

fn main() {}
