//! The same tables as models, filled with the same rows.

use relmodel::prelude::*;

use super::{POSTS_PER_USER, USERS};

/// A user.
#[derive(Model)]
#[has_many(posts: Post)]
pub struct User {
    pub id: Id<User>,
    pub username: String,
}

/// A post of a user.
#[derive(Model)]
pub struct Post {
    pub id: Id<Post>,
    pub title: String,
    #[belongs_to(User)]
    pub user_id: Id<User>,
}

/// A database in memory with all users and posts.
pub fn filled_database() -> relmodel::Result<Db> {
    let db = Db::open_in_memory()?;
    schema![User].create(&db)?;
    for id in 1..=USERS {
        let username = format!("user {id}");
        let user = NewUser {
            username: &username,
        }
        .insert(&db)?;
        let titles: Vec<String> = (1..=POSTS_PER_USER)
            .map(|number| format!("post {number} of user {id}"))
            .collect();
        Post::insert_all(
            &db,
            titles.iter().map(|title| NewPost {
                title,
                user_id: user.id,
            }),
        )?;
    }
    Ok(db)
}
