use relmodel::prelude::*;

#[derive(Model)]
struct Post {
    id: Id<Post>,
    author: String,
}

fn main() {
    let _ = Post::all().select(|p| p.id).group_by(|p| p.author);
}
