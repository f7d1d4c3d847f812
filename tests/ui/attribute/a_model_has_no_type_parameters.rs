use relmodel::prelude::*;

#[derive(Model)]
struct Document<T> {
    id: Id<Document<T>>,
    body: T,
}

fn main() {}
