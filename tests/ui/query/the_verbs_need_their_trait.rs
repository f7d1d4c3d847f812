use relmodel::{Db, Id};

#[derive(relmodel::Model)]
struct User {
    id: Id<User>,
}

fn again(db: &Db, user: &User) -> relmodel::Result<User> {
    user.reload(db)
}

fn main() {
    let _ = again;
}
