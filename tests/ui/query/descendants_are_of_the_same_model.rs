use relmodel::prelude::*;

#[derive(Model)]
#[has_many(posts: Post)]
#[has_many(drafts: Post, where = |p| p.title.eq(""))]
#[has_many(commenters: User, through = posts.comments.author)]
struct User {
    id: Id<User>,
    name: String,
}

#[derive(Model)]
#[has_many(comments: Comment)]
struct Post {
    id: Id<Post>,
    title: String,
    #[belongs_to(author: User)]
    user_id: Id<User>,
}

#[derive(Model)]
struct Comment {
    id: Id<Comment>,
    #[belongs_to(Post)]
    post_id: Id<Post>,
    #[belongs_to(author: User)]
    user_id: Id<User>,
}

fn below(user: &User) {
    let _ = user.posts().descendants();
}

fn main() {}
