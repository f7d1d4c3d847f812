use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    #[column(name = "user\0name")]
    username: String,
}

fn main() {}
