use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    born: Dat,
}

fn main() {
    let _ = User::all();
}
