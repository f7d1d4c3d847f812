//! Rows written one by one and at once.

use protocol::{Input, Result, Sum};
use rusqlite::params;

use crate::ByHand;
use crate::rows::{User, user};

const INSERT: &str = "INSERT INTO user (name, hair_color) VALUES (?1, ?2)";

pub fn insert(by_hand: &mut ByHand, input: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    let transaction = by_hand.connection.transaction()?;
    for new in &input.users {
        let mut insert = transaction.prepare_cached(INSERT)?;
        insert.execute(params![new.name, new.hair_color])?;
        let user = User {
            id: transaction.last_insert_rowid(),
            name: new.name.clone(),
            hair_color: new.hair_color.clone(),
        };
        sum.row(&[user.id], &[&user.name]);
    }
    transaction.commit()?;
    Ok(sum.get())
}

pub fn insert_only(by_hand: &mut ByHand, input: &Input) -> Result<u64> {
    let transaction = by_hand.connection.transaction()?;
    for new in &input.users {
        let mut insert = transaction.prepare_cached(INSERT)?;
        insert.execute(params![new.name, new.hair_color])?;
    }
    transaction.commit()?;
    Ok(input.users.len() as u64)
}

pub fn insert_all(by_hand: &mut ByHand, input: &Input) -> Result<u64> {
    let mut users = Vec::with_capacity(input.users.len());
    let transaction = by_hand.connection.transaction()?;
    let mut insert = transaction.prepare_cached(INSERT)?;
    for new in &input.users {
        insert.execute(params![new.name, new.hair_color])?;
        users.push(User {
            id: transaction.last_insert_rowid(),
            name: new.name.clone(),
            hair_color: new.hair_color.clone(),
        });
    }
    drop(insert);
    transaction.commit()?;

    let mut sum = Sum::new();
    for user in &users {
        sum.row(&[user.id], &[&user.name]);
    }
    Ok(sum.get())
}

pub fn insert_all_keys(by_hand: &mut ByHand, input: &Input) -> Result<u64> {
    let mut ids = Vec::with_capacity(input.users.len());
    let transaction = by_hand.connection.transaction()?;
    let mut insert = transaction.prepare_cached(INSERT)?;
    for new in &input.users {
        insert.execute(params![new.name, new.hair_color])?;
        ids.push(transaction.last_insert_rowid());
    }
    drop(insert);
    transaction.commit()?;

    let mut sum = Sum::new();
    for id in &ids {
        sum.add(*id);
    }
    Ok(sum.get())
}

pub fn update(by_hand: &mut ByHand, input: &Input) -> Result<u64> {
    let ByHand { connection, users } = by_hand;
    if users.is_empty() {
        let mut load = connection
            .prepare_cached("SELECT id, name, hair_color FROM user ORDER BY id LIMIT 1000")?;
        *users = load.query_map([], user)?.collect::<rusqlite::Result<_>>()?;
    }
    let mut updated = 0;
    let transaction = connection.transaction()?;
    for (user, new) in users.iter_mut().zip(&input.users) {
        user.name.clone_from(&new.name);
        let mut update = transaction
            .prepare_cached("UPDATE user SET name = ?1, hair_color = ?2 WHERE id = ?3")?;
        updated += update.execute(params![user.name, user.hair_color, user.id])?;
    }
    transaction.commit()?;
    Ok(updated as u64)
}

pub fn update_by_query(by_hand: &mut ByHand, _: &Input) -> Result<u64> {
    let mut update = by_hand
        .connection
        .prepare_cached("UPDATE post SET likes = likes + 1 WHERE id <= ?1")?;
    Ok(update.execute([5000])? as u64)
}
