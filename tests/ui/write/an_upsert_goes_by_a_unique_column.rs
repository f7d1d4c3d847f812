use relmodel::prelude::*;

#[derive(Model, Debug)]
struct User {
    id: Id<User>,
    #[unique]
    email: String,
    name: String,
}

fn run(db: &Db) -> relmodel::Result<()> {
    NewUser { email: "a", name: "ann" }.upsert(db, |keys| keys.name)?;
    Ok(())
}

fn main() {}
