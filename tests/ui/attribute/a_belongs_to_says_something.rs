use relmodel::prelude::*;

#[derive(Model)]
struct Post {
    id: Id<Post>,
    #[belongs_to]
    user_id: i64,
}

fn main() {}
