//! Rows of one table.

use protocol::{Input, Result, Sum};
use sea_orm::{
    ConnectionTrait, EntityTrait as _, QueryOrder as _, QuerySelect as _, TransactionTrait as _,
};

use crate::State;
use crate::entities::{profile, user};

pub async fn lookup(state: &mut State, input: &Input) -> Result<u64> {
    find_each(&state.db, input).await
}

pub async fn lookup_in_transaction(state: &mut State, input: &Input) -> Result<u64> {
    let transaction = state.db.begin().await?;
    let sum = find_each(&transaction, input).await?;
    transaction.commit().await?;
    Ok(sum)
}

async fn find_each(db: &impl ConnectionTrait, input: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    for id in &input.ids {
        let user = user::Entity::find_by_id(*id).one(db).await?;
        let user = user.ok_or("no user")?;
        sum.row(&[user.id], &[&user.name]);
    }
    Ok(sum.get())
}

pub async fn three_columns(state: &mut State, _: &Input) -> Result<u64> {
    let users = user::Entity::find().all(&state.db).await?;
    let mut sum = Sum::new();
    for user in &users {
        let color = user.hair_color.as_deref().unwrap_or_default();
        sum.row(&[user.id], &[&user.name, color]);
    }
    Ok(sum.get())
}

pub async fn by_key(state: &mut State, _: &Input) -> Result<u64> {
    let users = user::Entity::find()
        .order_by_desc(user::Column::Id)
        .all(&state.db)
        .await?;
    Ok(in_order(&users))
}

pub async fn by_name(state: &mut State, _: &Input) -> Result<u64> {
    let users = user::Entity::find()
        .order_by_asc(user::Column::Name)
        .all(&state.db)
        .await?;
    Ok(in_order(&users))
}

pub async fn limited(state: &mut State, _: &Input) -> Result<u64> {
    let users = user::Entity::find()
        .order_by_asc(user::Column::Id)
        .limit(1000)
        .all(&state.db)
        .await?;
    Ok(in_order(&users))
}

fn in_order(users: &[user::Model]) -> u64 {
    let mut sum = Sum::new();
    for user in users {
        sum.ordered(&[user.id], &[&user.name]);
    }
    sum.get()
}

pub async fn ten_columns(state: &mut State, _: &Input) -> Result<u64> {
    let profiles = profile::Entity::find().all(&state.db).await?;
    let mut sum = Sum::new();
    for p in &profiles {
        let bio = p.bio.as_deref().unwrap_or_default();
        sum.row(
            &[p.id, p.age, p.visits, p.height as i64, i64::from(p.active)],
            &[&p.name, &p.email, bio, &p.city, &p.country],
        );
    }
    Ok(sum.get())
}
