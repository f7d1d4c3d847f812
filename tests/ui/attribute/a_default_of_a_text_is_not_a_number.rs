use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    #[column(default = 0)]
    nick: String,
}

fn main() {}
