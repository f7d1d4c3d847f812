//! Rows that may be there already.

use drizzle::core::expr::{eq, excluded};
use drizzle::sqlite::connection::SQLiteTransactionType;
use drizzle::sqlite::prelude::*;
use protocol::{Input, Result, Sum};

use crate::Drizzled;
use crate::schema::{InsertAccount, SelectAccount, UpdateAccount};

pub fn upsert(drizzled: &mut Drizzled, input: &Input) -> Result<u64> {
    let account = drizzled.tables.account;
    let email = account.email.placeholder("email");
    let name = account.name.placeholder("name");
    let visits = account.visits.placeholder("visits");
    let mut sum = Sum::new();
    drizzled
        .db
        .transaction(SQLiteTransactionType::Deferred, |tx| {
            let upsert = tx
                .insert(account)
                .value(InsertAccount::new(email, name, visits))
                .on_conflict(account.email)
                .do_update(
                    UpdateAccount::default()
                        .with_name(excluded(account.name))
                        .with_visits(excluded(account.visits)),
                )
                .returning(())
                .prepare()
                .into_owned();
            for new in &input.accounts {
                let given = [
                    email.bind(new.email.as_str()),
                    name.bind(new.name.as_str()),
                    visits.bind(new.visits),
                ];
                let row: SelectAccount = upsert.get(tx.inner(), given)?;
                add(&mut sum, &row);
            }
            Ok(())
        })?;
    Ok(sum.get())
}

pub fn find_or_insert(drizzled: &mut Drizzled, input: &Input) -> Result<u64> {
    let account = drizzled.tables.account;
    let email = account.email.placeholder("email");
    let name = account.name.placeholder("name");
    let visits = account.visits.placeholder("visits");
    let mut sum = Sum::new();
    drizzled
        .db
        .transaction(SQLiteTransactionType::Deferred, |tx| {
            let find = tx.select(()).from(account);
            let find = find
                .r#where(eq(account.email, email))
                .prepare()
                .into_owned();
            let insert = InsertAccount::new(email, name, visits);
            let insert = tx.insert(account).value(insert).returning(());
            let insert = insert.prepare().into_owned();
            for new in &input.accounts {
                let key = email.bind(new.email.as_str());
                let found: Vec<SelectAccount> = find.all(tx.inner(), [key])?;
                let row = match found.into_iter().next() {
                    Some(row) => row,
                    None => {
                        let given = [
                            email.bind(new.email.as_str()),
                            name.bind(new.name.as_str()),
                            visits.bind(new.visits),
                        ];
                        insert.get(tx.inner(), given)?
                    }
                };
                add(&mut sum, &row);
            }
            Ok(())
        })?;
    Ok(sum.get())
}

fn add(sum: &mut Sum, account: &SelectAccount) {
    sum.row(
        &[account.id, account.visits],
        &[&account.email, &account.name],
    );
}
