use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
}

type Account = User;

#[derive(Model)]
struct Post {
    id: Id<Post>,
    #[belongs_to(author: User)]
    author_id: Id<User>,
    #[belongs_to(editor: Account)]
    editor_id: Id<User>,
}

fn main() {}
