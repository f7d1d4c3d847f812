use relmodel::Json;
use relmodel::prelude::*;

#[derive(Model)]
struct Page {
    id: Id<Page>,
    words: Json<Vec<String>>,
}

fn main() {
    let _pages = Page::all().order_by(|p| p.words.desc());
}
