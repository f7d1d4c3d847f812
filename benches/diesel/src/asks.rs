//! Filters, and small queries one by one.

use diesel::prelude::*;
use protocol::{Input, Result, Sum};

use crate::Diesel;
use crate::models::{Account, Post};
use crate::schema::{account, post, post_tag, tag, user};

pub fn by_owner(diesel: &mut Diesel, _: &Input) -> Result<u64> {
    let posts = post::table
        .inner_join(user::table)
        .filter(user::hair_color.eq("red"))
        .select(Post::as_select())
        .load(&mut diesel.connection)?;
    Ok(sum_of(&posts))
}

pub fn by_linked_row(diesel: &mut Diesel, _: &Input) -> Result<u64> {
    let posts = post::table
        .inner_join(post_tag::table.inner_join(tag::table))
        .filter(tag::name.eq("tag 5"))
        .select(Post::as_select())
        .load(&mut diesel.connection)?;
    Ok(sum_of(&posts))
}

fn sum_of(posts: &[Post]) -> u64 {
    let mut sum = Sum::new();
    for post in posts {
        sum.row(&[post.id, post.likes], &[&post.title]);
    }
    sum.get()
}

pub fn by_unique(diesel: &mut Diesel, input: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    for email in &input.emails {
        let account = account::table
            .filter(account::email.eq(email))
            .select(Account::as_select())
            .get_result(&mut diesel.connection)?;
        sum.row(&[account.id, account.visits], &[&account.name]);
    }
    Ok(sum.get())
}

pub fn related(diesel: &mut Diesel, _: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    for user in 1..=1000_i64 {
        let posts = post::table
            .filter(post::user_id.eq(user))
            .select(Post::as_select())
            .load(&mut diesel.connection)?;
        for post in &posts {
            sum.related(post.user_id, &[post.id, post.likes], &[&post.title]);
        }
    }
    Ok(sum.get())
}
