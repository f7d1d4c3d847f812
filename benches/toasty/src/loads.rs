//! Rows of one table.

use protocol::{Input, Result, Sum};
use toasty::Executor;

use crate::State;
use crate::models::{Profile, User};

pub async fn lookup(state: &mut State, input: &Input) -> Result<u64> {
    find_each(&mut state.connection, input).await
}

pub async fn lookup_in_transaction(state: &mut State, input: &Input) -> Result<u64> {
    let mut transaction = state.connection.transaction().await?;
    let sum = find_each(&mut transaction, input).await?;
    transaction.commit().await?;
    Ok(sum)
}

async fn find_each(executor: &mut dyn Executor, input: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    for id in &input.ids {
        let user = User::get_by_id(executor, id.cast_unsigned()).await?;
        sum.row(&[user.id.cast_signed()], &[&user.name]);
    }
    Ok(sum.get())
}

pub async fn three_columns(state: &mut State, _: &Input) -> Result<u64> {
    let users = User::all().exec(&mut state.connection).await?;
    let mut sum = Sum::new();
    for user in &users {
        let color = user.hair_color.as_deref().unwrap_or_default();
        sum.row(&[user.id.cast_signed()], &[&user.name, color]);
    }
    Ok(sum.get())
}

pub async fn by_key(state: &mut State, _: &Input) -> Result<u64> {
    let users = User::all()
        .order_by(User::fields().id().desc())
        .exec(&mut state.connection)
        .await?;
    Ok(in_order(&users))
}

pub async fn by_name(state: &mut State, _: &Input) -> Result<u64> {
    let users = User::all()
        .order_by(User::fields().name().asc())
        .exec(&mut state.connection)
        .await?;
    Ok(in_order(&users))
}

pub async fn limited(state: &mut State, _: &Input) -> Result<u64> {
    let users = User::all()
        .order_by(User::fields().id().asc())
        .limit(1000)
        .exec(&mut state.connection)
        .await?;
    Ok(in_order(&users))
}

fn in_order(users: &[User]) -> u64 {
    let mut sum = Sum::new();
    for user in users {
        sum.ordered(&[user.id.cast_signed()], &[&user.name]);
    }
    sum.get()
}

pub async fn ten_columns(state: &mut State, _: &Input) -> Result<u64> {
    let profiles = Profile::all().exec(&mut state.connection).await?;
    let mut sum = Sum::new();
    for p in &profiles {
        let bio = p.bio.as_deref().unwrap_or_default();
        sum.row(
            &[
                p.id.cast_signed(),
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
