//! Rows of one table.

use protocol::{Input, Result, Sum};
use relmodel::Executor;
use relmodel::prelude::*;

use crate::Relmodel;
use crate::models::{Profile, User};

pub fn lookup(relmodel: &mut Relmodel, input: &Input) -> Result<u64> {
    Ok(find_each(&relmodel.db, input)?)
}

pub fn lookup_in_session(relmodel: &mut Relmodel, input: &Input) -> Result<u64> {
    Ok(find_each(&relmodel.db.session(), input)?)
}

pub fn lookup_in_transaction(relmodel: &mut Relmodel, input: &Input) -> Result<u64> {
    Ok(relmodel.db.read_transaction(|tx| find_each(tx, input))?)
}

fn find_each(db: &dyn Executor, input: &Input) -> relmodel::Result<u64> {
    let mut sum = Sum::new();
    for id in &input.ids {
        let user = User::find(Id::from(*id)).load(db)?;
        sum.row(&[user.id.get()], &[&user.name]);
    }
    Ok(sum.get())
}

pub fn three_columns(relmodel: &mut Relmodel, _: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    for user in User::all().load(&relmodel.db)? {
        let color = user.hair_color.as_deref().unwrap_or_default();
        sum.row(&[user.id.get()], &[&user.name, color]);
    }
    Ok(sum.get())
}

pub fn by_key(relmodel: &mut Relmodel, _: &Input) -> Result<u64> {
    Ok(in_order(
        &User::all().order_by(|u| u.id.desc()).load(&relmodel.db)?,
    ))
}

pub fn by_name(relmodel: &mut Relmodel, _: &Input) -> Result<u64> {
    Ok(in_order(
        &User::all().order_by(|u| u.name).load(&relmodel.db)?,
    ))
}

pub fn limited(relmodel: &mut Relmodel, _: &Input) -> Result<u64> {
    let users = User::all().order_by(|u| u.id).limit(1000);
    Ok(in_order(&users.load(&relmodel.db)?))
}

fn in_order(users: &[User]) -> u64 {
    let mut sum = Sum::new();
    for user in users {
        sum.ordered(&[user.id.get()], &[&user.name]);
    }
    sum.get()
}

pub fn ten_columns(relmodel: &mut Relmodel, _: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    for p in Profile::all().load(&relmodel.db)? {
        let bio = p.bio.as_deref().unwrap_or_default();
        sum.row(
            &[
                p.id.get(),
                p.age,
                p.visits,
                p.height as i64,
                i64::from(p.active),
            ],
            &[&p.name, &p.email, bio, &p.city, &p.country],
        );
    }
    Ok(sum.get())
}
