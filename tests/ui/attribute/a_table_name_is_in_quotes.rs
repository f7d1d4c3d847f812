use relmodel::prelude::*;

#[derive(Model)]
#[model(table = users)]
struct User {
    id: Id<User>,
    username: String,
}

fn main() {}
