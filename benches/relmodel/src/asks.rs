//! Filters, and small queries one by one.

use protocol::{Input, Result, Sum};
use relmodel::prelude::*;

use crate::Relmodel;
use crate::models::{Account, Post, User};

pub fn by_owner(relmodel: &mut Relmodel, _: &Input) -> Result<u64> {
    let posts = Post::filter(|p| p.author.is(|u| u.hair_color.eq("red")));
    Ok(sum_of(&posts.load(&relmodel.db)?))
}

pub fn by_linked_row(relmodel: &mut Relmodel, _: &Input) -> Result<u64> {
    let posts = Post::filter(|p| p.tags.any(|t| t.name.eq("tag 5")));
    Ok(sum_of(&posts.load(&relmodel.db)?))
}

fn sum_of(posts: &[Post]) -> u64 {
    let mut sum = Sum::new();
    for post in posts {
        sum.row(&[post.id.get(), post.likes], &[&post.title]);
    }
    sum.get()
}

pub fn by_unique(relmodel: &mut Relmodel, input: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    for email in &input.emails {
        let account = Account::filter(|a| a.email.eq(email)).one(&relmodel.db)?;
        sum.row(&[account.id.get(), account.visits], &[&account.name]);
    }
    Ok(sum.get())
}

pub fn related(relmodel: &mut Relmodel, _: &Input) -> Result<u64> {
    let Relmodel { db, users, .. } = relmodel;
    if users.is_empty() {
        *users = User::all().load(db)?;
    }
    let mut sum = Sum::new();
    for user in users {
        for post in user.posts().load(db)? {
            sum.related(
                post.user_id.get(),
                &[post.id.get(), post.likes],
                &[&post.title],
            );
        }
    }
    Ok(sum.get())
}
