use relmodel::prelude::*;

struct Settings {
    dark: bool,
}

fn main() {
    let _ = schema![Settings];
}
