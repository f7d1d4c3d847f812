use relmodel::prelude::*;

#[derive(Model)]
#[has_many(posts: Post)]
struct User {
    id: Id<User>,
}

#[derive(Model)]
struct Post {
    id: Id<Post>,
    user_id: Id<User>,
}

fn main() {
    let _ = User::all().with(|u| u.posts);
    let _ = User::filter(|u| u.posts.any(|p| p.id.eq(Id::from(1))));
}
