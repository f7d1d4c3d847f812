use relmodel::prelude::*;

#[derive(Model)]
#[has_one(profile: Profile)]
struct User {
    id: Id<User>,
}

#[derive(Model)]
struct Profile {
    id: Id<Profile>,
    #[belongs_to(User)]
    user_id: Id<User>,
}

fn main() {
    let _ = User::all().with(|u| u.profile);
}
