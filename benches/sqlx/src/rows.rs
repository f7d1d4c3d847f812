//! The rows.

use sqlx::FromRow;

#[derive(FromRow)]
pub struct User {
    pub id: i64,
    pub name: String,
    pub hair_color: Option<String>,
}

#[derive(FromRow)]
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

#[derive(FromRow)]
pub struct Account {
    pub id: i64,
    pub email: String,
    pub name: String,
    pub visits: i64,
}

#[derive(FromRow)]
pub struct Post {
    pub id: i64,
    pub title: String,
    pub likes: i64,
    pub user_id: i64,
}

/// A post and its author, found by one join.
#[derive(FromRow)]
pub struct PostAndUser {
    #[sqlx(flatten)]
    pub post: Post,
    pub name: String,
    pub hair_color: Option<String>,
}

#[derive(FromRow)]
pub struct Comment {
    pub id: i64,
    pub text: String,
    pub post_id: i64,
}

#[derive(FromRow)]
pub struct Tag {
    pub id: i64,
    pub name: String,
}

/// A tag and the post that it was found for.
#[derive(FromRow)]
pub struct TagOfPost {
    pub post_id: i64,
    #[sqlx(flatten)]
    pub tag: Tag,
}
