use relmodel::prelude::*;

#[derive(Model)]
#[has_many(posts: Vec<Post>)]
#[has_one(profile: Profile, invers = user)]
#[many_to_many(groups: Group)]
struct User {
    id: Id<User>,
}

#[derive(Model)]
struct Post {
    id: Id<Post>,
    #[belongs_to(User)]
    user_id: Id<User>,
}

#[derive(Model)]
struct Profile {
    id: Id<Profile>,
    #[belongs_to(User)]
    #[unique]
    user_id: Id<User>,
}

#[derive(Model)]
struct Group {
    id: Id<Group>,
}

fn main() {
    let _ = User::all().with(|u| u.profile);
}
