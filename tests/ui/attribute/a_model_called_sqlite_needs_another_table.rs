use relmodel::prelude::*;

#[derive(Model)]
struct SqliteFile {
    id: Id<SqliteFile>,
}

fn main() {}
