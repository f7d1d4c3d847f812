//! Generated code is silent under the lints that careful crates deny.

#![deny(
    warnings,
    missing_docs,
    missing_debug_implementations,
    missing_copy_implementations,
    unreachable_pub,
    unused_qualifications,
    single_use_lifetimes,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    let_underscore_drop,
    redundant_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unnameable_types,
    unused_import_braces,
    unused_lifetimes,
    unused_results,
    variant_size_differences,
    nonstandard_style,
    rust_2018_idioms,
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
    clippy::missing_const_for_fn
)]
#![forbid(unsafe_code)]

use relmodel::prelude::*;

/// A state.
#[derive(ColumnType, Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It can be used.
    Active,
    /// It can't.
    Locked,
}

/// A rank.
#[derive(ColumnType, Debug, Clone, Copy, PartialEq, Eq)]
#[column_type(integer)]
pub enum Rank {
    /// The only one.
    Only = 3,
}

/// An address.
#[derive(ColumnType, Debug, Clone, PartialEq, Eq)]
pub struct Email(String);

/// An account.
#[derive(Model, Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The address.
    #[key]
    pub email: Email,
    /// The state.
    #[column(default = "active")]
    pub state: State,
    /// The rank.
    pub rank: Option<Rank>,
    /// When it was made.
    #[column(default_with = number)]
    pub number: i64,
    /// The same with a word.
    #[column(generated = "'number ' || number")]
    pub label: String,
}

/// A number.
const fn number() -> i64 {
    7
}

/// A user.
#[derive(Model, Debug, Clone, PartialEq, Eq)]
#[has_many(posts: Post)]
pub struct User {
    /// The key.
    pub id: Id<Self>,
    /// The name.
    #[unique]
    pub name: String,
    /// The age, where it is known.
    pub age: Option<i64>,
    #[column(default = true)]
    active: bool,
}

/// A post.
#[derive(Model, Debug, Clone, Copy, PartialEq, Eq)]
#[many_to_many(tags: Tag, through = PostTag)]
pub struct Post {
    /// The key.
    pub id: Id<Self>,
    /// The author's key.
    #[belongs_to(author: User)]
    #[cascade(delete_orphan)]
    pub user_id: Id<User>,
}

/// A tag.
#[derive(Model, Debug, Clone, Copy, PartialEq, Eq)]
#[many_to_many(posts: Post, through = PostTag)]
pub struct Tag {
    /// The key.
    pub id: Id<Self>,
}

/// A link.
#[derive(Model, Debug, Clone, Copy, PartialEq, Eq)]
pub struct PostTag {
    /// The post.
    #[key]
    #[belongs_to(Post)]
    pub post_id: Id<Post>,
    /// The tag.
    #[key]
    #[belongs_to(Tag)]
    pub tag_id: Id<Tag>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![User].create(&db)?;
    let john = NewUser { name: "john" }.age(30).insert(&db)?;
    assert!(john.active);
    let post = NewPost { user_id: john.id }.insert(&db)?;
    post.tags().add(&db, &NewTag {}.insert(&db)?)?;
    assert_eq!(john.posts().load(&db)?, [post]);
    Ok(())
}
