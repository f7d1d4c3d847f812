use relmodel::prelude::*;

#[derive(Model)]
struct User {
    #[key(autoincrement)]
    name: String,
    age: i64,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    NewUser { age: 7 }.insert(&db)?;
    Ok(())
}
