use relmodel::prelude::*;

#[derive(Model)]
#[model(keyless = true)]
struct Sale {
    number: i64,
}

fn main() {
    let _ = Sale::all();
}
