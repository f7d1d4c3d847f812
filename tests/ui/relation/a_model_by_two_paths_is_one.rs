use relmodel::prelude::*;

mod people {
    use relmodel::prelude::*;

    #[derive(Model)]
    pub struct User {
        pub id: Id<User>,
    }
}

use people::User;

#[derive(Model)]
struct Post {
    id: Id<Post>,
    #[belongs_to(author: User)]
    author_id: Id<User>,
    #[belongs_to(editor: people::User)]
    editor_id: Id<User>,
}

fn main() {}
