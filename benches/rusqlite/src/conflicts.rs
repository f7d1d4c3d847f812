//! Rows that may be there already.

use protocol::{Input, Result, Sum};
use rusqlite::{OptionalExtension as _, params};

use crate::ByHand;
use crate::rows::{Account, account};

pub fn upsert(by_hand: &mut ByHand, input: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    let transaction = by_hand.connection.transaction()?;
    for new in &input.accounts {
        let mut upsert = transaction.prepare_cached(
            "INSERT INTO account (email, name, visits) VALUES (?1, ?2, ?3) \
             ON CONFLICT (email) DO UPDATE SET name = excluded.name, visits = excluded.visits \
             RETURNING id, email, name, visits",
        )?;
        let account = upsert.query_row(params![new.email, new.name, new.visits], account)?;
        add(&mut sum, &account);
    }
    transaction.commit()?;
    Ok(sum.get())
}

pub fn find_or_insert(by_hand: &mut ByHand, input: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    let transaction = by_hand.connection.transaction()?;
    for new in &input.accounts {
        let mut find = transaction
            .prepare_cached("SELECT id, email, name, visits FROM account WHERE email = ?1")?;
        let found = find.query_row([&new.email], account).optional()?;
        let account = match found {
            Some(account) => account,
            None => {
                let mut insert = transaction.prepare_cached(
                    "INSERT INTO account (email, name, visits) VALUES (?1, ?2, ?3)",
                )?;
                insert.execute(params![new.email, new.name, new.visits])?;
                Account {
                    id: transaction.last_insert_rowid(),
                    email: new.email.clone(),
                    name: new.name.clone(),
                    visits: new.visits,
                }
            }
        };
        add(&mut sum, &account);
    }
    transaction.commit()?;
    Ok(sum.get())
}

fn add(sum: &mut Sum, account: &Account) {
    sum.row(
        &[account.id, account.visits],
        &[&account.email, &account.name],
    );
}
