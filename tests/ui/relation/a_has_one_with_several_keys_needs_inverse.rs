use relmodel::prelude::*;

#[derive(Model)]
#[has_one(post: Post)]
struct User {
    id: Id<User>,
}

#[derive(Model)]
struct Post {
    id: Id<Post>,
    #[unique]
    #[belongs_to(author: User)]
    author_id: Id<User>,
    #[unique]
    #[belongs_to(editor: User)]
    editor_id: Id<User>,
}

fn main() {
    let _ = User::all().with(|u| u.post);
}
