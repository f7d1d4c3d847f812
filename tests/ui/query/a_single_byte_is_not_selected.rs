use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    age: u8,
}

fn main() {
    let _ = User::all().select(|u| u.age);
}
