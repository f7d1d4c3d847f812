use relmodel::prelude::*;

mod choice {
    pub type Option<T> = T;
}

#[derive(Model)]
struct User {
    id: Id<User>,
    nick: choice::Option<String>,
}

fn main() {}
