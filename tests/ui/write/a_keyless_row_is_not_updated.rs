use relmodel::prelude::*;

#[derive(Model)]
#[model(keyless)]
struct Sale {
    amount: i64,
}

fn change(db: &Db, sale: &Sale) -> relmodel::Result<()> {
    sale.update(db)
}

fn main() {}
