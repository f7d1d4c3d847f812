use relmodel::prelude::*;

#[derive(Model, Debug)]
#[has_many(comments: Comment)]
struct Post {
    id: Id<Post>,
    title: String,
}

#[derive(Model, Debug)]
struct Comment {
    id: Id<Comment>,
    #[belongs_to(Post)]
    post_id: Id<Post>,
}

fn run(db: &Db) -> relmodel::Result<()> {
    let post = NewPost { title: "First" }.insert(db)?;
    let mut comment = NewComment { post_id: post.id }.insert(db)?;
    post.comments().remove(db, &mut comment)?;
    Ok(())
}

fn main() {}
