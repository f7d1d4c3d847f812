use relmodel::prelude::*;

#[derive(Model)]
struct Command {
    id: Id<Command>,
    insert: Option<String>,
}

fn main() {}
