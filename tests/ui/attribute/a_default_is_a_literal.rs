use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    #[column(default = String::new())]
    nick: String,
}

fn main() {
    let _ = NewUser {}.nick("j");
}
