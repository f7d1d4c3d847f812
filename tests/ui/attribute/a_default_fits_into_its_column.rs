use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    #[column(default = 300)]
    age: u8,
}

fn main() {}
