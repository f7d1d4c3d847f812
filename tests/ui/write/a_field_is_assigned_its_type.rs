use relmodel::prelude::*;

#[derive(Model, Debug)]
struct Post {
    id: Id<Post>,
    title: String,
    subtitle: Option<String>,
    #[column(default = 0)]
    likes: i64,
}

fn run(db: &Db) -> relmodel::Result<()> {
    let mut post = NewPost { title: "First" }.insert(db)?;
    post.subtitle = "Second".to_owned();
    post.update(db)?;
    Ok(())
}

fn main() {}
