use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    #[unique]
    #[index]
    username: String,
}

fn main() {}
