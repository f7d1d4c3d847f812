use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
}

#[derive(Model)]
struct Post {
    id: Id<User>,
    title: String,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![User, Post].create(&db)
}
