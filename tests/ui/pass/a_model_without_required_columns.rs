//! A `New…` struct without required columns has no parameters; its setters still borrow.

use relmodel::prelude::*;

#[derive(Model, Debug, PartialEq)]
struct Draft {
    id: Id<Draft>,
    title: Option<String>,
    #[column(default = 0)]
    likes: i64,
}

#[derive(Model, Debug, PartialEq)]
struct Ticket {
    id: Id<Ticket>,
}

fn empty() -> NewDraft {
    NewDraft {}
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![Draft, Ticket].create(&db)?;
    let title = String::from("Later");
    let draft = empty().title(&title).likes(Some(3)).insert(&db)?;
    assert_eq!((draft.title.as_deref(), draft.likes), (Some("Later"), 3));
    assert_eq!(empty().title(None::<&str>).insert(&db)?.title, None);
    assert_eq!(
        Ticket::insert_all(&db, [NewTicket {}, NewTicket {}])?.len(),
        2
    );
    Ok(())
}
