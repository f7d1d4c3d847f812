use relmodel::prelude::*;

#[derive(Model)]
#[model(keyless)]
struct Sale {
    amount: i64,
}

fn main() {
    let _ = Sale::find(1);
    let _ = Sale::filter(|s| s.amount.eq(1));
}
