use relmodel::prelude::*;

fn day_after(day: i64) -> i64 {
    day + 1
}

#[derive(Model)]
struct Note {
    id: Id<Note>,
    #[column(default_with = day_after)]
    day: i64,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    NewNote {}.insert(&db)?;
    Ok(())
}
