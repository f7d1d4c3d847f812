//! Rows with related rows.

use protocol::{Input, Result, Sum};
use relmodel::prelude::*;

use crate::Relmodel;
use crate::models::{Post, User};

pub fn has_many(relmodel: &mut Relmodel, _: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    for (user, posts) in User::all().with(|u| u.posts).load(&relmodel.db)? {
        sum.row(&[user.id.get()], &[&user.name]);
        for post in &posts {
            sum.related(user.id.get(), &[post.id.get(), post.likes], &[&post.title]);
        }
    }
    Ok(sum.get())
}

pub fn nested(relmodel: &mut Relmodel, _: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    let users = User::all().with(|u| u.posts.with(|p| p.comments));
    for (user, posts) in users.load(&relmodel.db)? {
        sum.row(&[user.id.get()], &[&user.name]);
        for (post, comments) in &posts {
            sum.related(user.id.get(), &[post.id.get(), post.likes], &[&post.title]);
            for comment in comments {
                sum.related(post.id.get(), &[comment.id.get()], &[&comment.text]);
            }
        }
    }
    Ok(sum.get())
}

pub fn belongs_to(relmodel: &mut Relmodel, _: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    for (post, user) in Post::all().with(|p| p.author).load(&relmodel.db)? {
        sum.related(
            user.id.get(),
            &[post.id.get(), post.likes],
            &[&post.title, &user.name],
        );
    }
    Ok(sum.get())
}

pub fn many_to_many(relmodel: &mut Relmodel, _: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    for (post, tags) in Post::all().with(|p| p.tags).load(&relmodel.db)? {
        sum.row(&[post.id.get(), post.likes], &[&post.title]);
        for tag in &tags {
            sum.related(post.id.get(), &[tag.id.get()], &[&tag.name]);
        }
    }
    Ok(sum.get())
}

pub fn exists(relmodel: &mut Relmodel, _: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    let users = User::filter(|u| u.posts.any(|p| p.likes.gt(900)));
    for user in users.load(&relmodel.db)? {
        sum.row(&[user.id.get()], &[&user.name]);
    }
    Ok(sum.get())
}
