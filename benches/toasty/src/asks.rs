//! Filters, and small queries one by one.

use protocol::{Input, Result, Sum};

use crate::State;
use crate::models::{Account, Post, Tag};

pub async fn by_owner(state: &mut State, _: &Input) -> Result<u64> {
    let posts = Post::filter(Post::fields().user().hair_color().eq("red"))
        .exec(&mut state.connection)
        .await?;
    Ok(sum_of(&posts))
}

pub async fn by_linked_row(state: &mut State, _: &Input) -> Result<u64> {
    let named = Tag::fields().name().eq("tag 5");
    let posts = Post::filter(Post::fields().tags().any(named))
        .exec(&mut state.connection)
        .await?;
    Ok(sum_of(&posts))
}

fn sum_of(posts: &[Post]) -> u64 {
    let mut sum = Sum::new();
    for post in posts {
        sum.row(&[post.id.cast_signed(), post.likes], &[&post.title]);
    }
    sum.get()
}

pub async fn by_unique(state: &mut State, input: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    for email in &input.emails {
        let account = Account::get_by_email(&mut state.connection, email).await?;
        sum.row(
            &[account.id.cast_signed(), account.visits],
            &[&account.name],
        );
    }
    Ok(sum.get())
}

pub async fn related(state: &mut State, _: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    for user in 1..=1000_u64 {
        let posts = Post::filter_by_user_id(user)
            .exec(&mut state.connection)
            .await?;
        for post in &posts {
            sum.related(
                post.user_id.cast_signed(),
                &[post.id.cast_signed(), post.likes],
                &[&post.title],
            );
        }
    }
    Ok(sum.get())
}
