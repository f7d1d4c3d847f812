//! Filters, and small queries one by one.

use protocol::{Input, Result, Sum};

use crate::State;
use crate::rows::{Account, Post};

pub async fn by_owner(state: &mut State, _: &Input) -> Result<u64> {
    let posts: Vec<Post> = sqlx::query_as(
        "SELECT post.id, title, likes, user_id FROM post JOIN user ON user.id = user_id \
         WHERE hair_color = ?",
    )
    .bind("red")
    .fetch_all(&mut state.connection)
    .await?;
    Ok(sum_of(&posts))
}

pub async fn by_linked_row(state: &mut State, _: &Input) -> Result<u64> {
    let posts: Vec<Post> = sqlx::query_as(
        "SELECT post.id, title, likes, user_id FROM post \
         JOIN post_tag ON post_id = post.id JOIN tag ON tag.id = tag_id WHERE name = ?",
    )
    .bind("tag 5")
    .fetch_all(&mut state.connection)
    .await?;
    Ok(sum_of(&posts))
}

fn sum_of(posts: &[Post]) -> u64 {
    let mut sum = Sum::new();
    for post in posts {
        sum.row(&[post.id, post.likes], &[&post.title]);
    }
    sum.get()
}

pub async fn by_unique(state: &mut State, input: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    for email in &input.emails {
        let account: Account =
            sqlx::query_as("SELECT id, email, name, visits FROM account WHERE email = ?")
                .bind(email)
                .fetch_one(&mut state.connection)
                .await?;
        sum.row(&[account.id, account.visits], &[&account.name]);
    }
    Ok(sum.get())
}

pub async fn related(state: &mut State, _: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    for user in 1..=1000_i64 {
        let posts: Vec<Post> =
            sqlx::query_as("SELECT id, title, likes, user_id FROM post WHERE user_id = ?")
                .bind(user)
                .fetch_all(&mut state.connection)
                .await?;
        for post in &posts {
            sum.related(post.user_id, &[post.id, post.likes], &[&post.title]);
        }
    }
    Ok(sum.get())
}
