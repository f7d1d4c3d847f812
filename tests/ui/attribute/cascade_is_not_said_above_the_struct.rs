use relmodel::prelude::*;

#[derive(Model)]
#[has_many(posts: Post)]
#[cascade(delete_orphan)]
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
