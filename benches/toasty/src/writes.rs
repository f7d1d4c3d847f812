//! Rows written one by one and at once. An update does not say how many rows it changed.

use protocol::{Input, Result, Sum};
use toasty::stmt;

use crate::State;
use crate::models::{Post, PostTag, User};

pub async fn insert(state: &mut State, input: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    let mut transaction = state.connection.transaction().await?;
    for new in &input.users {
        let user = User::create()
            .name(&new.name)
            .hair_color(new.hair_color.clone())
            .exec(&mut transaction)
            .await?;
        sum.row(&[user.id.cast_signed()], &[&user.name]);
    }
    transaction.commit().await?;
    Ok(sum.get())
}

/// `create` always gives the row back.
pub async fn insert_only(state: &mut State, input: &Input) -> Result<u64> {
    insert(state, input).await?;
    Ok(input.users.len() as u64)
}

pub async fn insert_all(state: &mut State, input: &Input) -> Result<u64> {
    let mut create = User::create_many();
    for new in &input.users {
        create = create.item(
            User::create()
                .name(&new.name)
                .hair_color(new.hair_color.clone()),
        );
    }
    let users = create.exec(&mut state.connection).await?;

    let mut sum = Sum::new();
    for user in &users {
        sum.row(&[user.id.cast_signed()], &[&user.name]);
    }
    Ok(sum.get())
}

pub async fn update(state: &mut State, input: &Input) -> Result<u64> {
    let State { connection, users } = state;
    if users.is_empty() {
        *users = User::all()
            .order_by(User::fields().id().asc())
            .limit(1000)
            .exec(connection)
            .await?;
    }
    let mut updated = 0;
    let mut transaction = connection.transaction().await?;
    for (user, new) in users.iter_mut().zip(&input.users) {
        let hair_color = user.hair_color.clone();
        user.update()
            .name(&new.name)
            .hair_color(hair_color)
            .exec(&mut transaction)
            .await?;
        updated += 1;
    }
    transaction.commit().await?;
    Ok(updated)
}

pub async fn update_by_query(state: &mut State, _: &Input) -> Result<u64> {
    Post::filter(Post::fields().id().le(5000_u64))
        .update()
        .likes(stmt::increment())
        .exec(&mut state.connection)
        .await?;
    Ok(5000)
}

pub async fn replace(state: &mut State, input: &Input) -> Result<u64> {
    let mut transaction = state.connection.transaction().await?;
    for (post, tags) in (1_u64..).zip(&input.tags) {
        PostTag::filter_by_post_id(post)
            .delete()
            .exec(&mut transaction)
            .await?;
        let mut create = PostTag::create_many();
        for tag in tags {
            create = create.item(PostTag::create().post_id(post).tag_id(tag.cast_unsigned()));
        }
        create.exec(&mut transaction).await?;
    }
    transaction.commit().await?;
    Ok(input.tags.len() as u64)
}
