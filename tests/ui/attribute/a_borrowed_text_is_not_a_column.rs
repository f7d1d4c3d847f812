use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    username: &'static str,
}

fn main() {
    let _ = User::all();
}
