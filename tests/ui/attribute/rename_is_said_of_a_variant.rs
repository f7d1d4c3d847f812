use relmodel::prelude::*;

#[derive(ColumnType)]
#[column_type(rename = "state")]
enum Status {
    Open,
    Closed,
}

#[derive(Model)]
struct Issue {
    id: Id<Issue>,
    status: Status,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    Issue::all().load(&db)?;
    Ok(())
}
