use relmodel::prelude::*;

#[derive(Model)]
#[model(keyless)]
struct Sale {
    #[key]
    number: i64,
}

fn main() {
    let _ = Sale::all();
}
