use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    #[column(name = 7)]
    username: String,
}

fn main() {}
