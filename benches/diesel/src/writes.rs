//! Rows written one by one and at once.

use diesel::prelude::*;
use protocol::{Input, Result, Sum};

use crate::Diesel;
use crate::models::{NewUser, PostTag, User};
use crate::schema::{post, post_tag, user};

fn new_users(input: &Input) -> impl Iterator<Item = NewUser<'_>> {
    input.users.iter().map(|new| NewUser {
        name: &new.name,
        hair_color: new.hair_color.as_deref(),
    })
}

pub fn insert(diesel: &mut Diesel, input: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    diesel.connection.transaction(|connection| {
        for new in new_users(input) {
            let user = diesel::insert_into(user::table)
                .values(&new)
                .returning(User::as_returning())
                .get_result(connection)?;
            sum.row(&[user.id], &[&user.name]);
        }
        QueryResult::Ok(())
    })?;
    Ok(sum.get())
}

pub fn insert_only(diesel: &mut Diesel, input: &Input) -> Result<u64> {
    diesel.connection.transaction(|connection| {
        for new in new_users(input) {
            diesel::insert_into(user::table)
                .values(&new)
                .execute(connection)?;
        }
        QueryResult::Ok(())
    })?;
    Ok(input.users.len() as u64)
}

pub fn insert_all(diesel: &mut Diesel, input: &Input) -> Result<u64> {
    let new: Vec<NewUser> = new_users(input).collect();
    let users = diesel::insert_into(user::table)
        .values(&new)
        .returning(User::as_returning())
        .get_results(&mut diesel.connection)?;

    let mut sum = Sum::new();
    for user in &users {
        sum.row(&[user.id], &[&user.name]);
    }
    Ok(sum.get())
}

pub fn insert_all_keys(diesel: &mut Diesel, input: &Input) -> Result<u64> {
    let new: Vec<NewUser> = new_users(input).collect();
    let ids: Vec<i64> = diesel::insert_into(user::table)
        .values(&new)
        .returning(user::id)
        .get_results(&mut diesel.connection)?;

    let mut sum = Sum::new();
    for id in &ids {
        sum.add(*id);
    }
    Ok(sum.get())
}

pub fn update(diesel: &mut Diesel, input: &Input) -> Result<u64> {
    let Diesel { connection, users } = diesel;
    if users.is_empty() {
        *users = user::table
            .order(user::id)
            .limit(1000)
            .select(User::as_select())
            .load(connection)?;
    }
    let updated = connection.transaction(|connection| {
        let mut updated = 0;
        for (user, new) in users.iter_mut().zip(&input.users) {
            user.name.clone_from(&new.name);
            updated += diesel::update(&*user)
                .set((
                    user::name.eq(&user.name),
                    user::hair_color.eq(&user.hair_color),
                ))
                .execute(connection)?;
        }
        QueryResult::Ok(updated)
    })?;
    Ok(updated as u64)
}

pub fn update_by_query(diesel: &mut Diesel, _: &Input) -> Result<u64> {
    let updated = diesel::update(post::table.filter(post::id.le(5000)))
        .set(post::likes.eq(post::likes + 1))
        .execute(&mut diesel.connection)?;
    Ok(updated as u64)
}

pub fn replace(diesel: &mut Diesel, input: &Input) -> Result<u64> {
    diesel.connection.transaction(|connection| {
        for (post, tags) in (1_i64..).zip(&input.tags) {
            diesel::delete(post_tag::table.filter(post_tag::post_id.eq(post)))
                .execute(connection)?;
            let links: Vec<PostTag> = tags
                .iter()
                .map(|tag| PostTag {
                    post_id: post,
                    tag_id: *tag,
                })
                .collect();
            diesel::insert_into(post_tag::table)
                .values(&links)
                .execute(connection)?;
        }
        QueryResult::Ok(())
    })?;
    Ok(input.tags.len() as u64)
}
