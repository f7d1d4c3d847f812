use relmodel::prelude::*;

#[derive(Model)]
#[has_one(profile: Profile)]
struct User {
    id: Id<User>,
}

struct Profile;

fn main() {}
