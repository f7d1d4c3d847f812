use relmodel::prelude::*;

#[derive(Model)]
struct User {
    #[key(autoincremnt)]
    number: i64,
    username: String,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    NewUser { username: "ann" }.insert(&db)?;
    Ok(())
}
