//! The blog that the pages on asking and on results ask: its models, which the page "Asking" shows, and some rows.

#![allow(missing_docs, reason = "the fields of a blog's models say what they are")]

use jiff::Timestamp;
use relmodel::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(posts: Post, inverse = author)]
#[has_many(comments: Comment)]
pub struct User {
    pub id: Id<User>,
    #[unique]
    pub name: String,
    pub bio: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(comments: Comment)]
#[many_to_many(tags: Tag, through = PostTag)]
pub struct Post {
    pub id: Id<Post>,
    pub title: String,
    pub likes: i64,
    #[index]
    pub created_at: Timestamp,
    #[belongs_to(author: User)]
    pub user_id: Id<User>,
    #[belongs_to(editor: User)]
    pub editor_id: Option<Id<User>>,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub struct Comment {
    pub id: Id<Comment>,
    pub text: String,
    #[belongs_to(Post)]
    pub post_id: Id<Post>,
    #[belongs_to(User)]
    pub user_id: Id<User>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[many_to_many(posts: Post, through = PostTag)]
pub struct Tag {
    pub id: Id<Tag>,
    #[unique]
    pub name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub struct PostTag {
    #[key]
    #[belongs_to(Post)]
    pub post_id: Id<Post>,
    #[key]
    #[belongs_to(Tag)]
    pub tag_id: Id<Tag>,
}

/// A database with the blog: `ann` wrote two posts, the first of which `bob` edited and commented on, and he wrote one; `cid` did nothing yet.
///
/// # Errors
/// None that a reader could do anything about.
pub fn sample() -> relmodel::Result<Db> {
    let db = Db::open_in_memory()?;
    schema![User].create(&db)?;
    db.execute_batch(
        "INSERT INTO user VALUES (1, 'ann', 'writes'), (2, 'bob', NULL), (3, 'cid', NULL);
         INSERT INTO post VALUES
            (1, 'Rust in a day', 12, '2025-12-31 23:00:00.000000000', 1, 2),
            (2, 'Rust in a year', 3, '2026-03-01 08:30:00.000000000', 1, NULL),
            (3, 'On SQL', 7, '2026-03-02 10:00:00.000000000', 2, NULL);
         INSERT INTO comment VALUES (1, 'So fast?', 1, 2), (2, 'Yes', 1, 1), (3, 'Good', 3, 1);
         INSERT INTO tag VALUES (1, 'rust'), (2, 'sql');
         INSERT INTO post_tag VALUES (1, 1), (2, 1), (3, 2);",
    )?;
    Ok(db)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_page_on_asking_shows_these_models() {
        let page = include_str!("../../../docs/asking.md");
        let (_, block) = page.split_once("```rust\n").unwrap_or_default();
        let (block, _) = block.split_once("# Ok").unwrap_or_default();
        let shown: Vec<&str> = block.lines().filter(|line| !line.starts_with("# ")).collect();
        let here = include_str!("blog.rs").replace("pub ", "");
        assert!(shown.len() > 40 && here.contains(&shown.join("\n")), "{}", shown.join("\n"));
    }
}
