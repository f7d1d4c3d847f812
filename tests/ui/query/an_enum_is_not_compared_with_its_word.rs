use relmodel::prelude::*;

#[derive(ColumnType)]
enum Status {
    Open,
    Closed,
}

#[derive(Model)]
struct Issue {
    id: Id<Issue>,
    status: Status,
}

fn main() {
    let _ = Issue::filter(|i| i.status.eq("open"));
    let _ = [Status::Open, Status::Closed];
}
