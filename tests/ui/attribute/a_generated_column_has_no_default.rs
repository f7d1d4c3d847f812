use relmodel::prelude::*;

#[derive(Model)]
struct Line {
    id: Id<Line>,
    price: i64,
    #[column(generated = "price * 2", default = 0)]
    double: i64,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    NewLine { price: 3 }.insert(&db)?;
    Ok(())
}
