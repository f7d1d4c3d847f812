//! Random rows with integer keys, in the database and as plain lists in which the relations are searched for.

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use relmodel::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(books: Book, inverse = author)]
#[has_many(edited: Book, inverse = editor)]
#[has_one(card: Card)]
pub struct Author {
    pub id: Id<Author>,
    #[unique]
    pub name: String,
    pub rank: Option<i64>,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub struct Card {
    pub id: Id<Card>,
    pub note: Option<String>,
    #[belongs_to(Author)]
    #[unique]
    pub author_id: Option<Id<Author>>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(reviews: Review)]
#[many_to_many(genres: Genre, through = Shelf)]
pub struct Book {
    pub id: Id<Book>,
    #[unique]
    pub title: String,
    pub rank: i64,
    #[belongs_to(author: Author)]
    pub author_id: Option<Id<Author>>,
    #[belongs_to(editor: Author)]
    pub editor_id: Id<Author>,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub struct Review {
    pub id: Id<Review>,
    pub stars: Option<i64>,
    #[belongs_to(Book)]
    pub book_id: Option<Id<Book>>,
    #[belongs_to(critic: Author)]
    pub critic_id: Option<Id<Author>>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[many_to_many(books: Book, through = Shelf)]
pub struct Genre {
    pub id: Id<Genre>,
    pub name: String,
}

/// A link with a key of its own: it may stand twice.
#[derive(Model, Debug, Clone, PartialEq)]
pub struct Shelf {
    pub id: Id<Shelf>,
    #[belongs_to(Book)]
    pub book_id: Option<Id<Book>>,
    #[belongs_to(Genre)]
    pub genre_id: Option<Id<Genre>>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(children: Place)]
pub struct Place {
    pub id: Id<Place>,
    pub name: String,
    #[belongs_to(parent: Place)]
    pub parent_id: Option<Id<Place>>,
}

/// What the rows are made of. The numbers are keys; those beyond the last row point at nothing.
#[derive(Debug, Clone)]
pub struct Seeds {
    authors: Vec<Option<i64>>,
    /// The author of each card; only the first card of an author is made.
    cards: Vec<Option<i64>>,
    /// Rank, author, editor.
    books: Vec<(i64, Option<i64>, usize)>,
    /// Stars, book, critic.
    reviews: Vec<(Option<i64>, Option<i64>, Option<i64>)>,
    genres: usize,
    shelves: Vec<(Option<i64>, Option<i64>)>,
    places: Vec<Option<i64>>,
}

pub fn seeds() -> impl Strategy<Value = Seeds> {
    let key = || weighted(0.85, 1..9_i64);
    let rank = || weighted(0.7, 0..3_i64);
    (
        vec(rank(), 0..7),
        vec(key(), 0..6),
        vec((0..3_i64, key(), 0..100_usize), 0..9),
        vec((rank(), key(), key()), 0..12),
        0..5_usize,
        vec((key(), weighted(0.9, 1..6_i64)), 0..14),
        vec(key(), 0..8),
    )
        .prop_map(
            |(authors, cards, books, reviews, genres, shelves, places)| Seeds {
                // A book's editor is required, so without authors there are no books.
                books: if authors.is_empty() {
                    Vec::new()
                } else {
                    books
                },
                authors,
                cards,
                reviews,
                genres,
                shelves,
                places,
            },
        )
}

/// The rows of the database.
#[derive(Debug)]
pub struct World {
    pub authors: Vec<Author>,
    pub cards: Vec<Card>,
    pub books: Vec<Book>,
    pub reviews: Vec<Review>,
    pub genres: Vec<Genre>,
    pub shelves: Vec<Shelf>,
    pub places: Vec<Place>,
}

/// A database that doesn't enforce its keys, with the rows.
pub fn build(seeds: &Seeds) -> relmodel::Result<(Db, World)> {
    let db = Db::options().foreign_keys(false).open_in_memory()?;
    schema![Author, Genre, Place].create(&db)?;
    // In another order than the keys', so that an index gives rows in another order than the table.
    let names: Vec<String> = (0..20).map(|n| format!("{:02}", n * 7 % 20)).collect();

    let authors = seeds.authors.iter().zip(&names);
    let authors = authors.map(|(rank, name)| NewAuthor { name }.rank(*rank));
    let authors = Author::insert_all(&db, authors)?;

    let mut cards = seeds.cards.clone();
    cards.sort_unstable();
    cards.dedup_by(|a, b| a == b && a.is_some());
    let cards = cards
        .iter()
        .map(|author| NewCard {}.author_id(author.map(Id::from)));
    let cards = Card::insert_all(&db, cards)?;

    let books = seeds
        .books
        .iter()
        .zip(&names)
        .map(|((rank, author, editor), title)| {
            let editor_id = authors[editor % authors.len()].id;
            NewBook {
                title,
                rank: *rank,
                editor_id,
            }
            .author_id(author.map(Id::from))
        });
    let books = Book::insert_all(&db, books)?;

    let reviews = seeds.reviews.iter().map(|(stars, book, critic)| {
        NewReview {}
            .stars(*stars)
            .book_id(book.map(Id::from))
            .critic_id(critic.map(Id::from))
    });
    let reviews = Review::insert_all(&db, reviews)?;

    let genres = names
        .iter()
        .take(seeds.genres)
        .map(|name| NewGenre { name });
    let genres = Genre::insert_all(&db, genres)?;
    let shelves = seeds.shelves.iter().map(|(book, genre)| {
        NewShelf {}
            .book_id(book.map(Id::from))
            .genre_id(genre.map(Id::from))
    });
    let shelves = Shelf::insert_all(&db, shelves)?;

    let places = seeds.places.iter().zip(&names);
    let places = places.map(|(parent, name)| NewPlace { name }.parent_id(parent.map(Id::from)));
    let places = Place::insert_all(&db, places)?;
    let world = World {
        authors,
        cards,
        books,
        reviews,
        genres,
        shelves,
        places,
    };
    Ok((db, world))
}

impl World {
    pub fn author(&self, id: Option<Id<Author>>) -> Option<Author> {
        self.authors
            .iter()
            .find(|author| Some(author.id) == id)
            .cloned()
    }

    pub fn card(&self, author: &Author) -> Option<Card> {
        self.cards
            .iter()
            .find(|card| card.author_id == Some(author.id))
            .cloned()
    }

    pub fn books(&self, author: &Author) -> Vec<Book> {
        all(&self.books, |book| book.author_id == Some(author.id))
    }

    pub fn edited(&self, author: &Author) -> Vec<Book> {
        all(&self.books, |book| book.editor_id == author.id)
    }

    pub fn reviews(&self, book: &Book) -> Vec<Review> {
        all(&self.reviews, |review| review.book_id == Some(book.id))
    }

    /// As often as they are linked.
    pub fn genres(&self, book: &Book) -> Vec<Genre> {
        let links = self
            .shelves
            .iter()
            .filter(|link| link.book_id == Some(book.id));
        links
            .filter_map(|link| {
                self.genres
                    .iter()
                    .find(|genre| Some(genre.id) == link.genre_id)
            })
            .cloned()
            .collect()
    }

    /// As often as they are linked.
    pub fn books_in(&self, genre: &Genre) -> Vec<Book> {
        let links = self
            .shelves
            .iter()
            .filter(|link| link.genre_id == Some(genre.id));
        links
            .filter_map(|link| self.books.iter().find(|book| Some(book.id) == link.book_id))
            .cloned()
            .collect()
    }

    pub fn parent(&self, place: &Place) -> Option<Place> {
        self.places
            .iter()
            .find(|parent| Some(parent.id) == place.parent_id)
            .cloned()
    }

    pub fn children(&self, place: &Place) -> Vec<Place> {
        all(&self.places, |child| child.parent_id == Some(place.id))
    }
}

fn all<T: Clone>(rows: &[T], keep: impl Fn(&T) -> bool) -> Vec<T> {
    rows.iter().filter(|row| keep(row)).cloned().collect()
}
