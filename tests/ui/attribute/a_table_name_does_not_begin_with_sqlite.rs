use relmodel::prelude::*;

#[derive(Model)]
#[model(table = "sqlite_user")]
struct User {
    id: Id<User>,
}

fn main() {}
