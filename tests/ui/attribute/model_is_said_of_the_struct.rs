use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    #[model(name = "user_name")]
    username: String,
}

fn main() {}
