use relmodel::prelude::*;

#[derive(Model)]
struct User(Id<User>, String);

fn main() {}
