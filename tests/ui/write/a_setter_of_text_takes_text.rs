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
    NewPost { title: "First" }.subtitle(7).insert(db)?;
    Ok(())
}

fn main() {}
