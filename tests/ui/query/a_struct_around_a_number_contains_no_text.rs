use relmodel::prelude::*;

#[derive(ColumnType)]
struct Email(String);

#[derive(ColumnType)]
struct Cents(i64);

#[derive(Model)]
struct Item {
    id: Id<Item>,
    owner: Email,
    price: Cents,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    Item::filter(|i| i.owner.contains("@")).load(&db)?;
    Item::filter(|i| i.price.contains("3")).load(&db)?;
    Ok(())
}
