use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
}

#[derive(Model)]
#[belongs_to(User)]
struct Post {
    id: Id<Post>,
    user_id: Id<User>,
}

fn main() {}
