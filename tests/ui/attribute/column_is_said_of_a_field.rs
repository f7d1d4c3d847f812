use relmodel::prelude::*;

#[derive(Model)]
#[column(name = "users")]
struct User {
    id: Id<User>,
}

fn main() {}
