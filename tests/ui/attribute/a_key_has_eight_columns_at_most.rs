use relmodel::prelude::*;

#[derive(Model)]
struct Wide {
    #[key]
    c0: i64,
    #[key]
    c1: i64,
    #[key]
    c2: i64,
    #[key]
    c3: i64,
    #[key]
    c4: i64,
    #[key]
    c5: i64,
    #[key]
    c6: i64,
    #[key]
    c7: i64,
    #[key]
    c8: i64,
}

fn main() {
    let _ = Wide::all();
}
