use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    name: String,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    let users = User::raw("SELECT * FROM user WHERE id > ?", 7).load(&db)?;
    println!("{}", users.len());
    Ok(())
}
