//! The tables of `protocol::data::SCHEMA` as models.

use toasty::{Deferred, Model};

#[derive(Debug, Model)]
#[table = "user"]
pub struct User {
    #[key]
    #[auto]
    pub id: u64,
    pub name: String,
    pub hair_color: Option<String>,
    #[has_many]
    pub posts: Deferred<Vec<Post>>,
}

#[derive(Debug, Model)]
#[table = "profile"]
pub struct Profile {
    #[key]
    #[auto]
    pub id: u64,
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

#[derive(Debug, Model)]
#[table = "account"]
pub struct Account {
    #[key]
    #[auto]
    pub id: u64,
    #[unique]
    pub email: String,
    pub name: String,
    pub visits: i64,
}

#[derive(Debug, Model)]
#[table = "post"]
pub struct Post {
    #[key]
    #[auto]
    pub id: u64,
    pub title: String,
    pub likes: i64,
    #[index]
    pub user_id: u64,
    #[belongs_to(key = user_id, references = id)]
    pub user: Deferred<User>,
    #[has_many]
    pub comments: Deferred<Vec<Comment>>,
    #[has_many]
    pub post_tags: Deferred<Vec<PostTag>>,
    #[has_many(via = post_tags.tag)]
    pub tags: Deferred<Vec<Tag>>,
}

#[derive(Debug, Model)]
#[table = "comment"]
pub struct Comment {
    #[key]
    #[auto]
    pub id: u64,
    pub text: String,
    #[index]
    pub post_id: u64,
    #[belongs_to(key = post_id, references = id)]
    pub post: Deferred<Post>,
}

#[derive(Debug, Model)]
#[table = "tag"]
pub struct Tag {
    #[key]
    #[auto]
    pub id: u64,
    #[unique]
    pub name: String,
    #[has_many]
    pub post_tags: Deferred<Vec<PostTag>>,
}

#[derive(Debug, Model)]
#[table = "post_tag"]
#[key(post_id, tag_id)]
pub struct PostTag {
    #[index]
    pub post_id: u64,
    #[belongs_to(key = post_id, references = id)]
    pub post: Deferred<Post>,
    #[index]
    pub tag_id: u64,
    #[belongs_to(key = tag_id, references = id)]
    pub tag: Deferred<Tag>,
}
