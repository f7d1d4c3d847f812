//! Rows that may be there already.

use protocol::{Input, Result, Sum};

use crate::State;
use crate::models::Account;

pub async fn upsert(state: &mut State, input: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    let mut transaction = state.connection.transaction().await?;
    for new in &input.accounts {
        let account = Account::upsert_by_email(&new.email)
            .name(&new.name)
            .visits(new.visits)
            .exec(&mut transaction)
            .await?;
        add(&mut sum, &account);
    }
    transaction.commit().await?;
    Ok(sum.get())
}

pub async fn find_or_insert(state: &mut State, input: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    let mut transaction = state.connection.transaction().await?;
    for new in &input.accounts {
        let found = Account::filter_by_email(&new.email)
            .first()
            .exec(&mut transaction)
            .await?;
        let account = match found {
            Some(account) => account,
            None => {
                Account::create()
                    .email(&new.email)
                    .name(&new.name)
                    .visits(new.visits)
                    .exec(&mut transaction)
                    .await?
            }
        };
        add(&mut sum, &account);
    }
    transaction.commit().await?;
    Ok(sum.get())
}

fn add(sum: &mut Sum, account: &Account) {
    sum.row(
        &[account.id.cast_signed(), account.visits],
        &[&account.email, &account.name],
    );
}
