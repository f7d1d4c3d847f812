use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
}

#[derive(Model)]
struct Post {
    id: Id<Post>,
    #[belongs_to(author: User)]
    #[belongs_to(editor: User)]
    user_id: Id<User>,
}

fn main() {}
