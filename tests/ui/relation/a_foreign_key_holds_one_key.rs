use relmodel::prelude::*;

#[derive(Model)]
#[has_many(posts: Post)]
struct User {
    id: Id<User>,
}

#[derive(Model)]
struct Post {
    id: Id<Post>,
    #[belongs_to(User)]
    user_id: Vec<User>,
}

fn main() {
    let _ = User::all().with(|u| u.posts.with(|p| p.user));
    let _ = Post::filter(|p| p.user.is(|_| true));
}
