use relmodel::prelude::*;

struct User {
    id: i64,
}

#[derive(Model)]
struct Post {
    id: Id<Post>,
    #[belongs_to(User)]
    user_id: Id<User>,
}

fn main() {
    let _ = Post::all().with(|p| p.user);
}
