//! Rows that may be there already.

use protocol::{Input, Result, Sum};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, TransactionTrait as _};

use crate::State;
use crate::entities::account;

pub async fn upsert(state: &mut State, input: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    let transaction = state.db.begin().await?;
    for new in new_accounts(input) {
        let account = account::Entity::insert(new)
            .on_conflict(
                OnConflict::column(account::Column::Email)
                    .update_columns([account::Column::Name, account::Column::Visits])
                    .to_owned(),
            )
            .exec_with_returning(&transaction)
            .await?;
        add(&mut sum, &account);
    }
    transaction.commit().await?;
    Ok(sum.get())
}

pub async fn find_or_insert(state: &mut State, input: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    let transaction = state.db.begin().await?;
    for (new, given) in new_accounts(input).zip(&input.accounts) {
        let found = account::Entity::find_by_email(&given.email)
            .one(&transaction)
            .await?;
        let account = match found {
            Some(account) => account,
            None => new.insert(&transaction).await?,
        };
        add(&mut sum, &account);
    }
    transaction.commit().await?;
    Ok(sum.get())
}

fn new_accounts(input: &Input) -> impl Iterator<Item = account::ActiveModel> {
    input.accounts.iter().map(|new| account::ActiveModel {
        id: NotSet,
        email: Set(new.email.clone()),
        name: Set(new.name.clone()),
        visits: Set(new.visits),
    })
}

fn add(sum: &mut Sum, account: &account::Model) {
    sum.row(
        &[account.id, account.visits],
        &[&account.email, &account.name],
    );
}
