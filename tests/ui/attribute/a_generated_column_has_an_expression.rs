use relmodel::prelude::*;

#[derive(Model)]
struct Line {
    id: Id<Line>,
    price: i64,
    quantity: i64,
    #[column(generated = price * quantity)]
    total: i64,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    NewLine { price: 3, quantity: 2 }.insert(&db)?;
    Ok(())
}
