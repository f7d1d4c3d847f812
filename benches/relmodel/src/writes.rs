//! Rows written one by one and at once.

use protocol::{Input, Result, Sum};
use relmodel::prelude::*;

use crate::Relmodel;
use crate::models::{NewUser, Post, User};

pub fn insert(relmodel: &mut Relmodel, input: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    relmodel.db.transaction(|tx| {
        for new in &input.users {
            let new = NewUser { name: &new.name }.hair_color(new.hair_color.as_deref());
            let user = new.insert(tx)?;
            sum.row(&[user.id.get()], &[&user.name]);
        }
        Ok(())
    })?;
    Ok(sum.get())
}

pub fn insert_only(relmodel: &mut Relmodel, input: &Input) -> Result<u64> {
    relmodel.db.transaction(|tx| {
        for new in &input.users {
            let new = NewUser { name: &new.name }.hair_color(new.hair_color.as_deref());
            new.insert_key(tx)?;
        }
        Ok(())
    })?;
    Ok(input.users.len() as u64)
}

pub fn insert_all(relmodel: &mut Relmodel, input: &Input) -> Result<u64> {
    let new = input
        .users
        .iter()
        .map(|new| NewUser { name: &new.name }.hair_color(new.hair_color.as_deref()));
    let mut sum = Sum::new();
    for user in User::insert_all(&relmodel.db, new)? {
        sum.row(&[user.id.get()], &[&user.name]);
    }
    Ok(sum.get())
}

pub fn insert_all_keys(relmodel: &mut Relmodel, input: &Input) -> Result<u64> {
    let new = input
        .users
        .iter()
        .map(|new| NewUser { name: &new.name }.hair_color(new.hair_color.as_deref()));
    let mut sum = Sum::new();
    for id in User::insert_all_keys(&relmodel.db, new)? {
        sum.add(id.get());
    }
    Ok(sum.get())
}

pub fn update(relmodel: &mut Relmodel, input: &Input) -> Result<u64> {
    let Relmodel { db, users, .. } = relmodel;
    if users.is_empty() {
        *users = User::all().order_by(|u| u.id).limit(1000).load(db)?;
    }
    let mut updated = 0;
    db.transaction(|tx| {
        for (user, new) in users.iter_mut().zip(&input.users) {
            user.name.clone_from(&new.name);
            user.update(tx)?;
            updated += 1;
        }
        Ok(())
    })?;
    Ok(updated)
}

pub fn update_by_query(relmodel: &mut Relmodel, _: &Input) -> Result<u64> {
    let posts = Post::filter(|p| p.id.le(Id::from(5000)));
    Ok(posts.update(&relmodel.db, |p| p.likes.set(p.likes + 1))?)
}
