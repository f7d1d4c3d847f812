use relmodel::prelude::*;

#[derive(Model)]
#[has_many(replies: Comment)]
struct Comment {
    id: Id<Comment>,
    text: String,
    #[belongs_to(parent: Comment)]
    parent_id: Option<Id<Comment>>,
}

#[derive(Projection)]
#[projection(Comment)]
struct Thread {
    text: String,
    replies: Vec<Thread>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    for thread in Comment::all().project::<Thread>().load(&db)? {
        println!("{} {}", thread.text, thread.replies.len());
    }
    Ok(())
}
