use relmodel::prelude::*;

#[derive(Model)]
struct Item {
    id: Id<Item>,
    #[column(collate = "")]
    name: String,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    Item::all().load(&db)?;
    Ok(())
}
