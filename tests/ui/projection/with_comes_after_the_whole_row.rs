use relmodel::prelude::*;

#[derive(Model)]
#[has_many(posts: Post)]
#[has_one(profile: Profile)]
struct User {
    id: Id<User>,
    username: String,
    age: Option<i64>,
}

#[derive(Model)]
struct Profile {
    id: Id<Profile>,
    #[unique]
    #[belongs_to(User)]
    user_id: Id<User>,
}

#[derive(Model)]
struct Post {
    id: Id<Post>,
    title: String,
    #[belongs_to(author: User)]
    user_id: Id<User>,
}

#[derive(Projection)]
#[projection(User)]
struct Name {
    username: String,
}

fn main() {
    let _ = User::all().project::<Name>().with(|u| u.posts);
}
