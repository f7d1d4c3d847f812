use relmodel::prelude::*;

#[derive(Model, Debug)]
#[many_to_many(tags: Tag, through = PostTag)]
struct Post {
    id: Id<Post>,
}

#[derive(Model, Debug)]
struct Tag {
    id: Id<Tag>,
    name: String,
}

#[derive(Model, Debug)]
struct PostTag {
    #[key]
    #[belongs_to(Post)]
    post_id: Id<Post>,
    #[key]
    #[belongs_to(Tag)]
    tag_id: Id<Tag>,
    weight: i64,
}

fn run(db: &Db, post: &Post, tag: &Tag) -> relmodel::Result<()> {
    post.tags().add_with(db, tag, |post_id, tag_id| NewPostTag { post_id, tag_id })?;
    Ok(())
}

fn main() {}
