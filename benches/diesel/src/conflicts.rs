//! Rows that may be there already.

use diesel::prelude::*;
use diesel::upsert::excluded;
use protocol::{Input, Result, Sum};

use crate::Diesel;
use crate::models::{Account, NewAccount};
use crate::schema::account;

pub fn upsert(diesel: &mut Diesel, input: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    diesel.connection.transaction(|connection| {
        for new in new_accounts(input) {
            let account = diesel::insert_into(account::table)
                .values(&new)
                .on_conflict(account::email)
                .do_update()
                .set((
                    account::name.eq(excluded(account::name)),
                    account::visits.eq(excluded(account::visits)),
                ))
                .returning(Account::as_returning())
                .get_result(connection)?;
            add(&mut sum, &account);
        }
        QueryResult::Ok(())
    })?;
    Ok(sum.get())
}

pub fn find_or_insert(diesel: &mut Diesel, input: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    diesel.connection.transaction(|connection| {
        for new in new_accounts(input) {
            let found = account::table
                .filter(account::email.eq(new.email))
                .select(Account::as_select())
                .get_result(connection)
                .optional()?;
            let account = match found {
                Some(account) => account,
                None => diesel::insert_into(account::table)
                    .values(&new)
                    .returning(Account::as_returning())
                    .get_result(connection)?,
            };
            add(&mut sum, &account);
        }
        QueryResult::Ok(())
    })?;
    Ok(sum.get())
}

fn new_accounts(input: &Input) -> impl Iterator<Item = NewAccount<'_>> {
    input.accounts.iter().map(|new| NewAccount {
        email: &new.email,
        name: &new.name,
        visits: new.visits,
    })
}

fn add(sum: &mut Sum, account: &Account) {
    sum.row(
        &[account.id, account.visits],
        &[&account.email, &account.name],
    );
}
