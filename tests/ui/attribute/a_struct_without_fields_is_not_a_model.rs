use relmodel::prelude::*;

#[derive(Model)]
struct User {}

fn main() {}
