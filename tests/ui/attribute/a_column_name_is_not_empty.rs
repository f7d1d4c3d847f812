use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    #[column(name = "")]
    username: String,
}

fn main() {}
