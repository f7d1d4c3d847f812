//! Filters, and small queries one by one.

use protocol::{Input, Result, Sum};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};

use crate::State;
use crate::entities::{account, post, tag, user};

pub async fn by_owner(state: &mut State, _: &Input) -> Result<u64> {
    let posts = post::Entity::find()
        .inner_join(user::Entity)
        .filter(user::Column::HairColor.eq("red"))
        .all(&state.db)
        .await?;
    Ok(sum_of(&posts))
}

pub async fn by_linked_row(state: &mut State, _: &Input) -> Result<u64> {
    let posts = post::Entity::find()
        .inner_join(tag::Entity)
        .filter(tag::Column::Name.eq("tag 5"))
        .all(&state.db)
        .await?;
    Ok(sum_of(&posts))
}

fn sum_of(posts: &[post::Model]) -> u64 {
    let mut sum = Sum::new();
    for post in posts {
        sum.row(&[post.id, post.likes], &[&post.title]);
    }
    sum.get()
}

pub async fn by_unique(state: &mut State, input: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    for email in &input.emails {
        let account = account::Entity::find_by_email(email).one(&state.db).await?;
        let account = account.ok_or("no account")?;
        sum.row(&[account.id, account.visits], &[&account.name]);
    }
    Ok(sum.get())
}

pub async fn related(state: &mut State, _: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    for user in 1..=1000_i64 {
        let posts = post::Entity::find()
            .filter(post::Column::UserId.eq(user))
            .all(&state.db)
            .await?;
        for post in &posts {
            sum.related(post.user_id, &[post.id, post.likes], &[&post.title]);
        }
    }
    Ok(sum.get())
}
