use relmodel::prelude::*;

#[derive(Model)]
#[model(table = "users")]
#[model(new = "UserInsert")]
struct User {
    id: Id<User>,
    username: String,
}

fn main() {}
