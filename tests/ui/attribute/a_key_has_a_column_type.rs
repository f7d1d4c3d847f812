use relmodel::prelude::*;

struct Code(String);

#[derive(Model)]
struct Country {
    #[key]
    code: Code,
    name: String,
}

fn main() {
    let _ = Country::all();
}
