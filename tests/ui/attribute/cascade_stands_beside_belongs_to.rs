use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    username: String,
}

#[derive(Model)]
struct Post {
    id: Id<Post>,
    #[cascade]
    user_id: Id<User>,
}

fn main() {}
