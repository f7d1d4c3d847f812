use relmodel::prelude::*;

#[derive(Model)]
union Either {
    number: i64,
    flag: bool,
}

fn main() {}
