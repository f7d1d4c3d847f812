use relmodel::prelude::*;

#[derive(Model)]
#[many_to_many(following: User, through = Follow)]
struct User {
    id: Id<User>,
}

#[derive(Model)]
struct Follow {
    #[key]
    #[belongs_to(follower: User)]
    follower_id: Id<User>,
    #[key]
    #[belongs_to(followed: User)]
    followed_id: Id<User>,
}

fn main() {
    let _ = User::all().with(|u| u.following);
}
