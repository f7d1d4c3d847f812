use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    name: String,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    let page = User::find(Id::from(1)).page(&db, 1, 10)?;
    println!("{}", page.total);
    Ok(())
}
