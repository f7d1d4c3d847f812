use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
}

#[derive(Model)]
struct Post {
    id: Id<Post>,
    #[belongs_to(User)]
    user_id: i64,
}

fn main() {}
