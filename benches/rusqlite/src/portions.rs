//! Some columns, some rows, or all rows but one at a time.

use std::collections::HashMap;

use protocol::{Input, Result, Sum};
use rusqlite::params_from_iter;

use crate::ByHand;
use crate::relations::places;
use crate::rows::{Post, post, user};

/// How many rows are on a page, and how many pages are read.
const SIZE: i64 = 50;
const PAGES: i64 = 100;

pub fn two_columns(by_hand: &mut ByHand, _: &Input) -> Result<u64> {
    let mut load = by_hand
        .connection
        .prepare_cached("SELECT id, name FROM profile")?;
    let pairs: Vec<(i64, String)> = load
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
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

pub fn projection(by_hand: &mut ByHand, _: &Input) -> Result<u64> {
    let transaction = by_hand.connection.transaction()?;
    let mut load = transaction.prepare_cached("SELECT id, name FROM user")?;
    let users: Vec<(i64, String)> = load
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    drop(load);

    let mut load = transaction.prepare_cached(&format!(
        "SELECT id, title, user_id FROM post WHERE user_id IN ({})",
        places(users.len())
    ))?;
    let posts: Vec<(i64, String, i64)> = load
        .query_map(params_from_iter(users.iter().map(|user| user.0)), |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    drop(load);

    let mut load = transaction.prepare_cached(&format!(
        "SELECT text, post_id FROM comment WHERE post_id IN ({})",
        places(posts.len())
    ))?;
    let mut comments: HashMap<i64, Vec<CommentLine>> = HashMap::with_capacity(posts.len());
    let mut rows = load.query(params_from_iter(posts.iter().map(|post| post.0)))?;
    while let Some(row) = rows.next()? {
        let line = CommentLine { text: row.get(0)? };
        comments.entry(row.get(1)?).or_default().push(line);
    }
    drop(rows);
    drop(load);
    transaction.commit()?;

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

pub fn pages(by_hand: &mut ByHand, _: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    for number in 0..PAGES {
        let transaction = by_hand.connection.transaction()?;
        let mut count = transaction.prepare_cached("SELECT count(*) FROM post")?;
        let total: i64 = count.query_row([], |row| row.get(0))?;
        drop(count);
        let mut load = transaction.prepare_cached(
            "SELECT id, title, likes, user_id FROM post ORDER BY id DESC LIMIT ?1 OFFSET ?2",
        )?;
        let posts: Vec<Post> = load
            .query_map([SIZE, number * SIZE], post)?
            .collect::<rusqlite::Result<_>>()?;
        drop(load);
        transaction.commit()?;
        add_page(&mut sum, total, &posts);
    }
    Ok(sum.get())
}

pub fn keyset(by_hand: &mut ByHand, _: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    let mut last = 0;
    for _ in 0..PAGES {
        let mut load = by_hand.connection.prepare_cached(
            "SELECT id, title, likes, user_id FROM post WHERE id > ?1 ORDER BY id LIMIT ?2",
        )?;
        let posts: Vec<Post> = load
            .query_map([last, SIZE], post)?
            .collect::<rusqlite::Result<_>>()?;
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

pub fn stream(by_hand: &mut ByHand, _: &Input) -> Result<u64> {
    let mut load = by_hand
        .connection
        .prepare_cached("SELECT id, name, hair_color FROM user")?;
    let mut rows = load.query([])?;
    let mut sum = Sum::new();
    while let Some(row) = rows.next()? {
        let user = user(row)?;
        let color = user.hair_color.as_deref().unwrap_or_default();
        sum.row(&[user.id], &[&user.name, color]);
    }
    Ok(sum.get())
}
