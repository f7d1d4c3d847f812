use relmodel::prelude::*;

struct User {
    name: String,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    let user = User { name: "ann".into() };
    user.insert(&db)?;
    Ok(())
}
