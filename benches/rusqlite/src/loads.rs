//! Rows of one table.

use protocol::{Input, Result, Sum};
use rusqlite::Connection;

use crate::ByHand;
use crate::rows::{Profile, User, profile, user};

pub fn lookup(by_hand: &mut ByHand, input: &Input) -> Result<u64> {
    find_each(&by_hand.connection, input)
}

pub fn lookup_in_transaction(by_hand: &mut ByHand, input: &Input) -> Result<u64> {
    let transaction = by_hand.connection.transaction()?;
    let sum = find_each(&transaction, input)?;
    transaction.commit()?;
    Ok(sum)
}

fn find_each(connection: &Connection, input: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    for id in &input.ids {
        let mut find =
            connection.prepare_cached("SELECT id, name, hair_color FROM user WHERE id = ?1")?;
        let user = find.query_row([id], user)?;
        sum.row(&[user.id], &[&user.name]);
    }
    Ok(sum.get())
}

pub fn three_columns(by_hand: &mut ByHand, _: &Input) -> Result<u64> {
    let users = users(&by_hand.connection, "SELECT id, name, hair_color FROM user")?;
    let mut sum = Sum::new();
    for user in &users {
        let color = user.hair_color.as_deref().unwrap_or_default();
        sum.row(&[user.id], &[&user.name, color]);
    }
    Ok(sum.get())
}

pub fn by_key(by_hand: &mut ByHand, _: &Input) -> Result<u64> {
    let sql = "SELECT id, name, hair_color FROM user ORDER BY id DESC";
    Ok(in_order(&users(&by_hand.connection, sql)?))
}

pub fn by_name(by_hand: &mut ByHand, _: &Input) -> Result<u64> {
    let sql = "SELECT id, name, hair_color FROM user ORDER BY name";
    Ok(in_order(&users(&by_hand.connection, sql)?))
}

pub fn limited(by_hand: &mut ByHand, _: &Input) -> Result<u64> {
    let mut load = by_hand
        .connection
        .prepare_cached("SELECT id, name, hair_color FROM user ORDER BY id LIMIT ?1")?;
    let users: Vec<User> = load
        .query_map([1000], user)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(in_order(&users))
}

fn users(connection: &Connection, sql: &str) -> Result<Vec<User>> {
    let mut load = connection.prepare_cached(sql)?;
    Ok(load.query_map([], user)?.collect::<rusqlite::Result<_>>()?)
}

fn in_order(users: &[User]) -> u64 {
    let mut sum = Sum::new();
    for user in users {
        sum.ordered(&[user.id], &[&user.name]);
    }
    sum.get()
}

pub fn ten_columns(by_hand: &mut ByHand, _: &Input) -> Result<u64> {
    let mut load = by_hand.connection.prepare_cached(
        "SELECT id, name, email, bio, city, country, age, visits, height, active FROM profile",
    )?;
    let profiles: Vec<Profile> = load
        .query_map([], profile)?
        .collect::<rusqlite::Result<_>>()?;
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
