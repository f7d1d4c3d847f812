//! Rows with related rows: a second query with an `IN` list, grouped by a `HashMap`.

use std::collections::HashMap;

use protocol::{Input, Result, Sum};
use rusqlite::{Connection, params_from_iter};

use crate::ByHand;
use crate::rows::{Comment, Post, Tag, User, comment, post, user};

/// How many values SQLite takes in one statement.
const MOST_VALUES: usize = 32_000;

/// `?,?,?` for so many values.
pub fn places(count: usize) -> String {
    vec!["?"; count].join(",")
}

fn all_users(connection: &Connection) -> Result<Vec<User>> {
    let mut load = connection.prepare_cached("SELECT id, name, hair_color FROM user")?;
    Ok(load.query_map([], user)?.collect::<rusqlite::Result<_>>()?)
}

fn posts_of(connection: &Connection, users: &[User]) -> Result<HashMap<i64, Vec<Post>>> {
    let mut of: HashMap<i64, Vec<Post>> = HashMap::with_capacity(users.len());
    for users in users.chunks(MOST_VALUES) {
        let mut load = connection.prepare_cached(&format!(
            "SELECT id, title, likes, user_id FROM post WHERE user_id IN ({})",
            places(users.len())
        ))?;
        let mut rows = load.query(params_from_iter(users.iter().map(|user| user.id)))?;
        while let Some(row) = rows.next()? {
            let post = post(row)?;
            of.entry(post.user_id).or_default().push(post);
        }
    }
    Ok(of)
}

fn comments_of<'a>(
    connection: &Connection,
    posts: impl ExactSizeIterator<Item = &'a Post>,
) -> Result<HashMap<i64, Vec<Comment>>> {
    let mut load = connection.prepare_cached(&format!(
        "SELECT id, text, post_id FROM comment WHERE post_id IN ({})",
        places(posts.len())
    ))?;
    let mut of: HashMap<i64, Vec<Comment>> = HashMap::with_capacity(posts.len());
    let mut rows = load.query(params_from_iter(posts.map(|post| post.id)))?;
    while let Some(row) = rows.next()? {
        let comment = comment(row)?;
        of.entry(comment.post_id).or_default().push(comment);
    }
    Ok(of)
}

pub fn has_many(by_hand: &mut ByHand, _: &Input) -> Result<u64> {
    let transaction = by_hand.connection.transaction()?;
    let users = all_users(&transaction)?;
    let mut posts = posts_of(&transaction, &users)?;
    transaction.commit()?;
    let users: Vec<(User, Vec<Post>)> = users
        .into_iter()
        .map(|user| {
            let posts = posts.remove(&user.id).unwrap_or_default();
            (user, posts)
        })
        .collect();

    let mut sum = Sum::new();
    for (user, posts) in &users {
        sum.row(&[user.id], &[&user.name]);
        for post in posts {
            sum.related(user.id, &[post.id, post.likes], &[&post.title]);
        }
    }
    Ok(sum.get())
}

pub fn nested(by_hand: &mut ByHand, _: &Input) -> Result<u64> {
    let transaction = by_hand.connection.transaction()?;
    let users = all_users(&transaction)?;
    let mut posts = posts_of(&transaction, &users)?;
    let all_posts: Vec<&Post> = posts.values().flatten().collect();
    let mut comments = comments_of(&transaction, all_posts.iter().copied())?;
    transaction.commit()?;
    let users: Vec<(User, Vec<(Post, Vec<Comment>)>)> = users
        .into_iter()
        .map(|user| {
            let posts = posts.remove(&user.id).unwrap_or_default();
            let posts = posts
                .into_iter()
                .map(|post| {
                    let comments = comments.remove(&post.id).unwrap_or_default();
                    (post, comments)
                })
                .collect();
            (user, posts)
        })
        .collect();

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

pub fn belongs_to(by_hand: &mut ByHand, _: &Input) -> Result<u64> {
    let mut load = by_hand.connection.prepare_cached(
        "SELECT post.id, title, likes, user_id, user.id, name, hair_color \
         FROM post JOIN user ON user.id = user_id",
    )?;
    let mut posts: Vec<(Post, User)> = Vec::new();
    let mut rows = load.query([])?;
    while let Some(row) = rows.next()? {
        let user = User {
            id: row.get(4)?,
            name: row.get(5)?,
            hair_color: row.get(6)?,
        };
        posts.push((post(row)?, user));
    }

    let mut sum = Sum::new();
    for (post, user) in &posts {
        sum.related(user.id, &[post.id, post.likes], &[&post.title, &user.name]);
    }
    Ok(sum.get())
}

pub fn many_to_many(by_hand: &mut ByHand, _: &Input) -> Result<u64> {
    let transaction = by_hand.connection.transaction()?;
    let mut load = transaction.prepare_cached("SELECT id, title, likes, user_id FROM post")?;
    let posts: Vec<Post> = load.query_map([], post)?.collect::<rusqlite::Result<_>>()?;
    drop(load);
    let mut load = transaction.prepare_cached(&format!(
        "SELECT post_id, tag.id, name FROM post_tag JOIN tag ON tag.id = tag_id WHERE post_id IN ({})",
        places(posts.len())
    ))?;
    let mut tags: HashMap<i64, Vec<Tag>> = HashMap::with_capacity(posts.len());
    let mut rows = load.query(params_from_iter(posts.iter().map(|post| post.id)))?;
    while let Some(row) = rows.next()? {
        let tag = Tag {
            id: row.get(1)?,
            name: row.get(2)?,
        };
        tags.entry(row.get(0)?).or_default().push(tag);
    }
    drop(rows);
    drop(load);
    transaction.commit()?;
    let posts: Vec<(Post, Vec<Tag>)> = posts
        .into_iter()
        .map(|post| {
            let tags = tags.remove(&post.id).unwrap_or_default();
            (post, tags)
        })
        .collect();

    let mut sum = Sum::new();
    for (post, tags) in &posts {
        sum.row(&[post.id, post.likes], &[&post.title]);
        for tag in tags {
            sum.related(post.id, &[tag.id], &[&tag.name]);
        }
    }
    Ok(sum.get())
}

pub fn exists(by_hand: &mut ByHand, _: &Input) -> Result<u64> {
    let mut load = by_hand.connection.prepare_cached(
        "SELECT id, name, hair_color FROM user \
         WHERE EXISTS (SELECT 1 FROM post WHERE user_id = user.id AND likes > ?1)",
    )?;
    let users: Vec<User> = load
        .query_map([900], user)?
        .collect::<rusqlite::Result<_>>()?;
    let mut sum = Sum::new();
    for user in &users {
        sum.row(&[user.id], &[&user.name]);
    }
    Ok(sum.get())
}
