use relmodel::prelude::*;

#[derive(Model, Debug)]
struct Post {
    id: Id<Post>,
    title: String,
    subtitle: Option<String>,
    likes: i64,
}

fn run(db: &Db) -> relmodel::Result<()> {
    Post::all().update(db, |p| p.title.set(p.subtitle))?;
    Ok(())
}

fn main() {}
