//! Rows that may be there already.

use protocol::{Input, Result, Sum};
use sqlx::Connection as _;

use crate::State;
use crate::rows::Account;

pub async fn upsert(state: &mut State, input: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    let mut transaction = state.connection.begin().await?;
    for new in &input.accounts {
        let account: Account = sqlx::query_as(
            "INSERT INTO account (email, name, visits) VALUES (?, ?, ?) \
             ON CONFLICT (email) DO UPDATE SET name = excluded.name, visits = excluded.visits \
             RETURNING id, email, name, visits",
        )
        .bind(&new.email)
        .bind(&new.name)
        .bind(new.visits)
        .fetch_one(&mut *transaction)
        .await?;
        add(&mut sum, &account);
    }
    transaction.commit().await?;
    Ok(sum.get())
}

pub async fn find_or_insert(state: &mut State, input: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    let mut transaction = state.connection.begin().await?;
    for new in &input.accounts {
        let found: Option<Account> =
            sqlx::query_as("SELECT id, email, name, visits FROM account WHERE email = ?")
                .bind(&new.email)
                .fetch_optional(&mut *transaction)
                .await?;
        let account = match found {
            Some(account) => account,
            None => {
                let done =
                    sqlx::query("INSERT INTO account (email, name, visits) VALUES (?, ?, ?)")
                        .bind(&new.email)
                        .bind(&new.name)
                        .bind(new.visits)
                        .execute(&mut *transaction)
                        .await?;
                Account {
                    id: done.last_insert_rowid(),
                    email: new.email.clone(),
                    name: new.name.clone(),
                    visits: new.visits,
                }
            }
        };
        add(&mut sum, &account);
    }
    transaction.commit().await?;
    Ok(sum.get())
}

fn add(sum: &mut Sum, account: &Account) {
    sum.row(
        &[account.id, account.visits],
        &[&account.email, &account.name],
    );
}
