use relmodel::prelude::*;

fn today() -> i64 {
    20_000
}

#[derive(Model)]
struct Note {
    id: Id<Note>,
    #[column(default = 1, default_with = today)]
    day: i64,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    NewNote {}.insert(&db)?;
    Ok(())
}
