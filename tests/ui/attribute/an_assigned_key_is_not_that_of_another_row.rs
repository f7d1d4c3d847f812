use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
}

#[derive(Model)]
struct Profile {
    #[key(auto)]
    #[belongs_to(User)]
    user_id: Id<User>,
    bio: Option<String>,
}

fn main() {}
