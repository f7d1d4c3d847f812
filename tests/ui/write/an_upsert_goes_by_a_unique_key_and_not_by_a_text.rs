use relmodel::prelude::*;

#[derive(Model, Debug)]
#[has_many(posts: Post)]
struct User {
    id: Id<User>,
    #[unique]
    email: String,
    name: String,
}

#[derive(Model, Debug)]
#[many_to_many(tags: Tag, through = PostTag)]
struct Post {
    id: Id<Post>,
    title: String,
    subtitle: Option<String>,
    likes: i64,
    #[belongs_to(author: User)]
    user_id: Id<User>,
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

#[derive(Model, Debug)]
#[model(keyless)]
struct Event {
    kind: String,
}

fn run(db: &Db, user: &User, post: &Post, tag: &Tag) -> relmodel::Result<()> {
    NewUser { email: "a", name: "ann" }.upsert(db, |_| "email")?;
    Ok(())
}

fn main() {}
