use relmodel::prelude::*;

#[derive(Model, Debug)]
#[has_many(posts: Post)]
struct User {
    id: Id<User>,
    name: String,
    age: Option<i64>,
    active: Option<bool>,
}

#[derive(Model, Debug)]
struct Post {
    id: Id<Post>,
    title: String,
    #[column(default = 0)]
    likes: i64,
    #[belongs_to(author: User)]
    user_id: Id<User>,
}

fn main() {
    let _ = User::filter(|u| u.name.eq(7));
}
