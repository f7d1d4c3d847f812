use relmodel::prelude::*;

#[derive(Model)]
struct User {
    #[key(auto)]
    #[column(default = 1)]
    number: i64,
    username: String,
}

fn main() {}
