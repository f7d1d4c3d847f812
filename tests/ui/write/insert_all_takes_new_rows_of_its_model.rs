use relmodel::prelude::*;

#[derive(Model, Debug)]
#[has_many(comments: Comment)]
#[many_to_many(tags: Tag, through = PostTag)]
struct Post {
    id: Id<Post>,
    title: String,
    subtitle: Option<String>,
}

#[derive(Model, Debug)]
struct Comment {
    id: Id<Comment>,
    #[belongs_to(Post)]
    post_id: Id<Post>,
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
}

fn run(db: &Db) -> relmodel::Result<()> {
    Post::insert_all(db, [NewTag { name: "rust" }])?;
    Ok(())
}

fn main() {}
