//! Other derives and attributes on the struct and its fields don't meet relmodel's.

use std::collections::HashSet;

use relmodel::prelude::*;

/// A user, with documentation.
#[derive(Model, Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[must_use]
#[non_exhaustive]
#[has_many(posts: Post)]
pub struct User {
    /// The key.
    #[column(name = "user_id")]
    pub id: Key,
    /// The name.
    #[column(default = "nobody")]
    pub name: String,
    #[allow(dead_code)]
    #[column(default = -1)]
    #[doc(alias = "count")]
    pub logins: i64,
    #[cfg(all())]
    pub here: Option<bool>,
}

type Key = String;

#[derive(Clone, Debug, Eq, Hash, Model, Ord, PartialEq, PartialOrd)]
pub struct Post {
    #[key]
    pub number: i64,
    #[belongs_to(User)]
    pub user_id: Key,
}

#[derive(Model, Debug, Default)]
#[has_many(parts: Part)]
struct Whole {
    #[key]
    id: i64,
    #[column(default = 1.5)]
    size: f64,
}

#[derive(Model, Debug, Default)]
struct Part {
    #[key]
    id: i64,
    #[belongs_to(Whole)]
    whole_id: i64,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![Whole].create(&db)?;
    assert_eq!(NewWhole { id: 7 }.insert(&db)?.size, 1.5);
    assert_eq!(User::default().logins, 0);
    let post = Post {
        number: 1,
        user_id: Key::new(),
    };
    let posts: HashSet<Post> = [post.clone(), post].into();
    assert_eq!(posts.len(), 1);
    Ok(())
}
