use relmodel::prelude::*;
use relmodel::ColumnType;

#[derive(ColumnType, Clone)]
struct Price(rust_decimal::Decimal);

#[derive(ColumnType, Clone)]
struct Title(String);

#[derive(Model)]
struct Item {
    id: Id<Item>,
    title: Title,
    price: Price,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    Item::all().order_by(|i| i.title.asc()).load(&db)?;
    Item::all().order_by(|i| i.price.asc()).load(&db)?;
    Ok(())
}
