//! What is made for a model and not used is no warning: `New…`, fields, accessors, setters.

#![deny(warnings, unused, dead_code)]

use relmodel::prelude::*;

/// Only read.
#[derive(Model)]
#[has_many(posts: Post)]
#[has_one(first: Post)]
#[many_to_many(tags: Tag, through = PostTag)]
struct User {
    id: Id<User>,
    name: Option<String>,
}

/// Only pointed at.
#[derive(Model)]
struct Post {
    id: Id<Post>,
    #[unique]
    #[belongs_to(User)]
    user_id: Id<User>,
}

#[derive(Model)]
struct Tag {
    id: Id<Tag>,
    #[column(default = 0)]
    uses: i64,
}

#[derive(Model)]
struct PostTag {
    #[key]
    #[belongs_to(User)]
    user_id: Id<User>,
    #[key]
    #[belongs_to(Tag)]
    tag_id: Id<Tag>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![User].create(&db)?;
    for user in User::all().load(&db)? {
        println!("{}: {:?}", user.id, user.name);
    }
    Ok(())
}
