use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    #[column(default)]
    logins: i64,
}

fn main() {
    let _ = NewUser {}.logins(1);
}
