use relmodel::prelude::*;

#[derive(ColumnType)]
#[column_type(integer)]
enum Priority {
    Low = 1,
    High = 10,
}

#[derive(Model)]
struct Issue {
    id: Id<Issue>,
    #[column(default = 2)]
    priority: Priority,
}

fn main() {}
