//! Rows of one table.

use drizzle::core::expr::eq;
use drizzle::core::{asc, desc};
use drizzle::sqlite::connection::SQLiteTransactionType;
use drizzle::sqlite::prelude::*;
use protocol::{Input, Result, Sum};

use crate::Drizzled;
use crate::schema::{SelectProfile, SelectUser};

pub fn lookup(drizzled: &mut Drizzled, input: &Input) -> Result<u64> {
    let Drizzled { db, tables, .. } = drizzled;
    let user = tables.user;
    let id = user.id.placeholder("id");
    let find = db
        .select(())
        .from(user)
        .r#where(eq(user.id, id))
        .prepare()
        .into_owned();
    let mut sum = Sum::new();
    for key in &input.ids {
        let user: SelectUser = find.get(db.conn(), [id.bind(*key)])?;
        sum.row(&[user.id], &[&user.name]);
    }
    Ok(sum.get())
}

pub fn lookup_in_transaction(drizzled: &mut Drizzled, input: &Input) -> Result<u64> {
    let user = drizzled.tables.user;
    let id = user.id.placeholder("id");
    let sum = drizzled
        .db
        .transaction(SQLiteTransactionType::Deferred, |tx| {
            let find = tx
                .select(())
                .from(user)
                .r#where(eq(user.id, id))
                .prepare()
                .into_owned();
            let mut sum = Sum::new();
            for key in &input.ids {
                let user: SelectUser = find.get(tx.inner(), [id.bind(*key)])?;
                sum.row(&[user.id], &[&user.name]);
            }
            Ok(sum)
        })?;
    Ok(sum.get())
}

pub fn three_columns(drizzled: &mut Drizzled, _: &Input) -> Result<u64> {
    let user = drizzled.tables.user;
    let users: Vec<SelectUser> = drizzled.db.select(()).from(user).all()?;
    let mut sum = Sum::new();
    for user in &users {
        let color = user.hair_color.as_deref().unwrap_or_default();
        sum.row(&[user.id], &[&user.name, color]);
    }
    Ok(sum.get())
}

pub fn by_key(drizzled: &mut Drizzled, _: &Input) -> Result<u64> {
    let user = drizzled.tables.user;
    let users: Vec<SelectUser> = drizzled
        .db
        .select(())
        .from(user)
        .order_by(desc(user.id))
        .all()?;
    Ok(in_order(&users))
}

pub fn by_name(drizzled: &mut Drizzled, _: &Input) -> Result<u64> {
    let user = drizzled.tables.user;
    let users: Vec<SelectUser> = drizzled
        .db
        .select(())
        .from(user)
        .order_by(asc(user.name))
        .all()?;
    Ok(in_order(&users))
}

pub fn limited(drizzled: &mut Drizzled, _: &Input) -> Result<u64> {
    let user = drizzled.tables.user;
    let users: Vec<SelectUser> = drizzled
        .db
        .select(())
        .from(user)
        .order_by(asc(user.id))
        .limit(1000)
        .all()?;
    Ok(in_order(&users))
}

fn in_order(users: &[SelectUser]) -> u64 {
    let mut sum = Sum::new();
    for user in users {
        sum.ordered(&[user.id], &[&user.name]);
    }
    sum.get()
}

pub fn ten_columns(drizzled: &mut Drizzled, _: &Input) -> Result<u64> {
    let profile = drizzled.tables.profile;
    let profiles: Vec<SelectProfile> = drizzled.db.select(()).from(profile).all()?;
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

pub fn two_columns(drizzled: &mut Drizzled, _: &Input) -> Result<u64> {
    let profile = drizzled.tables.profile;
    let pairs: Vec<(i64, String)> = drizzled
        .db
        .select((profile.id, profile.name))
        .from(profile)
        .all()?;
    let mut sum = Sum::new();
    for (id, name) in &pairs {
        sum.row(&[*id], &[name]);
    }
    Ok(sum.get())
}
