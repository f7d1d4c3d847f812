//! Rows written one by one and at once.

use protocol::{Input, Result, Sum};
use sqlx::{Connection as _, QueryBuilder, Sqlite};

use crate::State;
use crate::rows::User;

const INSERT: &str = "INSERT INTO user (name, hair_color) VALUES (?, ?)";

/// How many rows one INSERT takes.
const ROWS: usize = 128;

pub async fn insert(state: &mut State, input: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    let mut transaction = state.connection.begin().await?;
    for new in &input.users {
        let done = sqlx::query(INSERT)
            .bind(&new.name)
            .bind(&new.hair_color)
            .execute(&mut *transaction)
            .await?;
        let user = User {
            id: done.last_insert_rowid(),
            name: new.name.clone(),
            hair_color: new.hair_color.clone(),
        };
        sum.row(&[user.id], &[&user.name]);
    }
    transaction.commit().await?;
    Ok(sum.get())
}

pub async fn insert_only(state: &mut State, input: &Input) -> Result<u64> {
    let mut transaction = state.connection.begin().await?;
    for new in &input.users {
        sqlx::query(INSERT)
            .bind(&new.name)
            .bind(&new.hair_color)
            .execute(&mut *transaction)
            .await?;
    }
    transaction.commit().await?;
    Ok(input.users.len() as u64)
}

pub async fn insert_all(state: &mut State, input: &Input) -> Result<u64> {
    let mut users: Vec<User> = Vec::with_capacity(input.users.len());
    let mut transaction = state.connection.begin().await?;
    for chunk in input.users.chunks(ROWS) {
        let mut insert: QueryBuilder<Sqlite> =
            QueryBuilder::new("INSERT INTO user (name, hair_color) ");
        insert.push_values(chunk, |mut row, new| {
            row.push_bind(&new.name).push_bind(&new.hair_color);
        });
        insert.push(" RETURNING id, name, hair_color");
        users.extend(
            insert
                .build_query_as::<User>()
                .fetch_all(&mut *transaction)
                .await?,
        );
    }
    transaction.commit().await?;

    let mut sum = Sum::new();
    for user in &users {
        sum.row(&[user.id], &[&user.name]);
    }
    Ok(sum.get())
}

pub async fn insert_all_keys(state: &mut State, input: &Input) -> Result<u64> {
    let mut ids: Vec<i64> = Vec::with_capacity(input.users.len());
    let mut transaction = state.connection.begin().await?;
    for chunk in input.users.chunks(ROWS) {
        let mut insert: QueryBuilder<Sqlite> =
            QueryBuilder::new("INSERT INTO user (name, hair_color) ");
        insert.push_values(chunk, |mut row, new| {
            row.push_bind(&new.name).push_bind(&new.hair_color);
        });
        insert.push(" RETURNING id");
        ids.extend(
            insert
                .build_query_scalar::<i64>()
                .fetch_all(&mut *transaction)
                .await?,
        );
    }
    transaction.commit().await?;

    let mut sum = Sum::new();
    for id in &ids {
        sum.add(*id);
    }
    Ok(sum.get())
}

pub async fn update(state: &mut State, input: &Input) -> Result<u64> {
    let State { connection, users } = state;
    if users.is_empty() {
        *users = sqlx::query_as("SELECT id, name, hair_color FROM user ORDER BY id LIMIT 1000")
            .fetch_all(&mut *connection)
            .await?;
    }
    let mut updated = 0;
    let mut transaction = connection.begin().await?;
    for (user, new) in users.iter_mut().zip(&input.users) {
        user.name.clone_from(&new.name);
        updated += sqlx::query("UPDATE user SET name = ?, hair_color = ? WHERE id = ?")
            .bind(&user.name)
            .bind(&user.hair_color)
            .bind(user.id)
            .execute(&mut *transaction)
            .await?
            .rows_affected();
    }
    transaction.commit().await?;
    Ok(updated)
}

pub async fn update_by_query(state: &mut State, _: &Input) -> Result<u64> {
    let done = sqlx::query("UPDATE post SET likes = likes + 1 WHERE id <= ?")
        .bind(5000)
        .execute(&mut state.connection)
        .await?;
    Ok(done.rows_affected())
}

pub async fn replace(state: &mut State, input: &Input) -> Result<u64> {
    let mut transaction = state.connection.begin().await?;
    for (post, tags) in (1_i64..).zip(&input.tags) {
        sqlx::query("DELETE FROM post_tag WHERE post_id = ?")
            .bind(post)
            .execute(&mut *transaction)
            .await?;
        let mut insert: QueryBuilder<Sqlite> =
            QueryBuilder::new("INSERT INTO post_tag (post_id, tag_id) ");
        insert.push_values(tags, |mut row, tag| {
            row.push_bind(post).push_bind(tag);
        });
        insert.build().execute(&mut *transaction).await?;
    }
    transaction.commit().await?;
    Ok(input.tags.len() as u64)
}
