//! Some columns, some rows, or all rows but one at a time.

use std::collections::HashMap;

use futures_util::TryStreamExt as _;
use protocol::{Input, Result, Sum};
use sqlx::Connection as _;

use crate::State;
use crate::relations::rows_of;
use crate::rows::{Post, User};

/// How many rows are on a page, and how many pages are read.
const SIZE: i64 = 50;
const PAGES: i64 = 100;

pub async fn two_columns(state: &mut State, _: &Input) -> Result<u64> {
    let pairs: Vec<(i64, String)> = sqlx::query_as("SELECT id, name FROM profile")
        .fetch_all(&mut state.connection)
        .await?;
    let mut sum = Sum::new();
    for (id, name) in &pairs {
        sum.row(&[*id], &[name]);
    }
    Ok(sum.get())
}

struct UserPage {
    name: String,
    posts: Vec<PostPage>,
}

struct PostPage {
    title: String,
    comments: Vec<CommentLine>,
}

struct CommentLine {
    text: String,
}

pub async fn projection(state: &mut State, _: &Input) -> Result<u64> {
    let mut transaction = state.connection.begin().await?;
    let users: Vec<(i64, String)> = sqlx::query_as("SELECT id, name FROM user")
        .fetch_all(&mut *transaction)
        .await?;
    let sql = "SELECT id, title, user_id FROM post WHERE user_id IN";
    let posts: Vec<(i64, String, i64)> =
        rows_of(&mut transaction, sql, users.iter().map(|user| user.0)).await?;
    let sql = "SELECT text, post_id FROM comment WHERE post_id IN";
    let found: Vec<(String, i64)> =
        rows_of(&mut transaction, sql, posts.iter().map(|post| post.0)).await?;
    transaction.commit().await?;

    let mut comments: HashMap<i64, Vec<CommentLine>> = HashMap::with_capacity(posts.len());
    for (text, post) in found {
        comments.entry(post).or_default().push(CommentLine { text });
    }
    let mut posts_of: HashMap<i64, Vec<PostPage>> = HashMap::with_capacity(users.len());
    for (id, title, user) in posts {
        let comments = comments.remove(&id).unwrap_or_default();
        let page = PostPage { title, comments };
        posts_of.entry(user).or_default().push(page);
    }
    let pages: Vec<UserPage> = users
        .into_iter()
        .map(|(id, name)| UserPage {
            name,
            posts: posts_of.remove(&id).unwrap_or_default(),
        })
        .collect();

    let mut sum = Sum::new();
    for page in &pages {
        sum.row(&[], &[&page.name]);
        for post in &page.posts {
            sum.row(&[1], &[&page.name, &post.title]);
            for line in &post.comments {
                sum.row(&[2], &[&post.title, &line.text]);
            }
        }
    }
    Ok(sum.get())
}

pub async fn pages(state: &mut State, _: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    for number in 0..PAGES {
        let mut transaction = state.connection.begin().await?;
        let total: i64 = sqlx::query_scalar("SELECT count(*) FROM post")
            .fetch_one(&mut *transaction)
            .await?;
        let posts: Vec<Post> = sqlx::query_as(
            "SELECT id, title, likes, user_id FROM post ORDER BY id DESC LIMIT ? OFFSET ?",
        )
        .bind(SIZE)
        .bind(number * SIZE)
        .fetch_all(&mut *transaction)
        .await?;
        transaction.commit().await?;
        add_page(&mut sum, total, &posts);
    }
    Ok(sum.get())
}

pub async fn keyset(state: &mut State, _: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    let mut last = 0;
    for _ in 0..PAGES {
        let posts: Vec<Post> = sqlx::query_as(
            "SELECT id, title, likes, user_id FROM post WHERE id > ? ORDER BY id LIMIT ?",
        )
        .bind(last)
        .bind(SIZE)
        .fetch_all(&mut state.connection)
        .await?;
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

pub async fn stream(state: &mut State, _: &Input) -> Result<u64> {
    let mut rows = sqlx::query_as::<_, User>("SELECT id, name, hair_color FROM user")
        .fetch(&mut state.connection);
    let mut sum = Sum::new();
    while let Some(user) = rows.try_next().await? {
        let color = user.hair_color.as_deref().unwrap_or_default();
        sum.row(&[user.id], &[&user.name, color]);
    }
    Ok(sum.get())
}
