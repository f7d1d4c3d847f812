//! Rows with related rows: `belonging_to` and `grouped_by`, which is how diesel loads them.

use diesel::dsl::exists;
use diesel::prelude::*;
use protocol::{Input, Result, Sum};

use crate::Diesel;
use crate::models::{Comment, Post, PostTag, Tag, User};
use crate::schema::{post, tag, user};

pub fn has_many(diesel: &mut Diesel, _: &Input) -> Result<u64> {
    let users = diesel.connection.transaction(|connection| {
        let users = user::table.select(User::as_select()).load(connection)?;
        let posts = Post::belonging_to(&users)
            .select(Post::as_select())
            .load(connection)?
            .grouped_by(&users);
        let users: Vec<(User, Vec<Post>)> = users.into_iter().zip(posts).collect();
        QueryResult::Ok(users)
    })?;

    let mut sum = Sum::new();
    for (user, posts) in &users {
        sum.row(&[user.id], &[&user.name]);
        for post in posts {
            sum.related(user.id, &[post.id, post.likes], &[&post.title]);
        }
    }
    Ok(sum.get())
}

pub fn nested(diesel: &mut Diesel, _: &Input) -> Result<u64> {
    let users = diesel.connection.transaction(|connection| {
        let users = user::table.select(User::as_select()).load(connection)?;
        let posts = Post::belonging_to(&users)
            .select(Post::as_select())
            .load(connection)?;
        let comments = Comment::belonging_to(&posts)
            .select(Comment::as_select())
            .load(connection)?
            .grouped_by(&posts);
        let posts = posts.into_iter().zip(comments).grouped_by(&users);
        let users: Vec<(User, Vec<(Post, Vec<Comment>)>)> = users.into_iter().zip(posts).collect();
        QueryResult::Ok(users)
    })?;

    let mut sum = Sum::new();
    for (user, posts) in &users {
        sum.row(&[user.id], &[&user.name]);
        for (post, comments) in posts {
            sum.related(user.id, &[post.id, post.likes], &[&post.title]);
            for comment in comments {
                sum.related(post.id, &[comment.id], &[&comment.text]);
            }
        }
    }
    Ok(sum.get())
}

pub fn belongs_to(diesel: &mut Diesel, _: &Input) -> Result<u64> {
    let posts: Vec<(Post, User)> = post::table
        .inner_join(user::table)
        .select((Post::as_select(), User::as_select()))
        .load(&mut diesel.connection)?;

    let mut sum = Sum::new();
    for (post, user) in &posts {
        sum.related(user.id, &[post.id, post.likes], &[&post.title, &user.name]);
    }
    Ok(sum.get())
}

pub fn many_to_many(diesel: &mut Diesel, _: &Input) -> Result<u64> {
    let posts = diesel.connection.transaction(|connection| {
        let posts = post::table.select(Post::as_select()).load(connection)?;
        let tags: Vec<Vec<(PostTag, Tag)>> = PostTag::belonging_to(&posts)
            .inner_join(tag::table)
            .select((PostTag::as_select(), Tag::as_select()))
            .load(connection)?
            .grouped_by(&posts);
        let posts: Vec<(Post, Vec<Tag>)> = posts
            .into_iter()
            .zip(tags)
            .map(|(post, tags)| (post, tags.into_iter().map(|(_, tag)| tag).collect()))
            .collect();
        QueryResult::Ok(posts)
    })?;

    let mut sum = Sum::new();
    for (post, tags) in &posts {
        sum.row(&[post.id, post.likes], &[&post.title]);
        for tag in tags {
            sum.related(post.id, &[tag.id], &[&tag.name]);
        }
    }
    Ok(sum.get())
}

pub fn exists_related(diesel: &mut Diesel, _: &Input) -> Result<u64> {
    let popular = post::table
        .filter(post::user_id.eq(user::id))
        .filter(post::likes.gt(900));
    let users = user::table
        .filter(exists(popular))
        .select(User::as_select())
        .load(&mut diesel.connection)?;
    let mut sum = Sum::new();
    for user in &users {
        sum.row(&[user.id], &[&user.name]);
    }
    Ok(sum.get())
}
