use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    first: String,
    #[unique(first, last)]
    last: String,
}

fn main() {}
