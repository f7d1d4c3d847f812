use relmodel::prelude::*;

#[derive(Model)]
#[has_many(written: Post, inverse = writer)]
struct User {
    id: Id<User>,
}

#[derive(Model)]
struct Post {
    id: Id<Post>,
    #[belongs_to(author: User)]
    author_id: Id<User>,
    #[belongs_to(editor: User)]
    editor_id: Option<Id<User>>,
}

fn main() {
    let _ = User::all().with(|u| u.written);
}
