use relmodel::prelude::*;

#[derive(Model)]
struct User {
    username: String,
    email: String,
}

fn main() {
    let _ = User::filter(|u| u.username.eq("john"));
}
