use relmodel::prelude::*;

#[derive(Model)]
struct Item {
    id: Id<Item>,
    #[column(collate = "NOCASE")]
    price: i64,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    Item::all().load(&db)?;
    Ok(())
}
