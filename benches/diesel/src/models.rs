//! The rows.

use diesel::prelude::*;

use crate::schema::{account, comment, post, post_tag, profile, tag, user};

#[derive(Queryable, Selectable, Identifiable)]
#[diesel(table_name = user)]
pub struct User {
    pub id: i64,
    pub name: String,
    pub hair_color: Option<String>,
}

#[derive(Insertable)]
#[diesel(table_name = user, treat_none_as_default_value = false)]
pub struct NewUser<'a> {
    pub name: &'a str,
    pub hair_color: Option<&'a str>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = profile)]
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

#[derive(Queryable, Selectable)]
#[diesel(table_name = account)]
pub struct Account {
    pub id: i64,
    pub email: String,
    pub name: String,
    pub visits: i64,
}

#[derive(Insertable)]
#[diesel(table_name = account)]
pub struct NewAccount<'a> {
    pub email: &'a str,
    pub name: &'a str,
    pub visits: i64,
}

#[derive(Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = post, belongs_to(User))]
pub struct Post {
    pub id: i64,
    pub title: String,
    pub likes: i64,
    pub user_id: i64,
}

#[derive(Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = comment, belongs_to(Post))]
pub struct Comment {
    pub id: i64,
    pub text: String,
    pub post_id: i64,
}

#[derive(Queryable, Selectable, Identifiable)]
#[diesel(table_name = tag)]
pub struct Tag {
    pub id: i64,
    pub name: String,
}

#[derive(Queryable, Selectable, Identifiable, Associations, Insertable)]
#[diesel(table_name = post_tag, primary_key(post_id, tag_id), belongs_to(Post), belongs_to(Tag))]
pub struct PostTag {
    pub post_id: i64,
    pub tag_id: i64,
}
