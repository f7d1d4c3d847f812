use relmodel::prelude::*;

#[derive(Model)]
#[has_many]
struct User {
    id: Id<User>,
}

fn main() {}
