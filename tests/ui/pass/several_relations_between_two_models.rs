//! `inverse` tells several foreign keys to one model apart.

use relmodel::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(written: Post, inverse = author)]
#[has_many(edited: Post, inverse = editor)]
#[has_one(pinned: Post, inverse = pinned_by)]
struct User {
    id: Id<User>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Post {
    id: Id<Post>,
    #[belongs_to(author: User)]
    author_id: Id<User>,
    #[belongs_to(editor: User)]
    editor_id: Option<Id<User>>,
    #[belongs_to(pinned_by: User, on_delete = set_null)]
    #[unique]
    pinned_by_id: Option<Id<User>>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![User].create(&db)?;
    let john = NewUser {}.insert(&db)?;
    let jane = NewUser {}.insert(&db)?;
    let post = NewPost { author_id: john.id }
        .editor_id(jane.id)
        .insert(&db)?;
    assert_eq!(john.written().load(&db)?, [post.clone()]);
    assert_eq!(jane.edited().load(&db)?, [post]);
    assert_eq!(jane.written().count(&db)?, 0);
    assert_eq!(jane.pinned().load(&db)?, None);
    Ok(())
}
