use relmodel::prelude::*;

#[derive(Model)]
struct User {
    #[has_many(posts: Post)]
    id: Id<User>,
}

#[derive(Model)]
struct Post {
    id: Id<Post>,
    #[belongs_to(User)]
    user_id: Id<User>,
}

fn main() {}
