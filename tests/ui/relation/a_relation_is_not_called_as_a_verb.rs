use relmodel::prelude::*;

#[derive(Model)]
#[has_many(delete: Post)]
struct User {
    id: Id<User>,
}

#[derive(Model)]
struct Post {
    id: Id<Post>,
    #[belongs_to(User)]
    user_id: Id<User>,
}

fn remove(db: &Db, user: &User) -> relmodel::Result<()> {
    user.delete(db)
}

fn main() {}
