use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    #[uniqe]
    username: String,
}

fn main() {}
