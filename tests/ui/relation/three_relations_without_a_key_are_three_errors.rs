use relmodel::prelude::*;

#[derive(Model)]
#[has_many(posts: Post)]
#[has_one(profile: Profile)]
#[many_to_many(groups: Group, through = Membership)]
struct User {
    id: Id<User>,
}

#[derive(Model)]
struct Post {
    id: Id<Post>,
    user_id: Id<User>,
}

#[derive(Model)]
struct Profile {
    id: Id<Profile>,
    user_id: Id<User>,
}

#[derive(Model)]
struct Group {
    id: Id<Group>,
}

#[derive(Model)]
struct Membership {
    #[key]
    #[belongs_to(User)]
    user_id: Id<User>,
    #[key]
    group_id: Id<Group>,
}

fn main() {
    let _ = User::all()
        .with(|u| u.posts)
        .with(|u| u.profile)
        .with(|u| u.groups);
}
