use relmodel::prelude::*;

#[derive(Model)]
#[key(id)]
struct User {
    id: Id<User>,
}

fn main() {}
