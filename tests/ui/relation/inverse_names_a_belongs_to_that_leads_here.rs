use relmodel::prelude::*;

#[derive(Model)]
#[has_many(posts: Post, inverse = blog)]
struct User {
    id: Id<User>,
}

#[derive(Model)]
struct Blog {
    id: Id<Blog>,
}

#[derive(Model)]
struct Post {
    id: Id<Post>,
    #[belongs_to(author: User)]
    author_id: Id<User>,
    #[belongs_to(Blog)]
    blog_id: Id<Blog>,
}

fn main() {}
