//! What `derive(Projection)` makes is silent under the lints that careful crates deny.

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

/// A shelf.
#[derive(Model, Debug, Clone, PartialEq, Eq)]
#[has_many(books: Book)]
pub struct Shelf {
    /// The key.
    pub id: Id<Self>,
    /// What is written on it.
    #[deprecated]
    pub label: String,
}

/// A book.
#[derive(Model, Debug, Clone, PartialEq, Eq)]
pub struct Book {
    /// The key.
    pub id: Id<Self>,
    /// The title.
    pub title: String,
    /// Its kind.
    pub r#type: Option<String>,
    /// Where it stands.
    #[belongs_to(Shelf)]
    pub shelf_id: Option<Id<Shelf>>,
}

/// A book on a card.
#[derive(Projection, Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[projection(Book)]
pub struct Card {
    /// The title.
    pub title: String,
    r#type: Option<String>,
    #[projection(|b| b.title.length())]
    letters: i64,
}

/// A shelf with what is on it.
#[derive(Projection, Debug, Clone, PartialEq, Eq)]
#[projection(Shelf)]
pub struct Page {
    /// The shelf.
    #[projection(flatten)]
    pub shelf: Shelf,
    /// All of them.
    pub books: Vec<Card>,
    /// The long ones.
    #[projection(|s| s.books.filter(|b| b.title.length().gt(3)).order_by(|b| b.title).limit(2))]
    pub long: Vec<Card>,
    /// How many there are.
    #[projection(|s| s.books.count())]
    pub count: i64,
}

/// The counts of shelves.
///
/// # Errors
/// As `load`.
pub fn counts(db: &Db) -> relmodel::Result<Vec<i64>> {
    let pages: Vec<Page> = Shelf::all().project().load(db)?;
    Ok(pages.into_iter().map(|page| page.count).collect())
}

fn main() {
    let db = Db::open_in_memory().expect("a database");
    schema![Shelf].create(&db).expect("tables");
    assert!(counts(&db).expect("rows").is_empty());
}
