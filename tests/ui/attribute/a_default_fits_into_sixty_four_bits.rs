use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    #[column(default = 9_223_372_036_854_775_808)]
    logins: i64,
}

fn main() {
    let _ = NewUser {}.logins(1);
}
