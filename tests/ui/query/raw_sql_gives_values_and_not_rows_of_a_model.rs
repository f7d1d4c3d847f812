use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    name: String,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    for user in db.query_raw::<User>("SELECT * FROM user", ())? {
        println!("{}", user.name);
    }
    Ok(())
}
