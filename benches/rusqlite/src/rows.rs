//! The rows, and how each is read by position.

use rusqlite::Row;

pub struct User {
    pub id: i64,
    pub name: String,
    pub hair_color: Option<String>,
}

pub struct Profile {
    pub id: i64,
    pub name: String,
    pub email: String,
    pub bio: Option<String>,
    pub city: String,
    pub country: String,
    pub age: i64,
    pub visits: i64,
    pub height: f64,
    pub active: bool,
}

pub struct Account {
    pub id: i64,
    pub email: String,
    pub name: String,
    pub visits: i64,
}

pub struct Post {
    pub id: i64,
    pub title: String,
    pub likes: i64,
    pub user_id: i64,
}

pub struct Comment {
    pub id: i64,
    pub text: String,
    pub post_id: i64,
}

pub struct Tag {
    pub id: i64,
    pub name: String,
}

pub fn user(row: &Row<'_>) -> rusqlite::Result<User> {
    Ok(User {
        id: row.get(0)?,
        name: row.get(1)?,
        hair_color: row.get(2)?,
    })
}

pub fn profile(row: &Row<'_>) -> rusqlite::Result<Profile> {
    Ok(Profile {
        id: row.get(0)?,
        name: row.get(1)?,
        email: row.get(2)?,
        bio: row.get(3)?,
        city: row.get(4)?,
        country: row.get(5)?,
        age: row.get(6)?,
        visits: row.get(7)?,
        height: row.get(8)?,
        active: row.get(9)?,
    })
}

pub fn post(row: &Row<'_>) -> rusqlite::Result<Post> {
    Ok(Post {
        id: row.get(0)?,
        title: row.get(1)?,
        likes: row.get(2)?,
        user_id: row.get(3)?,
    })
}

pub fn comment(row: &Row<'_>) -> rusqlite::Result<Comment> {
    Ok(Comment {
        id: row.get(0)?,
        text: row.get(1)?,
        post_id: row.get(2)?,
    })
}

pub fn account(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account {
        id: row.get(0)?,
        email: row.get(1)?,
        name: row.get(2)?,
        visits: row.get(3)?,
    })
}
