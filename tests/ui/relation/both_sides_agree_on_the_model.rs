use relmodel::prelude::*;

#[derive(Model)]
#[has_many(posts: Post)]
struct User {
    id: Id<User>,
}

#[derive(Model)]
#[has_many(posts: Post)]
struct Blog {
    id: Id<Blog>,
}

#[derive(Model)]
struct Post {
    id: Id<Post>,
    #[belongs_to(User)]
    user_id: Id<User>,
    blog_id: Id<Blog>,
}

fn main() {
    let _ = Blog::all().with(|b| b.posts);
}
