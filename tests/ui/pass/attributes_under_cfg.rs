//! What `cfg` takes away is not there: fields, relations and attributes.

#![deny(warnings)]

use relmodel::prelude::*;

/// A user.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(posts: Post)]
#[cfg_attr(any(), has_many(missing: NoSuchModel))]
#[cfg_attr(all(), model(table = "people"))]
/// Documentation may stand anywhere.
struct User {
    /// The key.
    id: Id<User>,
    #[cfg(any())]
    missing: NoSuchType,
    /// The name,
    /// on two lines.
    #[cfg_attr(all(), column(name = "full name"))]
    name: String,
    #[cfg(any())]
    #[belongs_to(missing_too: NoSuchModel)]
    missing_id: Id<NoSuchModel>,
    #[cfg_attr(any(), unique)]
    #[doc = "The age."]
    age: Option<i64>,
}

#[cfg(any())]
#[derive(Model)]
struct NoSuchModel {
    id: NoSuchType,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Post {
    id: Id<Post>,
    #[cfg_attr(all(), belongs_to(author: User))]
    #[cfg_attr(all(), cascade)]
    user_id: Id<User>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![User].create(&db)?;
    let john = NewUser { name: "john" }.age(3).insert(&db)?;
    NewUser { name: "jane" }.age(3).insert(&db)?;
    let post = NewPost { user_id: john.id }.insert(&db)?;
    assert_eq!(post.author().load(&db)?, john);
    assert_eq!(john.posts().load(&db)?, [post]);
    assert!(User::all().to_sql()?.contains(r#""full name""#));
    assert!(User::all().to_sql()?.contains(r#"FROM "people""#));
    Ok(())
}
