use relmodel::prelude::*;

#[derive(Model)]
#[has_many(comments: Comment)]
#[cascade]
struct Post {
    id: Id<Post>,
}

#[derive(Model)]
struct Comment {
    id: Id<Comment>,
    #[belongs_to(Post)]
    post_id: Id<Post>,
}

fn main() {
    let _ = Post::all().with(|p| p.comments);
}
