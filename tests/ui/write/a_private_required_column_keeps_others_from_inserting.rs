use accounts::NewUser;
use relmodel::prelude::*;

mod accounts {
    use relmodel::prelude::*;

    #[derive(Model)]
    pub struct User {
        pub id: Id<User>,
        pub name: String,
        password: String,
    }
}

fn run(db: &Db) -> relmodel::Result<()> {
    NewUser { name: "john" }.insert(db)?;
    Ok(())
}

fn main() {}
