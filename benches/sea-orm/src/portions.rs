//! Some columns, some rows, or all rows but one at a time.

use std::collections::HashMap;

use futures_util::TryStreamExt as _;
use protocol::{Input, Result, Sum};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, TransactionTrait as _,
};

use crate::State;
use crate::entities::{comment, post, profile, user};

/// How many rows are on a page, and how many pages are read.
const SIZE: u64 = 50;
const PAGES: u64 = 100;

pub async fn two_columns(state: &mut State, _: &Input) -> Result<u64> {
    let pairs: Vec<(i64, String)> = profile::Entity::find()
        .select_only()
        .columns([profile::Column::Id, profile::Column::Name])
        .into_tuple()
        .all(&state.db)
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

/// A partial model holds no rows of a has_many, so that each level is a query of its own.
pub async fn projection(state: &mut State, _: &Input) -> Result<u64> {
    let transaction = state.db.begin().await?;
    let users: Vec<(i64, String)> = user::Entity::find()
        .select_only()
        .columns([user::Column::Id, user::Column::Name])
        .into_tuple()
        .all(&transaction)
        .await?;
    let posts: Vec<(i64, String, i64)> = post::Entity::find()
        .select_only()
        .columns([post::Column::Id, post::Column::Title, post::Column::UserId])
        .filter(post::Column::UserId.is_in(users.iter().map(|user| user.0)))
        .into_tuple()
        .all(&transaction)
        .await?;
    let found: Vec<(String, i64)> = comment::Entity::find()
        .select_only()
        .columns([comment::Column::Text, comment::Column::PostId])
        .filter(comment::Column::PostId.is_in(posts.iter().map(|post| post.0)))
        .into_tuple()
        .all(&transaction)
        .await?;
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
        let transaction = state.db.begin().await?;
        let paginator = post::Entity::find()
            .order_by_desc(post::Column::Id)
            .paginate(&transaction, SIZE);
        let total = paginator.num_items().await?;
        let posts = paginator.fetch_page(number).await?;
        drop(paginator);
        transaction.commit().await?;
        add_page(&mut sum, total.cast_signed(), &posts);
    }
    Ok(sum.get())
}

pub async fn keyset(state: &mut State, _: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    let mut last = 0;
    for _ in 0..PAGES {
        let posts = post::Entity::find()
            .cursor_by(post::Column::Id)
            .after(last)
            .first(SIZE)
            .all(&state.db)
            .await?;
        last = posts.last().map_or(0, |post| post.id);
        add_page(&mut sum, last, &posts);
    }
    Ok(sum.get())
}

fn add_page(sum: &mut Sum, number: i64, posts: &[post::Model]) {
    sum.add(number);
    for post in posts {
        sum.ordered(&[post.id, post.likes], &[&post.title]);
    }
}

pub async fn stream(state: &mut State, _: &Input) -> Result<u64> {
    let mut rows = user::Entity::find().stream(&state.db).await?;
    let mut sum = Sum::new();
    while let Some(user) = rows.try_next().await? {
        let color = user.hair_color.as_deref().unwrap_or_default();
        sum.row(&[user.id], &[&user.name, color]);
    }
    Ok(sum.get())
}
