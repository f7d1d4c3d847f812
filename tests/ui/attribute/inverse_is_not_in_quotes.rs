use relmodel::prelude::*;

#[derive(Model)]
#[has_many(posts: Post, inverse = "author")]
struct User {
    id: Id<User>,
}

#[derive(Model)]
struct Post {
    id: Id<Post>,
    #[belongs_to(author: User)]
    user_id: Id<User>,
}

fn main() {}
