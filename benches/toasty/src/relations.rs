//! Rows with related rows, by `include`. toasty puts the queries of one call in a transaction.

use protocol::{Input, Result, Sum};

use crate::State;
use crate::models::{Post, User};

pub async fn has_many(state: &mut State, _: &Input) -> Result<u64> {
    let users = User::all()
        .include(User::fields().posts())
        .exec(&mut state.connection)
        .await?;

    let mut sum = Sum::new();
    for user in &users {
        sum.row(&[user.id.cast_signed()], &[&user.name]);
        for post in user.posts.get() {
            sum.related(
                user.id.cast_signed(),
                &[post.id.cast_signed(), post.likes],
                &[&post.title],
            );
        }
    }
    Ok(sum.get())
}

pub async fn nested(state: &mut State, _: &Input) -> Result<u64> {
    let users = User::all()
        .include(User::fields().posts())
        .include(User::fields().posts().comments())
        .exec(&mut state.connection)
        .await?;

    let mut sum = Sum::new();
    for user in &users {
        sum.row(&[user.id.cast_signed()], &[&user.name]);
        for post in user.posts.get() {
            sum.related(
                user.id.cast_signed(),
                &[post.id.cast_signed(), post.likes],
                &[&post.title],
            );
            for comment in post.comments.get() {
                sum.related(
                    post.id.cast_signed(),
                    &[comment.id.cast_signed()],
                    &[&comment.text],
                );
            }
        }
    }
    Ok(sum.get())
}

pub async fn belongs_to(state: &mut State, _: &Input) -> Result<u64> {
    let posts = Post::all()
        .include(Post::fields().user())
        .exec(&mut state.connection)
        .await?;

    let mut sum = Sum::new();
    for post in &posts {
        let user = post.user.get();
        sum.related(
            user.id.cast_signed(),
            &[post.id.cast_signed(), post.likes],
            &[&post.title, &user.name],
        );
    }
    Ok(sum.get())
}

pub async fn many_to_many(state: &mut State, _: &Input) -> Result<u64> {
    let posts = Post::all()
        .include(Post::fields().tags())
        .exec(&mut state.connection)
        .await?;

    let mut sum = Sum::new();
    for post in &posts {
        sum.row(&[post.id.cast_signed(), post.likes], &[&post.title]);
        for tag in post.tags.get() {
            sum.related(post.id.cast_signed(), &[tag.id.cast_signed()], &[&tag.name]);
        }
    }
    Ok(sum.get())
}

pub async fn exists(state: &mut State, _: &Input) -> Result<u64> {
    let popular = Post::fields().likes().gt(900);
    let users = User::filter(User::fields().posts().any(popular))
        .exec(&mut state.connection)
        .await?;
    let mut sum = Sum::new();
    for user in &users {
        sum.row(&[user.id.cast_signed()], &[&user.name]);
    }
    Ok(sum.get())
}
