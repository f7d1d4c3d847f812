use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    name: String,
    #[column(name = "Name")]
    nick: Option<String>,
}

fn main() {}
