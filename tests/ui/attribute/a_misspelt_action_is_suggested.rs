use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
}

#[derive(Model)]
struct Post {
    id: Id<Post>,
    #[belongs_to(User, on_delete = cascde)]
    user_id: Id<User>,
}

fn main() {}
