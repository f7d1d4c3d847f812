use relmodel::prelude::*;

#[derive(Model)]
#[unique(first, lest)]
struct User {
    id: Id<User>,
    first: String,
    last: String,
}

fn main() {}
