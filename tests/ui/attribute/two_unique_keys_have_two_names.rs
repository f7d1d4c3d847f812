use relmodel::prelude::*;

#[derive(Model)]
#[unique(a, b)]
struct Odd {
    id: Id<Odd>,
    a: i64,
    b: i64,
    #[unique]
    a_and_b: String,
}

fn main() {}
