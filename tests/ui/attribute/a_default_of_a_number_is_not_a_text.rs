use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    #[column(default = "none")]
    logins: i64,
}

fn main() {
    let _ = NewUser {}.logins(1);
}
