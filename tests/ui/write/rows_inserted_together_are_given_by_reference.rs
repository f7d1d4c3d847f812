use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    name: String,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    let users = User::all().load(&db)?;
    User::insert_all(&db, users)?;
    Ok(())
}
