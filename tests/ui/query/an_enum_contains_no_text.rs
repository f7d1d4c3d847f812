use relmodel::prelude::*;

#[derive(ColumnType)]
enum Status {
    Open,
    Closed,
}

#[derive(Model)]
struct Item {
    id: Id<Item>,
    status: Option<Status>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    Item::filter(|i| i.status.starts_with("o")).load(&db)?;
    Ok(())
}
