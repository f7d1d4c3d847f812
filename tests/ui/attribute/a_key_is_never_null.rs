use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Option<Id<User>>,
    username: String,
}

fn main() {
    let _ = User::find(Id::from(1));
}
