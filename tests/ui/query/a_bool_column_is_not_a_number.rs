use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    is_active: bool,
}

fn main() {
    let _ = User::filter(|u| u.is_active.eq(1));
}
