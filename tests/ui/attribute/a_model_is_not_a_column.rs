use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    username: String,
}

#[derive(Model)]
struct Post {
    id: Id<Post>,
    author: User,
}

fn main() {
    let _ = Post::all();
}
