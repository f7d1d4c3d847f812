//! Rows of one table.

use protocol::{Input, Result, Sum};
use sqlx::{Connection as _, SqliteConnection};

use crate::State;
use crate::rows::{Profile, User};

pub async fn lookup(state: &mut State, input: &Input) -> Result<u64> {
    find_each(&mut state.connection, input).await
}

pub async fn lookup_in_transaction(state: &mut State, input: &Input) -> Result<u64> {
    let mut transaction = state.connection.begin().await?;
    let sum = find_each(&mut transaction, input).await?;
    transaction.commit().await?;
    Ok(sum)
}

async fn find_each(connection: &mut SqliteConnection, input: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    for id in &input.ids {
        let user: User = sqlx::query_as("SELECT id, name, hair_color FROM user WHERE id = ?")
            .bind(id)
            .fetch_one(&mut *connection)
            .await?;
        sum.row(&[user.id], &[&user.name]);
    }
    Ok(sum.get())
}

pub async fn three_columns(state: &mut State, _: &Input) -> Result<u64> {
    let users = users(state, "SELECT id, name, hair_color FROM user").await?;
    let mut sum = Sum::new();
    for user in &users {
        let color = user.hair_color.as_deref().unwrap_or_default();
        sum.row(&[user.id], &[&user.name, color]);
    }
    Ok(sum.get())
}

pub async fn by_key(state: &mut State, _: &Input) -> Result<u64> {
    let sql = "SELECT id, name, hair_color FROM user ORDER BY id DESC";
    Ok(in_order(&users(state, sql).await?))
}

pub async fn by_name(state: &mut State, _: &Input) -> Result<u64> {
    let sql = "SELECT id, name, hair_color FROM user ORDER BY name";
    Ok(in_order(&users(state, sql).await?))
}

pub async fn limited(state: &mut State, _: &Input) -> Result<u64> {
    let users: Vec<User> =
        sqlx::query_as("SELECT id, name, hair_color FROM user ORDER BY id LIMIT ?")
            .bind(1000)
            .fetch_all(&mut state.connection)
            .await?;
    Ok(in_order(&users))
}

async fn users(state: &mut State, sql: &'static str) -> Result<Vec<User>> {
    Ok(sqlx::query_as(sql).fetch_all(&mut state.connection).await?)
}

fn in_order(users: &[User]) -> u64 {
    let mut sum = Sum::new();
    for user in users {
        sum.ordered(&[user.id], &[&user.name]);
    }
    sum.get()
}

pub async fn ten_columns(state: &mut State, _: &Input) -> Result<u64> {
    let profiles: Vec<Profile> = sqlx::query_as(
        "SELECT id, name, email, bio, city, country, age, visits, height, active FROM profile",
    )
    .fetch_all(&mut state.connection)
    .await?;
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
