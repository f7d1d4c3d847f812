use relmodel::prelude::*;

#[derive(Model, Debug)]
struct User {
    id: Id<User>,
    #[unique]
    email: String,
    name: String,
}

fn run(db: &Db) -> relmodel::Result<()> {
    NewUser { email: "a", name: "ann" }.upsert_with(db, |keys| keys.email, |old, new| old.name.set(new.title))?;
    Ok(())
}

fn main() {}
