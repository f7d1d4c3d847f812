use relmodel::prelude::*;

fn next() -> i64 {
    7
}

#[derive(Model)]
struct Note {
    #[key(autoincrement)]
    #[column(default_with = next)]
    number: i64,
    text: String,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    NewNote { text: "a" }.insert(&db)?;
    Ok(())
}
