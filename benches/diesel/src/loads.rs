//! Rows of one table.

use diesel::prelude::*;
use protocol::{Input, Result, Sum};

use crate::Diesel;
use crate::models::{Profile, User};
use crate::schema::{profile, user};

pub fn lookup(diesel: &mut Diesel, input: &Input) -> Result<u64> {
    find_each(&mut diesel.connection, input)
}

pub fn lookup_in_transaction(diesel: &mut Diesel, input: &Input) -> Result<u64> {
    diesel
        .connection
        .transaction(|connection| find_each(connection, input))
}

fn find_each(connection: &mut SqliteConnection, input: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    for id in &input.ids {
        let user = user::table
            .find(id)
            .select(User::as_select())
            .get_result(connection)?;
        sum.row(&[user.id], &[&user.name]);
    }
    Ok(sum.get())
}

pub fn three_columns(diesel: &mut Diesel, _: &Input) -> Result<u64> {
    let users = user::table
        .select(User::as_select())
        .load(&mut diesel.connection)?;
    let mut sum = Sum::new();
    for user in &users {
        let color = user.hair_color.as_deref().unwrap_or_default();
        sum.row(&[user.id], &[&user.name, color]);
    }
    Ok(sum.get())
}

pub fn by_key(diesel: &mut Diesel, _: &Input) -> Result<u64> {
    let users = user::table
        .order(user::id.desc())
        .select(User::as_select())
        .load(&mut diesel.connection)?;
    Ok(in_order(&users))
}

pub fn by_name(diesel: &mut Diesel, _: &Input) -> Result<u64> {
    let users = user::table
        .order(user::name)
        .select(User::as_select())
        .load(&mut diesel.connection)?;
    Ok(in_order(&users))
}

pub fn limited(diesel: &mut Diesel, _: &Input) -> Result<u64> {
    let users = user::table
        .order(user::id)
        .limit(1000)
        .select(User::as_select())
        .load(&mut diesel.connection)?;
    Ok(in_order(&users))
}

fn in_order(users: &[User]) -> u64 {
    let mut sum = Sum::new();
    for user in users {
        sum.ordered(&[user.id], &[&user.name]);
    }
    sum.get()
}

pub fn ten_columns(diesel: &mut Diesel, _: &Input) -> Result<u64> {
    let profiles = profile::table
        .select(Profile::as_select())
        .load(&mut diesel.connection)?;
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
