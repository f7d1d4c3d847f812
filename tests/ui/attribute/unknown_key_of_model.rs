use relmodel::prelude::*;

#[derive(Model)]
#[model(tabel = "users")]
struct User {
    id: Id<User>,
    username: String,
}

fn main() {}
