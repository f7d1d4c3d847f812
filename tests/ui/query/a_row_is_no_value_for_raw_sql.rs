use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    name: String,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    let ann = User::find(Id::from(1)).load(&db)?;
    let users = User::raw("SELECT * FROM user WHERE id > ?", (ann,)).load(&db)?;
    println!("{}", users.len());
    Ok(())
}
