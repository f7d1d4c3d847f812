//! Filters, small queries one by one, and pages.

use drizzle::core::expr::{count, eq, gt};
use drizzle::core::{asc, desc};
use drizzle::sqlite::connection::SQLiteTransactionType;
use drizzle::sqlite::prelude::*;
use protocol::{Input, Result, Sum};

use crate::Drizzled;
use crate::schema::{Post, SelectAccount, SelectPost};

/// How many rows are on a page, and how many pages are read.
const SIZE: usize = 50;
const PAGES: usize = 100;

/// A post of a join.
#[derive(SQLiteFromRow)]
#[from(Post)]
struct FoundPost {
    id: i64,
    title: String,
    likes: i64,
    #[allow(unused, reason = "it is read as a part of the row")]
    user_id: i64,
}

pub fn by_owner(drizzled: &mut Drizzled, _: &Input) -> Result<u64> {
    let (post, user) = (drizzled.tables.post, drizzled.tables.user);
    let posts: Vec<FoundPost> = drizzled
        .db
        .select(FoundPost::Select)
        .from(post)
        .inner_join((user, eq(post.user_id, user.id)))
        .r#where(eq(user.hair_color, "red"))
        .all()?;
    Ok(sum_of(&posts))
}

pub fn by_linked_row(drizzled: &mut Drizzled, _: &Input) -> Result<u64> {
    let Drizzled { db, tables, .. } = drizzled;
    let (post, post_tag, tag) = (tables.post, tables.post_tag, tables.tag);
    let posts: Vec<FoundPost> = db
        .select(FoundPost::Select)
        .from(post)
        .inner_join((post_tag, eq(post_tag.post_id, post.id)))
        .inner_join((tag, eq(post_tag.tag_id, tag.id)))
        .r#where(eq(tag.name, "tag 5"))
        .all()?;
    Ok(sum_of(&posts))
}

fn sum_of(posts: &[FoundPost]) -> u64 {
    let mut sum = Sum::new();
    for post in posts {
        sum.row(&[post.id, post.likes], &[&post.title]);
    }
    sum.get()
}

pub fn by_unique(drizzled: &mut Drizzled, input: &Input) -> Result<u64> {
    let Drizzled { db, tables, .. } = drizzled;
    let account = tables.account;
    let email = account.email.placeholder("email");
    let find = db
        .select(())
        .from(account)
        .r#where(eq(account.email, email))
        .prepare()
        .into_owned();
    let mut sum = Sum::new();
    for key in &input.emails {
        let account: SelectAccount = find.get(db.conn(), [email.bind(key.as_str())])?;
        sum.row(&[account.id, account.visits], &[&account.name]);
    }
    Ok(sum.get())
}

pub fn related(drizzled: &mut Drizzled, _: &Input) -> Result<u64> {
    let Drizzled { db, tables, .. } = drizzled;
    let post = tables.post;
    let user = post.user_id.placeholder("user");
    let find = db
        .select(())
        .from(post)
        .r#where(eq(post.user_id, user))
        .prepare()
        .into_owned();
    let mut sum = Sum::new();
    for key in 1..=1000_i64 {
        let posts: Vec<SelectPost> = find.all(db.conn(), [user.bind(key)])?;
        for post in &posts {
            sum.related(post.user_id, &[post.id, post.likes], &[&post.title]);
        }
    }
    Ok(sum.get())
}

pub fn pages(drizzled: &mut Drizzled, _: &Input) -> Result<u64> {
    let post = drizzled.tables.post;
    let mut sum = Sum::new();
    for number in 0..PAGES {
        let (total, posts) = drizzled
            .db
            .transaction(SQLiteTransactionType::Deferred, |tx| {
                let (total,): (i64,) = tx.select((count(()),)).from(post).get()?;
                let posts: Vec<SelectPost> = tx
                    .select(())
                    .from(post)
                    .order_by(desc(post.id))
                    .limit(SIZE)
                    .offset(number * SIZE)
                    .all()?;
                Ok((total, posts))
            })?;
        add_page(&mut sum, total, &posts);
    }
    Ok(sum.get())
}

pub fn keyset(drizzled: &mut Drizzled, _: &Input) -> Result<u64> {
    let Drizzled { db, tables, .. } = drizzled;
    let post = tables.post;
    let behind = post.id.placeholder("behind");
    let find = db
        .select(())
        .from(post)
        .r#where(gt(post.id, behind))
        .order_by(asc(post.id))
        .limit(SIZE)
        .prepare()
        .into_owned();
    let mut sum = Sum::new();
    let mut last = 0_i64;
    for _ in 0..PAGES {
        let posts: Vec<SelectPost> = find.all(db.conn(), [behind.bind(last)])?;
        last = posts.last().map_or(0, |post| post.id);
        add_page(&mut sum, last, &posts);
    }
    Ok(sum.get())
}

fn add_page(sum: &mut Sum, number: i64, posts: &[SelectPost]) {
    sum.add(number);
    for post in posts {
        sum.ordered(&[post.id, post.likes], &[&post.title]);
    }
}
