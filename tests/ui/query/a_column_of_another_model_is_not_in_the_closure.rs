use relmodel::prelude::*;

#[derive(Model)]
#[has_many(posts: Post)]
struct User {
    id: Id<User>,
}

#[derive(Model)]
struct Post {
    id: Id<Post>,
    title: String,
    #[belongs_to(User)]
    user_id: Id<User>,
}

fn main() {
    let _ = User::filter(|u| u.title.eq("a"));
}
