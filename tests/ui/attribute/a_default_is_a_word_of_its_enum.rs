use relmodel::prelude::*;

#[derive(ColumnType)]
enum Status {
    Open,
    Closed,
}

#[derive(Model)]
struct Issue {
    id: Id<Issue>,
    #[column(default = "Open")]
    status: Status,
}

fn main() {}
