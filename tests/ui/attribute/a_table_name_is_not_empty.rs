use relmodel::prelude::*;

#[derive(Model)]
#[model(table = "")]
struct User {
    id: Id<User>,
}

fn main() {}
