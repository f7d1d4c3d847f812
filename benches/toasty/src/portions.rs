//! Some columns, or some rows.

use std::collections::HashMap;

use protocol::{Input, Result, Sum};

use crate::State;
use crate::models::{Comment, Post, Profile, User};

/// How many rows are on a page, and how many pages are read.
const SIZE: usize = 50;
const PAGES: usize = 100;

pub async fn two_columns(state: &mut State, _: &Input) -> Result<u64> {
    let pairs: Vec<(u64, String)> = Profile::all()
        .select((Profile::fields().id(), Profile::fields().name()))
        .exec(&mut state.connection)
        .await?;
    let mut sum = Sum::new();
    for (id, name) in &pairs {
        sum.row(&[id.cast_signed()], &[name]);
    }
    Ok(sum.get())
}

struct UserPage {
    name: String,
    posts: Vec<PostPage>,
}

struct PostPage {
    title: String,
    comments: Vec<CommentLine>,
}

struct CommentLine {
    text: String,
}

/// A selected relation gives whole rows, so that each level is a query of its own.
pub async fn projection(state: &mut State, _: &Input) -> Result<u64> {
    let mut transaction = state.connection.transaction().await?;
    let users: Vec<(u64, String)> = User::all()
        .select((User::fields().id(), User::fields().name()))
        .exec(&mut transaction)
        .await?;
    let fields = Post::fields();
    let ids: Vec<u64> = users.iter().map(|user| user.0).collect();
    let posts: Vec<(u64, String, u64)> = Post::filter(fields.user_id().in_list(ids))
        .select((fields.id(), fields.title(), fields.user_id()))
        .exec(&mut transaction)
        .await?;
    let fields = Comment::fields();
    let ids: Vec<u64> = posts.iter().map(|post| post.0).collect();
    let found: Vec<(String, u64)> = Comment::filter(fields.post_id().in_list(ids))
        .select((fields.text(), fields.post_id()))
        .exec(&mut transaction)
        .await?;
    transaction.commit().await?;

    let mut comments: HashMap<u64, Vec<CommentLine>> = HashMap::with_capacity(posts.len());
    for (text, post) in found {
        comments.entry(post).or_default().push(CommentLine { text });
    }
    let mut posts_of: HashMap<u64, Vec<PostPage>> = HashMap::with_capacity(users.len());
    for (id, title, user) in posts {
        let comments = comments.remove(&id).unwrap_or_default();
        let page = PostPage { title, comments };
        posts_of.entry(user).or_default().push(page);
    }
    let pages: Vec<UserPage> = users
        .into_iter()
        .map(|(id, name)| UserPage {
            name,
            posts: posts_of.remove(&id).unwrap_or_default(),
        })
        .collect();

    let mut sum = Sum::new();
    for page in &pages {
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

pub async fn pages(state: &mut State, _: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    for number in 0..PAGES {
        let mut transaction = state.connection.transaction().await?;
        let total = Post::all().count().exec(&mut transaction).await?;
        let posts = Post::all()
            .order_by(Post::fields().id().desc())
            .limit(SIZE)
            .offset(number * SIZE)
            .exec(&mut transaction)
            .await?;
        transaction.commit().await?;
        add_page(&mut sum, total.cast_signed(), &posts);
    }
    Ok(sum.get())
}

pub async fn keyset(state: &mut State, _: &Input) -> Result<u64> {
    let mut sum = Sum::new();
    let mut last = 0_u64;
    for _ in 0..PAGES {
        let posts = Post::filter(Post::fields().id().gt(last))
            .order_by(Post::fields().id().asc())
            .limit(SIZE)
            .exec(&mut state.connection)
            .await?;
        last = posts.last().map_or(0, |post| post.id);
        add_page(&mut sum, last.cast_signed(), &posts);
    }
    Ok(sum.get())
}

fn add_page(sum: &mut Sum, number: i64, posts: &[Post]) {
    sum.add(number);
    for post in posts {
        sum.ordered(&[post.id.cast_signed(), post.likes], &[&post.title]);
    }
}
