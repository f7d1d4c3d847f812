use relmodel::prelude::*;

#[derive(Model)]
#[many_to_many(tags: Tag)]
struct Post {
    id: Id<Post>,
}

#[derive(Model)]
struct Tag {
    id: Id<Tag>,
}

fn main() {}
