use relmodel::prelude::*;

#[derive(Model)]
struct Post {
    id: Id<Post>,
    author: String,
    likes: i64,
}

fn main() {
    let _ = Post::all()
        .group_by(|p| p.author)
        .select(|g| (g.key(), g.likes));
}
