use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    username: String,
}

#[derive(Model)]
struct Post {
    id: Id<Post>,
    #[belongs_to(User)]
    author: Id<User>,
}

fn main() {}
