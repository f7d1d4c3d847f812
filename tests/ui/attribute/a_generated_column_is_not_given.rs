use relmodel::prelude::*;

#[derive(Model)]
struct Line {
    id: Id<Line>,
    price: i64,
    note: Option<String>,
    #[column(generated = "price * 2")]
    double: i64,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    NewLine { price: 3 }.double(6).insert(&db)?;
    Ok(())
}
