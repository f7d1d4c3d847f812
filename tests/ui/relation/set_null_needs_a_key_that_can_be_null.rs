use relmodel::prelude::*;

#[derive(Model)]
#[has_many(posts: Post)]
struct User {
    id: Id<User>,
}

#[derive(Model)]
struct Post {
    id: Id<Post>,
    #[belongs_to(User, on_delete = set_null)]
    user_id: Id<User>,
}

fn main() {
    let _ = User::all().with(|u| u.posts);
}
