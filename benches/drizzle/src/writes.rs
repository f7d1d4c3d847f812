//! Rows written one by one and at once.

use drizzle::core::asc;
use drizzle::core::expr::eq;
use drizzle::sqlite::connection::SQLiteTransactionType;
use drizzle::sqlite::prelude::*;
use protocol::{Input, Result, Sum};

use crate::Drizzled;
use crate::schema::{InsertPostTag, InsertUser, SelectUser, UpdateUser};

/// A setter takes no `Option`, so that NULL is said.
macro_rules! new_user {
    ($new:expr) => {
        InsertUser::new($new.name.as_str()).with_hair_color(match $new.hair_color.as_deref() {
            Some(color) => SQLiteInsertValue::from(color),
            None => SQLiteInsertValue::Null,
        })
    };
}

/// Two statements, since `None` is no value of a placeholder.
pub fn insert(drizzled: &mut Drizzled, input: &Input) -> Result<u64> {
    let user = drizzled.tables.user;
    let name = user.name.placeholder("name");
    let color = user.hair_color.placeholder("color");
    let mut sum = Sum::new();
    drizzled
        .db
        .transaction(SQLiteTransactionType::Deferred, |tx| {
            let full = InsertUser::new(name).with_hair_color(color);
            let full = tx.insert(user).value(full).returning(());
            let full = full.prepare().into_owned();
            let bare = tx.insert(user).value(InsertUser::new(name)).returning(());
            let bare = bare.prepare().into_owned();
            for new in &input.users {
                let named = name.bind(new.name.as_str());
                let user: SelectUser = match new.hair_color.as_deref() {
                    Some(hair) => full.get(tx.inner(), [named, color.bind(hair)])?,
                    None => bare.get(tx.inner(), [named])?,
                };
                sum.row(&[user.id], &[&user.name]);
            }
            Ok(())
        })?;
    Ok(sum.get())
}

pub fn insert_only(drizzled: &mut Drizzled, input: &Input) -> Result<u64> {
    let user = drizzled.tables.user;
    let name = user.name.placeholder("name");
    let color = user.hair_color.placeholder("color");
    let inserted = drizzled
        .db
        .transaction(SQLiteTransactionType::Deferred, |tx| {
            let full = InsertUser::new(name).with_hair_color(color);
            let full = tx.insert(user).value(full).prepare().into_owned();
            let bare = tx.insert(user).value(InsertUser::new(name));
            let bare = bare.prepare().into_owned();
            let mut inserted = 0;
            for new in &input.users {
                let named = name.bind(new.name.as_str());
                inserted += match new.hair_color.as_deref() {
                    Some(hair) => full.execute(tx.inner(), [named, color.bind(hair)])?,
                    None => bare.execute(tx.inner(), [named])?,
                };
            }
            Ok(inserted)
        })?;
    Ok(inserted as u64)
}

pub fn insert_all(drizzled: &mut Drizzled, input: &Input) -> Result<u64> {
    let user = drizzled.tables.user;
    let new = input.users.iter().map(|new| new_user!(new));
    let users: Vec<SelectUser> = drizzled.db.insert(user).values(new).returning(()).all()?;

    let mut sum = Sum::new();
    for user in &users {
        sum.row(&[user.id], &[&user.name]);
    }
    Ok(sum.get())
}

pub fn insert_all_keys(drizzled: &mut Drizzled, input: &Input) -> Result<u64> {
    let user = drizzled.tables.user;
    let new = input.users.iter().map(|new| new_user!(new));
    let insert = drizzled.db.insert(user).values(new);
    let ids: Vec<(i64,)> = insert.returning((user.id,)).all()?;

    let mut sum = Sum::new();
    for (id,) in &ids {
        sum.add(*id);
    }
    Ok(sum.get())
}

pub fn update(drizzled: &mut Drizzled, input: &Input) -> Result<u64> {
    let Drizzled { db, tables, users } = drizzled;
    let user = tables.user;
    if users.is_empty() {
        *users = db
            .select(())
            .from(user)
            .order_by(asc(user.id))
            .limit(1000)
            .all()?;
    }
    let (id, name) = (user.id.placeholder("id"), user.name.placeholder("name"));
    let updated = db.transaction(SQLiteTransactionType::Deferred, |tx| {
        let update = tx
            .update(user)
            .set(UpdateUser::default().with_name(name))
            .r#where(eq(user.id, id))
            .prepare()
            .into_owned();
        let mut updated = 0;
        for (user, new) in users.iter_mut().zip(&input.users) {
            user.name.clone_from(&new.name);
            updated += update.execute(
                tx.inner(),
                [name.bind(user.name.as_str()), id.bind(user.id)],
            )?;
        }
        Ok(updated)
    })?;
    Ok(updated as u64)
}

pub fn replace(drizzled: &mut Drizzled, input: &Input) -> Result<u64> {
    let post_tag = drizzled.tables.post_tag;
    drizzled
        .db
        .transaction(SQLiteTransactionType::Deferred, |tx| {
            for (post, tags) in (1_i64..).zip(&input.tags) {
                tx.delete(post_tag)
                    .r#where(eq(post_tag.post_id, post))
                    .execute()?;
                tx.insert(post_tag)
                    .values(tags.iter().map(|tag| InsertPostTag::new(post, *tag)))
                    .execute()?;
            }
            Ok(())
        })?;
    Ok(input.tags.len() as u64)
}
