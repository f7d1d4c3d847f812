//! Rows with related rows, by the loaders.

use protocol::{Input, Result, Sum};
use sea_orm::{ColumnTrait as _, EntityTrait as _, LoaderTrait as _, TransactionTrait as _};

use crate::State;
use crate::entities::{comment, post, tag, user};

pub async fn has_many(state: &mut State, _: &Input) -> Result<u64> {
    let transaction = state.db.begin().await?;
    let users = user::Entity::find().all(&transaction).await?;
    let posts = users.load_many(post::Entity, &transaction).await?;
    transaction.commit().await?;
    let users: Vec<(user::Model, Vec<post::Model>)> = users.into_iter().zip(posts).collect();

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
    let transaction = state.db.begin().await?;
    let users = user::Entity::load()
        .with((post::Entity, comment::Entity))
        .all(&transaction)
        .await?;
    transaction.commit().await?;

    let mut sum = Sum::new();
    for user in &users {
        sum.row(&[user.id], &[&user.name]);
        for post in &user.posts {
            sum.related(user.id, &[post.id, post.likes], &[&post.title]);
            for comment in &post.comments {
                sum.related(post.id, &[comment.id], &[&comment.text]);
            }
        }
    }
    Ok(sum.get())
}

pub async fn belongs_to(state: &mut State, _: &Input) -> Result<u64> {
    let posts: Vec<(post::Model, user::Model)> = post::Entity::find()
        .find_both_related(user::Entity)
        .all(&state.db)
        .await?;

    let mut sum = Sum::new();
    for (post, user) in &posts {
        sum.related(user.id, &[post.id, post.likes], &[&post.title, &user.name]);
    }
    Ok(sum.get())
}

pub async fn many_to_many(state: &mut State, _: &Input) -> Result<u64> {
    let transaction = state.db.begin().await?;
    let posts = post::Entity::find().all(&transaction).await?;
    let tags = posts.load_many(tag::Entity, &transaction).await?;
    transaction.commit().await?;
    let posts: Vec<(post::Model, Vec<tag::Model>)> = posts.into_iter().zip(tags).collect();

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
    let users = user::Entity::find()
        .has_related(post::Entity, post::Column::Likes.gt(900))
        .all(&state.db)
        .await?;
    let mut sum = Sum::new();
    for user in &users {
        sum.row(&[user.id], &[&user.name]);
    }
    Ok(sum.get())
}
