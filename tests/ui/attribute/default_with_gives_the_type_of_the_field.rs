use relmodel::prelude::*;

fn today() -> i64 {
    20_000
}

#[derive(Model)]
struct Note {
    id: Id<Note>,
    #[column(default_with = today)]
    day: String,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    NewNote {}.day("monday").insert(&db)?;
    Ok(())
}
