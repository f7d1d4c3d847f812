//! The tables of `protocol::data::SCHEMA` as models.

use relmodel::prelude::*;

#[derive(Model)]
#[has_many(posts: Post)]
pub struct User {
    pub id: Id<User>,
    pub name: String,
    pub hair_color: Option<String>,
}

#[derive(Model)]
pub struct Profile {
    pub id: Id<Profile>,
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

#[derive(Model)]
pub struct Account {
    pub id: Id<Account>,
    #[unique]
    pub email: String,
    pub name: String,
    pub visits: i64,
}

#[derive(Model)]
#[has_many(comments: Comment)]
#[many_to_many(tags: Tag, through = PostTag)]
pub struct Post {
    pub id: Id<Post>,
    pub title: String,
    pub likes: i64,
    #[belongs_to(author: User)]
    pub user_id: Id<User>,
}

#[derive(Model)]
pub struct Comment {
    pub id: Id<Comment>,
    pub text: String,
    #[belongs_to(Post)]
    pub post_id: Id<Post>,
}

#[derive(Model)]
#[many_to_many(posts: Post, through = PostTag)]
pub struct Tag {
    pub id: Id<Tag>,
    #[unique]
    pub name: String,
}

#[derive(Model)]
pub struct PostTag {
    #[key]
    #[belongs_to(Post)]
    pub post_id: Id<Post>,
    #[key]
    #[belongs_to(Tag)]
    pub tag_id: Id<Tag>,
}
