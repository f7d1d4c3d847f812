use relmodel::prelude::*;

#[derive(Model)]
struct User<'a> {
    id: Id<User<'a>>,
    username: &'a str,
}

fn main() {}
