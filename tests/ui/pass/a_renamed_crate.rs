//! `#[model(crate = …)]` says where relmodel is.

mod facade {
    pub use relmodel as core;
}

// What is called `relmodel` here is something else.
#[allow(dead_code)]
mod relmodel {}

use crate::facade::core::{Db, Expression, Id, Model, Insert, schema};

#[derive(Model, Debug, PartialEq)]
#[model(crate = crate::facade::core)]
#[has_many(posts: Post)]
struct User {
    id: Id<User>,
    name: String,
    #[column(default = 0)]
    logins: i64,
}

#[derive(Model, Debug, PartialEq)]
#[model(crate = facade::core)]
struct Post {
    id: Id<Post>,
    #[belongs_to(User)]
    #[unique]
    user_id: Id<User>,
    subtitle: Option<String>,
}

fn main() -> facade::core::Result<()> {
    let db = Db::open_in_memory()?;
    schema![User].create(&db)?;
    let john = NewUser { name: "john" }.logins(1).insert(&db)?;
    let post = NewPost { user_id: john.id }.subtitle("a").insert(&db)?;
    assert_eq!(
        User::filter(|u| u.logins.gt(0))
            .with(|u| u.posts)
            .load(&db)?,
        [(john, vec![post])]
    );
    Ok(())
}
