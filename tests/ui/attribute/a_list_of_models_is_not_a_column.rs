use relmodel::prelude::*;

#[derive(Model)]
#[unique(title, user_id)]
struct Post {
    id: Id<Post>,
    comments: Vec<Comment>,
    title: String,
    #[belongs_to(author: User)]
    #[cascade]
    user_id: Id<User>,
}

#[derive(Model)]
struct Comment {
    id: Id<Comment>,
    #[belongs_to(Post)]
    post_id: Id<Post>,
}

#[derive(Model)]
struct User {
    id: Id<User>,
}

fn main() {
    let _ = Post::filter(|p| p.title.eq("First")).with(|p| p.author);
    let _ = NewPost {
        title: "First",
        user_id: Id::from(1),
    };
}
