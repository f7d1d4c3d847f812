use relmodel::prelude::*;

#[derive(Model)]
#[index("first", "last")]
struct User {
    id: Id<User>,
    first: String,
    last: String,
}

fn main() {}
