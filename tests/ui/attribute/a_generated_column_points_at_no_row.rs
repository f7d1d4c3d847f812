use relmodel::prelude::*;

#[derive(Model)]
#[has_many(posts: Post)]
struct User {
    id: Id<User>,
}

#[derive(Model)]
struct Post {
    id: Id<Post>,
    title: String,
    #[belongs_to(author: User)]
    #[column(generated = "length(title)")]
    user_id: Id<User>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    let post = NewPost { title: "First" }.insert(&db)?;
    post.author().load(&db)?;
    Ok(())
}
