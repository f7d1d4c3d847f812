//! Rows written one by one and at once.

use protocol::{Input, Result, Sum};
use sea_orm::ActiveValue::{NotSet, Set, Unchanged};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, TransactionTrait as _,
};

use crate::State;
use crate::entities::{post, post_tag, user};

fn new_users(input: &Input) -> impl Iterator<Item = user::ActiveModel> {
    input.users.iter().map(|new| user::ActiveModel {
        id: NotSet,
        name: Set(new.name.clone()),
        hair_color: Set(new.hair_color.clone()),
    })
}

pub async fn insert(state: &mut State, input: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    let transaction = state.db.begin().await?;
    for new in new_users(input) {
        let user = new.insert(&transaction).await?;
        sum.row(&[user.id], &[&user.name]);
    }
    transaction.commit().await?;
    Ok(sum.get())
}

pub async fn insert_only(state: &mut State, input: &Input) -> Result<u64> {
    let transaction = state.db.begin().await?;
    for new in new_users(input) {
        user::Entity::insert(new)
            .exec_without_returning(&transaction)
            .await?;
    }
    transaction.commit().await?;
    Ok(input.users.len() as u64)
}

pub async fn insert_all(state: &mut State, input: &Input) -> Result<u64> {
    let users = user::Entity::insert_many(new_users(input))
        .exec_with_returning(&state.db)
        .await?;

    let mut sum = Sum::new();
    for user in &users {
        sum.row(&[user.id], &[&user.name]);
    }
    Ok(sum.get())
}

pub async fn insert_all_keys(state: &mut State, input: &Input) -> Result<u64> {
    let ids: Vec<i64> = user::Entity::insert_many(new_users(input))
        .exec_with_returning_keys(&state.db)
        .await?;

    let mut sum = Sum::new();
    for id in &ids {
        sum.add(*id);
    }
    Ok(sum.get())
}

pub async fn update(state: &mut State, input: &Input) -> Result<u64> {
    let State { db, users } = state;
    if users.is_empty() {
        *users = user::Entity::find()
            .order_by_asc(user::Column::Id)
            .limit(1000)
            .all(&*db)
            .await?;
    }
    let mut updated = 0;
    let transaction = db.begin().await?;
    for (user, new) in users.iter_mut().zip(&input.users) {
        user.name.clone_from(&new.name);
        let changed = user::ActiveModel {
            id: Unchanged(user.id),
            name: Set(user.name.clone()),
            hair_color: Set(user.hair_color.clone()),
        };
        updated += user::Entity::update(changed)
            .exec_without_returning(&transaction)
            .await?
            .rows_affected;
    }
    transaction.commit().await?;
    Ok(updated)
}

pub async fn update_by_query(state: &mut State, _: &Input) -> Result<u64> {
    let done = post::Entity::update_many()
        .col_expr(post::Column::Likes, Expr::col(post::Column::Likes).add(1))
        .filter(post::Column::Id.lte(5000))
        .exec(&state.db)
        .await?;
    Ok(done.rows_affected)
}

pub async fn replace(state: &mut State, input: &Input) -> Result<u64> {
    let transaction = state.db.begin().await?;
    for (post, tags) in (1_i64..).zip(&input.tags) {
        post_tag::Entity::delete_many()
            .filter(post_tag::Column::PostId.eq(post))
            .exec(&transaction)
            .await?;
        let links = tags.iter().map(|tag| post_tag::ActiveModel {
            post_id: Set(post),
            tag_id: Set(*tag),
        });
        post_tag::Entity::insert_many(links)
            .exec_without_returning(&transaction)
            .await?;
    }
    transaction.commit().await?;
    Ok(input.tags.len() as u64)
}
