use relmodel::prelude::*;

#[derive(Model)]
#[has_many(posts: Post, invers = user)]
struct User {
    id: Id<User>,
}

#[derive(Model)]
struct Post {
    id: Id<Post>,
    #[belongs_to(User)]
    user_id: Id<User>,
}

fn main() {}
