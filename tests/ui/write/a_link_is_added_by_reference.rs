use relmodel::prelude::*;

#[derive(Model)]
#[many_to_many(tags: Tag, through = PostTag)]
struct Post {
    id: Id<Post>,
}

#[derive(Model)]
struct Tag {
    id: Id<Tag>,
}

#[derive(Model)]
struct PostTag {
    #[key]
    #[belongs_to(Post)]
    post_id: Id<Post>,
    #[key]
    #[belongs_to(Tag)]
    tag_id: Id<Tag>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    let post = NewPost {}.insert(&db)?;
    let tag = NewTag {}.insert(&db)?;
    post.tags().add(&db, tag)?;
    Ok(())
}
