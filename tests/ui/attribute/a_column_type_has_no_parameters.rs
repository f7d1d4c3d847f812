use relmodel::prelude::*;

#[derive(ColumnType)]
struct Status<T>(T);

fn main() {}
