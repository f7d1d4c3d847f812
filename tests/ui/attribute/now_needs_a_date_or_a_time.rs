use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    #[column(default = now)]
    created_at: String,
}

fn main() {}
