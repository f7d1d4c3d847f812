use relmodel::prelude::*;

#[derive(Model)]
struct Note {
    id: Id<Note>,
    #[column(default_with = today)]
    day: i64,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    NewNote {}.insert(&db)?;
    Ok(())
}
