use relmodel::prelude::*;

#[derive(Model, Debug)]
#[has_many(posts: Post)]
struct User {
    id: Id<User>,
}

#[derive(Model, Debug)]
struct Post {
    id: Id<Post>,
    likes: i64,
    #[belongs_to(author: User)]
    user_id: Id<User>,
}

fn run(db: &Db, user: &User, post: &Post) -> relmodel::Result<()> {
    user.posts().update_link(db, post, |p| p.likes.set(1))?;
    Ok(())
}

fn main() {}
