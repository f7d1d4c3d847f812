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
    Post::insert_all(
        db,
        [NewPost { title: "A" }, NewPost { title: "B" }.likes(3)],
    )?;
    Ok(())
}

fn main() {}
