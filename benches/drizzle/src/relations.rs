//! Rows with related rows, by relational queries: one statement, related rows as JSON.

use drizzle::core::expr::{eq, exists, gt};
use protocol::{Input, Result, Sum};

use crate::Drizzled;
use crate::schema::SelectUser;

pub fn has_many(drizzled: &mut Drizzled, _: &Input) -> Result<u64> {
    let user = drizzled.tables.user;
    let users = drizzled.db.query(user).with(user.posts()).find_many()?;

    let mut sum = Sum::new();
    for user in &users {
        sum.row(&[user.id], &[&user.name]);
        for post in &user.posts {
            sum.related(user.id, &[post.id, post.likes], &[&post.title]);
        }
    }
    Ok(sum.get())
}

pub fn belongs_to(drizzled: &mut Drizzled, _: &Input) -> Result<u64> {
    let post = drizzled.tables.post;
    let posts = drizzled.db.query(post).with(post.user()).find_many()?;

    let mut sum = Sum::new();
    for post in &posts {
        let user = &post.user;
        sum.related(user.id, &[post.id, post.likes], &[&post.title, &user.name]);
    }
    Ok(sum.get())
}

pub fn many_to_many(drizzled: &mut Drizzled, _: &Input) -> Result<u64> {
    let post = drizzled.tables.post;
    let posts = drizzled.db.query(post).with(post.tags()).find_many()?;

    let mut sum = Sum::new();
    for post in &posts {
        sum.row(&[post.id, post.likes], &[&post.title]);
        for tag in &post.tags {
            sum.related(post.id, &[tag.id], &[&tag.name]);
        }
    }
    Ok(sum.get())
}

pub fn exists_related(drizzled: &mut Drizzled, _: &Input) -> Result<u64> {
    let Drizzled { db, tables, .. } = drizzled;
    let (user, post) = (tables.user, tables.post);
    let popular = db
        .select(post.id)
        .from(post)
        .r#where((eq(post.user_id, user.id), gt(post.likes, 900)));
    let users: Vec<SelectUser> = db.select(()).from(user).r#where(exists(popular)).all()?;
    let mut sum = Sum::new();
    for user in &users {
        sum.row(&[user.id], &[&user.name]);
    }
    Ok(sum.get())
}
