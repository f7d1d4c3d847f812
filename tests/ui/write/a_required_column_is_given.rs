use relmodel::prelude::*;

#[derive(Model, Debug)]
struct User {
    id: Id<User>,
    username: String,
    email: String,
}

fn run(db: &Db) -> relmodel::Result<()> {
    NewUser { username: "john" }.insert(db)?;
    Ok(())
}

fn main() {}
