use relmodel::prelude::*;

#[derive(Model)]
struct User {
    #[key(primary)]
    number: i64,
    username: String,
}

fn main() {}
