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

fn run(db: &Db) -> relmodel::Result<()> {
    let title = |p: PostFields| p.likes.set(1);
    let posts = |u: UserFields| u.posts.any(|p| p.likes.gt(1));
    User::filter(posts).update(db, title)?;
    Ok(())
}

fn main() {}
