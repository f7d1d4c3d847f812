//! The tables of `protocol::data::SCHEMA`.

use drizzle::sqlite::prelude::*;

#[SQLiteTable(name = "user", strict)]
pub struct User {
    #[column(primary)]
    pub id: i64,
    pub name: String,
    pub hair_color: Option<String>,
}

#[SQLiteTable(name = "profile", strict)]
pub struct Profile {
    #[column(primary)]
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

#[SQLiteTable(name = "account", strict)]
pub struct Account {
    #[column(primary)]
    pub id: i64,
    #[column(unique)]
    pub email: String,
    pub name: String,
    pub visits: i64,
}

#[SQLiteTable(name = "post", strict)]
pub struct Post {
    #[column(primary)]
    pub id: i64,
    pub title: String,
    pub likes: i64,
    #[column(references = User::id)]
    pub user_id: i64,
}

#[SQLiteTable(name = "comment", strict)]
pub struct Comment {
    #[column(primary)]
    pub id: i64,
    pub text: String,
    #[column(references = Post::id)]
    pub post_id: i64,
}

#[SQLiteTable(name = "tag", strict)]
pub struct Tag {
    #[column(primary)]
    pub id: i64,
    #[column(unique)]
    pub name: String,
}

#[SQLiteTable(name = "post_tag", strict, without_rowid)]
pub struct PostTag {
    #[column(primary, references = Post::id)]
    pub post_id: i64,
    #[column(primary, references = Tag::id)]
    pub tag_id: i64,
}

#[derive(SQLiteSchema)]
pub struct Schema {
    pub user: User,
    pub profile: Profile,
    pub account: Account,
    pub post: Post,
    pub comment: Comment,
    pub tag: Tag,
    pub post_tag: PostTag,
}
