use relmodel::prelude::*;

#[derive(Model)]
#[check]
struct Item {
    id: Id<Item>,
    price: i64,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    Item::all().load(&db)?;
    Ok(())
}
