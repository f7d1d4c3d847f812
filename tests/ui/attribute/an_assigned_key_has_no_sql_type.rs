use relmodel::prelude::*;

#[derive(Model)]
struct Item {
    #[column(sql_type = "ANY")]
    id: Id<Item>,
    name: String,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    Item::all().load(&db)?;
    Ok(())
}
