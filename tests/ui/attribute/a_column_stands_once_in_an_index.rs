use relmodel::prelude::*;

#[derive(Model)]
#[unique(first, first)]
struct User {
    id: Id<User>,
    first: String,
    last: String,
}

fn main() {}
