use relmodel::prelude::*;

#[derive(Model)]
#[model(tabel = "users")]
#[has_many(Post)]
struct User {
    id: Id<User>,
    #[cascade]
    username: String,
}

#[derive(Model)]
struct Post {
    id: Id<Post>,
    #[belongs_to(User)]
    user_id: Id<User>,
}

fn main() {
    let _ = User::filter(|u| u.username.eq("john"));
}
