//! Filters, and small queries one by one.

use protocol::{Input, Result, Sum};

use crate::ByHand;
use crate::rows::{Post, account, post};

pub fn by_owner(by_hand: &mut ByHand, _: &Input) -> Result<u64> {
    let mut load = by_hand.connection.prepare_cached(
        "SELECT post.id, title, likes, user_id FROM post JOIN user ON user.id = user_id \
         WHERE hair_color = ?1",
    )?;
    let posts: Vec<Post> = load
        .query_map(["red"], post)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(sum_of(&posts))
}

pub fn by_linked_row(by_hand: &mut ByHand, _: &Input) -> Result<u64> {
    let mut load = by_hand.connection.prepare_cached(
        "SELECT post.id, title, likes, user_id FROM post \
         JOIN post_tag ON post_id = post.id JOIN tag ON tag.id = tag_id WHERE name = ?1",
    )?;
    let posts: Vec<Post> = load
        .query_map(["tag 5"], post)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(sum_of(&posts))
}

fn sum_of(posts: &[Post]) -> u64 {
    let mut sum = Sum::new();
    for post in posts {
        sum.row(&[post.id, post.likes], &[&post.title]);
    }
    sum.get()
}

pub fn by_unique(by_hand: &mut ByHand, input: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    for email in &input.emails {
        let mut find = by_hand
            .connection
            .prepare_cached("SELECT id, email, name, visits FROM account WHERE email = ?1")?;
        let account = find.query_row([email], account)?;
        sum.row(&[account.id, account.visits], &[&account.name]);
    }
    Ok(sum.get())
}

pub fn related(by_hand: &mut ByHand, _: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    for user in 1..=1000_i64 {
        let mut load = by_hand
            .connection
            .prepare_cached("SELECT id, title, likes, user_id FROM post WHERE user_id = ?1")?;
        let posts: Vec<Post> = load
            .query_map([user], post)?
            .collect::<rusqlite::Result<_>>()?;
        for post in &posts {
            sum.related(post.user_id, &[post.id, post.likes], &[&post.title]);
        }
    }
    Ok(sum.get())
}
