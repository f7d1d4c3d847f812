use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    #[column]
    username: String,
}

fn main() {}
