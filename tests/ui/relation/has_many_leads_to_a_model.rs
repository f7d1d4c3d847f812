use relmodel::prelude::*;

struct Post {
    user_id: Id<User>,
}

#[derive(Model)]
#[has_many(posts: Post)]
struct User {
    id: Id<User>,
}

fn main() {
    let _ = User::all().with(|u| u.posts);
}
