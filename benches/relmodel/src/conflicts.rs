//! Rows that may be there already.

use protocol::{Input, Result, Sum};
use relmodel::prelude::*;

use crate::Relmodel;
use crate::models::{Account, NewAccount};

pub fn upsert(relmodel: &mut Relmodel, input: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    relmodel.db.transaction(|tx| {
        for new in &input.accounts {
            let new = NewAccount {
                email: &new.email,
                name: &new.name,
                visits: new.visits,
            };
            add(&mut sum, &new.upsert(tx, |keys| keys.email)?);
        }
        Ok(())
    })?;
    Ok(sum.get())
}

pub fn find_or_insert(relmodel: &mut Relmodel, input: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    relmodel.db.transaction(|tx| {
        for new in &input.accounts {
            let new = NewAccount {
                email: &new.email,
                name: &new.name,
                visits: new.visits,
            };
            add(&mut sum, &new.find_or_insert(tx, |keys| keys.email)?);
        }
        Ok(())
    })?;
    Ok(sum.get())
}

fn add(sum: &mut Sum, account: &Account) {
    sum.row(
        &[account.id.get(), account.visits],
        &[&account.email, &account.name],
    );
}
