use relmodel::prelude::*;

#[derive(Model)]
struct Country {
    #[key(auto)]
    code: String,
    name: String,
}

fn main() {}
