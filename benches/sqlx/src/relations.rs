//! Rows with related rows: a second query with an `IN` list, grouped by a `HashMap`.

use std::collections::HashMap;

use protocol::{Input, Result, Sum};
use sqlx::sqlite::SqliteRow;
use sqlx::{Connection as _, FromRow, QueryBuilder, Sqlite, SqliteConnection};

use crate::State;
use crate::rows::{Comment, Post, PostAndUser, Tag, TagOfPost, User};

/// The rows of a query that ends with the list of an `IN`.
pub async fn rows_of<T>(
    connection: &mut SqliteConnection,
    sql: &'static str,
    keys: impl Iterator<Item = i64>,
) -> sqlx::Result<Vec<T>>
where
    T: for<'r> FromRow<'r, SqliteRow> + Send + Unpin,
{
    let mut query: QueryBuilder<Sqlite> = QueryBuilder::new(sql);
    query.push(" (");
    let mut list = query.separated(",");
    for key in keys {
        list.push_bind(key);
    }
    query.push(")");
    query.build_query_as().fetch_all(connection).await
}

fn grouped<T>(rows: Vec<T>, owner: impl Fn(&T) -> i64) -> HashMap<i64, Vec<T>> {
    let mut of: HashMap<i64, Vec<T>> = HashMap::new();
    for row in rows {
        of.entry(owner(&row)).or_default().push(row);
    }
    of
}

async fn all_users(connection: &mut SqliteConnection) -> sqlx::Result<Vec<User>> {
    sqlx::query_as("SELECT id, name, hair_color FROM user")
        .fetch_all(connection)
        .await
}

async fn posts_of(connection: &mut SqliteConnection, users: &[User]) -> sqlx::Result<Vec<Post>> {
    let sql = "SELECT id, title, likes, user_id FROM post WHERE user_id IN";
    rows_of(connection, sql, users.iter().map(|user| user.id)).await
}

pub async fn has_many(state: &mut State, _: &Input) -> Result<u64> {
    let mut transaction = state.connection.begin().await?;
    let users = all_users(&mut transaction).await?;
    let posts = posts_of(&mut transaction, &users).await?;
    transaction.commit().await?;
    let mut posts = grouped(posts, |post| post.user_id);
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

pub async fn nested(state: &mut State, _: &Input) -> Result<u64> {
    let mut transaction = state.connection.begin().await?;
    let users = all_users(&mut transaction).await?;
    let posts = posts_of(&mut transaction, &users).await?;
    let sql = "SELECT id, text, post_id FROM comment WHERE post_id IN";
    let comments: Vec<Comment> =
        rows_of(&mut transaction, sql, posts.iter().map(|post| post.id)).await?;
    transaction.commit().await?;
    let mut comments = grouped(comments, |comment| comment.post_id);
    let mut posts = grouped(posts, |post| post.user_id);
    let users: Vec<_> = users
        .into_iter()
        .map(|user| {
            let posts = posts.remove(&user.id).unwrap_or_default();
            let posts: Vec<(Post, Vec<Comment>)> = posts
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

pub async fn belongs_to(state: &mut State, _: &Input) -> Result<u64> {
    let rows: Vec<PostAndUser> = sqlx::query_as(
        "SELECT post.id, title, likes, user_id, name, hair_color \
         FROM post JOIN user ON user.id = user_id",
    )
    .fetch_all(&mut state.connection)
    .await?;
    let posts: Vec<(Post, User)> = rows
        .into_iter()
        .map(|row| {
            let user = User {
                id: row.post.user_id,
                name: row.name,
                hair_color: row.hair_color,
            };
            (row.post, user)
        })
        .collect();

    let mut sum = Sum::new();
    for (post, user) in &posts {
        sum.related(user.id, &[post.id, post.likes], &[&post.title, &user.name]);
    }
    Ok(sum.get())
}

pub async fn many_to_many(state: &mut State, _: &Input) -> Result<u64> {
    let mut transaction = state.connection.begin().await?;
    let posts: Vec<Post> = sqlx::query_as("SELECT id, title, likes, user_id FROM post")
        .fetch_all(&mut *transaction)
        .await?;
    let sql = "SELECT post_id, tag.id, name FROM post_tag JOIN tag ON tag.id = tag_id \
               WHERE post_id IN";
    let found: Vec<TagOfPost> =
        rows_of(&mut transaction, sql, posts.iter().map(|post| post.id)).await?;
    transaction.commit().await?;
    let mut tags: HashMap<i64, Vec<Tag>> = HashMap::with_capacity(posts.len());
    for TagOfPost { post_id, tag } in found {
        tags.entry(post_id).or_default().push(tag);
    }
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

pub async fn exists(state: &mut State, _: &Input) -> Result<u64> {
    let users: Vec<User> = sqlx::query_as(
        "SELECT id, name, hair_color FROM user \
         WHERE EXISTS (SELECT 1 FROM post WHERE user_id = user.id AND likes > ?)",
    )
    .bind(900)
    .fetch_all(&mut state.connection)
    .await?;
    let mut sum = Sum::new();
    for user in &users {
        sum.row(&[user.id], &[&user.name]);
    }
    Ok(sum.get())
}
