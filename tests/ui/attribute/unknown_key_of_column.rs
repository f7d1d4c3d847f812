use relmodel::prelude::*;

#[derive(Model)]
struct User {
    id: Id<User>,
    #[column(defualt = 0)]
    logins: i64,
}

fn main() {
    let _ = NewUser {}.logins(3);
}
