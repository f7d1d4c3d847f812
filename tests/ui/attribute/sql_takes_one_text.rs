use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    #[column(default = sql(random()))]
    token: i64,
}

fn main() {}
