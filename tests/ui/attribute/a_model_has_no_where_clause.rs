use relmodel::prelude::*;

#[derive(Model)]
struct Document
where
    String: Clone,
{
    id: Id<Document>,
    body: String,
}

fn main() {}
