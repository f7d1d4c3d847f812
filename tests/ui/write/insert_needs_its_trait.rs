use relmodel::{Db, Id, Model};

#[derive(Model)]
struct User {
    id: Id<User>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    NewUser {}.insert(&db)?;
    Ok(())
}
