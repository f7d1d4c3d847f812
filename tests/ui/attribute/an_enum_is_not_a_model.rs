use relmodel::prelude::*;

#[derive(Model)]
enum Role {
    Admin,
    Reader,
}

fn main() {}
