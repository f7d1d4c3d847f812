use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    username: String,
}

#[derive(Model)]
struct Post {
    id: Id<Post>,
    #[belongs_to(User, on_delete = "SET NULL")]
    user_id: Option<Id<User>>,
}

fn main() {}
