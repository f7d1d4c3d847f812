use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
}

#[derive(Model)]
struct Post {
    id: Id<Post>,
    #[belongs_to(User, on_delete = setnull)]
    user_id: Option<Id<User>>,
}

fn main() {}
