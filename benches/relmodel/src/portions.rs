//! Some columns, some rows, or all rows but one at a time.

use protocol::{Input, Result, Sum};
use relmodel::prelude::*;

use crate::Relmodel;
use crate::models::{Comment, Post, Profile, User};

/// How many rows are on a page, and how many pages are read.
const SIZE: u64 = 50;
const PAGES: u64 = 100;

pub fn two_columns(relmodel: &mut Relmodel, _: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    let pairs = Profile::all().select(|p| (p.id, p.name));
    for (id, name) in pairs.load(&relmodel.db)? {
        sum.row(&[id.get()], &[&name]);
    }
    Ok(sum.get())
}

#[derive(Projection)]
#[projection(User)]
struct UserPage {
    name: String,
    posts: Vec<PostPage>,
}

#[derive(Projection)]
#[projection(Post)]
struct PostPage {
    title: String,
    comments: Vec<CommentLine>,
}

#[derive(Projection)]
#[projection(Comment)]
struct CommentLine {
    text: String,
}

pub fn projection(relmodel: &mut Relmodel, _: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    let pages = User::all().project::<UserPage>();
    for page in pages.load(&relmodel.db)? {
        sum.row(&[], &[&page.name]);
        for post in &page.posts {
            sum.row(&[1], &[&page.name, &post.title]);
            for line in &post.comments {
                sum.row(&[2], &[&post.title, &line.text]);
            }
        }
    }
    Ok(sum.get())
}

pub fn pages(relmodel: &mut Relmodel, _: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    let posts = Post::all().order_by(|p| p.id.desc());
    for number in 1..=PAGES {
        let page = posts.page(&relmodel.db, number, SIZE)?;
        add_page(&mut sum, page.total.cast_signed(), &page.rows);
    }
    Ok(sum.get())
}

pub fn keyset(relmodel: &mut Relmodel, _: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    let posts = Post::all().order_by(|p| p.id);
    let mut next = None;
    for _ in 0..PAGES {
        let page = posts.page_after(&relmodel.db, next.as_ref(), SIZE)?;
        let last = page.rows.last().map_or(0, |post| post.id.get());
        add_page(&mut sum, last, &page.rows);
        next = page.next;
    }
    Ok(sum.get())
}

fn add_page(sum: &mut Sum, number: i64, posts: &[Post]) {
    sum.add(number);
    for post in posts {
        sum.ordered(&[post.id.get(), post.likes], &[&post.title]);
    }
}

pub fn stream(relmodel: &mut Relmodel, _: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    User::all().for_each(&relmodel.db, |user| {
        let color = user.hair_color.as_deref().unwrap_or_default();
        sum.row(&[user.id.get()], &[&user.name, color]);
    })?;
    Ok(sum.get())
}
