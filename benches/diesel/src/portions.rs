//! Some columns, some rows, or all rows but one at a time.

use diesel::connection::DefaultLoadingMode;
use diesel::prelude::*;
use protocol::{Input, Result, Sum};

use crate::Diesel;
use crate::models::{Post, User};
use crate::schema::{comment, post, profile, user};

/// How many rows are on a page, and how many pages are read.
const SIZE: i64 = 50;
const PAGES: i64 = 100;

pub fn two_columns(diesel: &mut Diesel, _: &Input) -> Result<u64> {
    let pairs: Vec<(i64, String)> = profile::table
        .select((profile::id, profile::name))
        .load(&mut diesel.connection)?;
    let mut sum = Sum::new();
    for (id, name) in &pairs {
        sum.row(&[*id], &[name]);
    }
    Ok(sum.get())
}

#[derive(Queryable, Selectable, Identifiable)]
#[diesel(table_name = user)]
struct UserName {
    id: i64,
    name: String,
}

#[derive(Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = post, belongs_to(UserName, foreign_key = user_id))]
struct PostTitle {
    id: i64,
    title: String,
    user_id: i64,
}

#[derive(Queryable, Selectable, Associations)]
#[diesel(table_name = comment, belongs_to(PostTitle, foreign_key = post_id))]
struct CommentText {
    text: String,
    post_id: i64,
}

pub fn projection(diesel: &mut Diesel, _: &Input) -> Result<u64> {
    let pages = diesel.connection.transaction(|connection| {
        let users = user::table.select(UserName::as_select()).load(connection)?;
        let posts = PostTitle::belonging_to(&users)
            .select(PostTitle::as_select())
            .load(connection)?;
        let comments = comment::table
            .filter(comment::post_id.eq_any(posts.iter().map(|post| post.id)))
            .select(CommentText::as_select())
            .load(connection)?
            .grouped_by(&posts);
        let posts = posts.into_iter().zip(comments).grouped_by(&users);
        let pages: Vec<(UserName, Vec<(PostTitle, Vec<CommentText>)>)> =
            users.into_iter().zip(posts).collect();
        QueryResult::Ok(pages)
    })?;

    let mut sum = Sum::new();
    for (user, posts) in &pages {
        sum.row(&[], &[&user.name]);
        for (post, comments) in posts {
            sum.row(&[1], &[&user.name, &post.title]);
            for line in comments {
                sum.row(&[2], &[&post.title, &line.text]);
            }
        }
    }
    Ok(sum.get())
}

pub fn pages(diesel: &mut Diesel, _: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    for number in 0..PAGES {
        let (total, posts) = diesel.connection.transaction(|connection| {
            let total: i64 = post::table.count().get_result(connection)?;
            let posts = post::table
                .order(post::id.desc())
                .limit(SIZE)
                .offset(number * SIZE)
                .select(Post::as_select())
                .load(connection)?;
            QueryResult::Ok((total, posts))
        })?;
        add_page(&mut sum, total, &posts);
    }
    Ok(sum.get())
}

pub fn keyset(diesel: &mut Diesel, _: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    let mut last = 0;
    for _ in 0..PAGES {
        let posts = post::table
            .filter(post::id.gt(last))
            .order(post::id)
            .limit(SIZE)
            .select(Post::as_select())
            .load(&mut diesel.connection)?;
        last = posts.last().map_or(0, |post| post.id);
        add_page(&mut sum, last, &posts);
    }
    Ok(sum.get())
}

fn add_page(sum: &mut Sum, number: i64, posts: &[Post]) {
    sum.add(number);
    for post in posts {
        sum.ordered(&[post.id, post.likes], &[&post.title]);
    }
}

pub fn stream(diesel: &mut Diesel, _: &Input) -> Result<u64> {
    let rows = user::table
        .select(User::as_select())
        .load_iter::<User, DefaultLoadingMode>(&mut diesel.connection)?;
    let mut sum = Sum::new();
    for user in rows {
        let user = user?;
        let color = user.hair_color.as_deref().unwrap_or_default();
        sum.row(&[user.id], &[&user.name, color]);
    }
    Ok(sum.get())
}
