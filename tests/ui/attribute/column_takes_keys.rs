use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    #[column("user_name")]
    username: String,
}

fn main() {}
