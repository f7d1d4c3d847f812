//! Shapes over integer keys.

use proptest::prelude::*;
use relmodel::prelude::*;

use super::world::*;
use super::{How, by, check, hows, sorted};

type Outcome = Result<(), TestCaseError>;

/// Runs a shape on random rows, with random strategies and two random numbers for limits.
fn shape(name: &str, property: impl Fn(&Db, &World, [How; 6], (u64, u64)) -> Outcome) {
    check(
        name,
        300,
        (seeds(), hows(), (0..4_u64, 0..4_u64)),
        |(seeds, hows, numbers)| {
            let (db, world) = build(&seeds)?;
            property(&db, &world, hows, numbers)
        },
    );
}

#[test]
fn a_to_many_and_a_to_one_beside_each_other() {
    shape("books and card", |db, world, hows, _| {
        let loaded = Author::all()
            .order_by(|a| a.id)
            .with(|a| by(hows[0], a.books))
            .with(|a| by(hows[1], a.card))
            .load(db)?;
        let loaded: Vec<_> = loaded
            .into_iter()
            .map(|(a, b, c)| (a, sorted(b), c))
            .collect();
        let there: Vec<_> = world
            .authors
            .iter()
            .map(|a| (a.clone(), sorted(world.books(a)), world.card(a)))
            .collect();
        prop_assert_eq!(loaded, there);
        Ok(())
    });
}

#[test]
fn three_to_many_relations_of_one_owner() {
    shape("siblings", |db, world, hows, _| {
        let loaded = Book::all()
            .order_by(|b| (b.rank.desc(), b.id))
            .with(|b| by(hows[0], b.reviews).order_by(|r| r.id.desc()))
            .with(|b| by(hows[1], b.genres).order_by(|g| g.id))
            .with(|b| by(hows[2], b.author))
            .with(|b| {
                by(
                    hows[3],
                    b.editor.with(|e| by(hows[4], e.edited).order_by(|b| b.id)),
                )
            })
            .load(db)?;
        let mut books = world.books.clone();
        books.sort_by_key(|b| (-b.rank, b.id));
        let there: Vec<_> = books
            .into_iter()
            .map(|b| {
                let mut reviews = world.reviews(&b);
                reviews.reverse();
                let mut genres = world.genres(&b);
                genres.sort_by_key(|g| g.id);
                let editor = world.author(Some(b.editor_id)).unwrap();
                let edited = world.edited(&editor);
                let author = world.author(b.author_id);
                (b, reviews, genres, author, (editor, edited))
            })
            .collect();
        prop_assert_eq!(loaded, there);
        Ok(())
    });
}

#[test]
fn three_levels_of_to_many_relations_with_a_to_one_at_the_end() {
    shape(
        "books, reviews, critics and genres",
        |db, world, hows, _| {
            let loaded = Author::all()
                .with(|a| {
                    by(hows[0], a.books)
                        .with(|b| by(hows[1], b.reviews).with(|r| by(hows[2], r.critic)))
                        .with(|b| by(hows[3], b.genres))
                })
                .load(db)?;
            let loaded = sorted(
                loaded
                    .into_iter()
                    .map(|(a, books)| {
                        let books = books.into_iter().map(|(b, r, g)| (b, sorted(r), sorted(g)));
                        (a, sorted(books.collect()))
                    })
                    .collect(),
            );
            let with_critic = |b: &Book| {
                let reviews = world.reviews(b).into_iter();
                sorted(
                    reviews
                        .map(|r| (r.clone(), world.author(r.critic_id)))
                        .collect(),
                )
            };
            let with_books = |a: &Author| {
                let books = world.books(a).into_iter();
                sorted(
                    books
                        .map(|b| (b.clone(), with_critic(&b), sorted(world.genres(&b))))
                        .collect(),
                )
            };
            let there = sorted(
                world
                    .authors
                    .iter()
                    .map(|a| (a.clone(), with_books(a)))
                    .collect(),
            );
            prop_assert_eq!(loaded, there);
            Ok(())
        },
    );
}

#[test]
fn to_many_relations_below_to_one_relations() {
    shape("books beside a book", |db, world, hows, _| {
        let loaded = Book::all()
            .order_by(|b| b.id)
            .with(|b| {
                by(hows[0], b.author)
                    .with(|a| by(hows[1], a.books).order_by(|b| b.id))
                    .with(|a| by(hows[2], a.card))
            })
            .with(|b| {
                by(hows[3], b.editor)
                    .with(|a| by(hows[4], a.card))
                    .with(|a| by(hows[5], a.edited).order_by(|b| b.id))
            })
            .load(db)?;
        let there: Vec<_> = world
            .books
            .iter()
            .map(|b| {
                let author = world.author(b.author_id);
                let author = author.map(|a| (a.clone(), world.books(&a), world.card(&a)));
                let editor = world.author(Some(b.editor_id)).unwrap();
                let (card, edited) = (world.card(&editor), world.edited(&editor));
                (b.clone(), author, (editor, card, edited))
            })
            .collect();
        prop_assert_eq!(loaded, there);
        Ok(())
    });
}

#[test]
fn three_levels_of_to_one_relations() {
    shape("a review's book's author's card", |db, world, hows, _| {
        let loaded = Review::all()
            .order_by(|r| (r.stars, r.id))
            .with(|r| {
                by(hows[0], r.book)
                    .with(|b| by(hows[1], b.author).with(|a| by(hows[2], a.card)))
                    .with(|b| by(hows[3], b.editor))
            })
            .with(|r| by(hows[4], r.critic))
            .load(db)?;
        let mut reviews = world.reviews.clone();
        reviews.sort_by_key(|r| (r.stars, r.id));
        let there: Vec<_> = reviews
            .into_iter()
            .map(|r| {
                let book = world
                    .books
                    .iter()
                    .find(|b| Some(b.id) == r.book_id)
                    .cloned();
                let book = book.map(|b| {
                    let author = world
                        .author(b.author_id)
                        .map(|a| (a.clone(), world.card(&a)));
                    let editor = world.author(Some(b.editor_id)).unwrap();
                    (b, author, editor)
                });
                let critic = world.author(r.critic_id);
                (r, book, critic)
            })
            .collect();
        prop_assert_eq!(loaded, there);
        Ok(())
    });
}

#[test]
fn relations_that_are_filtered_ordered_and_limited_for_each_owner() {
    shape("the first books", |db, world, hows, (most, each)| {
        let query = Author::all()
            .order_by(|a| (a.rank.desc(), a.id))
            .with(|a| {
                by(hows[0], a.books)
                    .filter(|b| b.rank.le(1))
                    .order_by(|b| b.rank.desc())
                    .limit(most)
                    .with(|b| by(hows[1], b.reviews.order_by(|r| r.id.desc()).limit(each)))
            })
            .with(|a| {
                by(
                    hows[2],
                    a.edited
                        .filter(|b| b.rank.ne(0))
                        .order_by(|b| (b.title.desc(), b.id)),
                )
            })
            .with(|a| by(hows[3], a.card.filter(|c| c.id.gt(Id::from(1)))));
        let loaded = query.load(db)?;
        let mut authors = world.authors.clone();
        authors.sort_by_key(|a| (std::cmp::Reverse(a.rank), a.id));
        let there: Vec<_> = authors
            .into_iter()
            .map(|a| {
                let mut books = world.books(&a);
                books.retain(|b| b.rank <= 1);
                books.sort_by_key(|b| (-b.rank, b.id));
                books.truncate(most as usize);
                let books: Vec<_> = books
                    .into_iter()
                    .map(|b| {
                        let mut reviews = world.reviews(&b);
                        reviews.reverse();
                        reviews.truncate(each as usize);
                        (b, reviews)
                    })
                    .collect();
                let mut edited = world.edited(&a);
                edited.retain(|b| b.rank != 0);
                edited.sort_by_key(|b| std::cmp::Reverse(b.title.clone()));
                let card = world.card(&a).filter(|c| c.id.get() > 1);
                (a, books, edited, card)
            })
            .collect();
        prop_assert_eq!(loaded, there);
        Ok(())
    });
}

#[test]
fn a_limit_for_each_owner_without_an_order_takes_the_lowest_keys() {
    shape("some genres", |db, world, hows, (most, _)| {
        let loaded = Book::all()
            .order_by(|b| b.id)
            .with(|b| {
                by(hows[0], b.genres)
                    .limit(most)
                    .with(|g| by(hows[1], g.books).order_by(|b| b.id))
            })
            .load(db)?;
        let loaded: Vec<_> = loaded
            .into_iter()
            .map(|(b, genres)| (b, sorted(genres)))
            .collect();
        let there: Vec<_> = world
            .books
            .iter()
            .map(|b| {
                let mut genres = world.genres(b);
                genres.sort_by_key(|g| g.id);
                genres.truncate(most as usize);
                let with_books = genres.into_iter().map(|g| {
                    let mut books = world.books_in(&g);
                    books.sort_by_key(|b| b.id);
                    (g, books)
                });
                (b.clone(), sorted(with_books.collect()))
            })
            .collect();
        prop_assert_eq!(loaded, there);
        Ok(())
    });
}

#[test]
fn owners_that_are_limited_and_left_out() {
    shape("a page of authors", |db, world, hows, (most, skipped)| {
        let loaded = Author::filter(|a| a.rank.is_not_null())
            .order_by(|a| (a.rank, a.id.desc()))
            .offset(skipped)
            .limit(most)
            .with(|a| {
                by(hows[0], a.books)
                    .order_by(|b| b.id)
                    .with(|b| by(hows[1], b.genres).order_by(|g| g.id))
            })
            .with(|a| by(hows[2], a.card))
            .with(|a| {
                by(hows[3], a.edited)
                    .order_by(|b| b.id)
                    .with(|b| by(hows[4], b.author))
            })
            .load(db)?;
        let mut authors = world.authors.clone();
        authors.retain(|a| a.rank.is_some());
        authors.sort_by_key(|a| (a.rank, std::cmp::Reverse(a.id)));
        let there: Vec<_> = authors
            .into_iter()
            .skip(skipped as usize)
            .take(most as usize)
            .map(|a| {
                let with_genres = |b: Book| {
                    let mut genres = world.genres(&b);
                    genres.sort_by_key(|g| g.id);
                    (b, genres)
                };
                let books: Vec<_> = world.books(&a).into_iter().map(with_genres).collect();
                let edited = world.edited(&a).into_iter();
                let edited: Vec<_> = edited
                    .map(|b| (b.clone(), world.author(b.author_id)))
                    .collect();
                let card = world.card(&a);
                (a, books, card, edited)
            })
            .collect();
        prop_assert_eq!(loaded, there);
        Ok(())
    });
}

/// Which owners come is not promised here; that theirs come with them is.
#[test]
fn owners_that_are_limited_without_an_order_get_their_own_rows() {
    shape("some authors", |db, world, hows, (most, _)| {
        let loaded = Author::all()
            .limit(most)
            .with(|a| {
                by(hows[0], a.books)
                    .with(|b| by(hows[1], b.reviews))
                    .with(|b| by(hows[2], b.genres))
            })
            .with(|a| by(hows[3], a.card))
            .load(db)?;
        prop_assert_eq!(loaded.len(), world.authors.len().min(most as usize));
        for (author, books, card) in loaded {
            let books: Vec<_> = books
                .into_iter()
                .map(|(b, r, g)| (b, sorted(r), sorted(g)))
                .collect();
            let there = world.books(&author).into_iter();
            let there = there.map(|b| {
                (
                    b.clone(),
                    sorted(world.reviews(&b)),
                    sorted(world.genres(&b)),
                )
            });
            prop_assert_eq!(sorted(books), sorted(there.collect()));
            prop_assert_eq!(card, world.card(&author));
        }
        Ok(())
    });
}

#[test]
fn relations_of_a_model_to_itself() {
    shape("places", |db, world, hows, _| {
        let loaded = Place::all()
            .order_by(|p| p.id)
            .with(|p| {
                by(hows[0], p.parent)
                    .with(|p| by(hows[1], p.parent))
                    .with(|p| by(hows[2], p.children).order_by(|c| c.id))
            })
            .with(|p| {
                by(hows[3], p.children)
                    .order_by(|c| c.id)
                    .with(|c| by(hows[4], c.children).order_by(|c| c.id))
                    .with(|c| by(hows[5], c.parent))
            })
            .load(db)?;
        let there: Vec<_> = world
            .places
            .iter()
            .map(|p| {
                let parent = world.parent(p);
                let parent = parent.map(|p| (p.clone(), world.parent(&p), world.children(&p)));
                let children = world.children(p).into_iter();
                let children: Vec<_> = children
                    .map(|c| (c.clone(), world.children(&c), world.parent(&c)))
                    .collect();
                (p.clone(), parent, children)
            })
            .collect();
        prop_assert_eq!(loaded, there);
        Ok(())
    });
}

#[test]
fn a_link_that_stands_twice_shows_its_target_twice() {
    shape("genres", |db, world, hows, _| {
        let loaded = Genre::all()
            .order_by(|g| g.id)
            .with(|g| {
                by(hows[0], g.books)
                    .with(|b| by(hows[1], b.author))
                    .with(|b| by(hows[2], b.genres))
                    .with(|b| by(hows[3], b.reviews))
            })
            .load(db)?;
        let loaded: Vec<_> = loaded
            .into_iter()
            .map(|(g, books)| {
                let books = books
                    .into_iter()
                    .map(|(b, a, g, r)| (b, a, sorted(g), sorted(r)));
                (g, sorted(books.collect()))
            })
            .collect();
        let there: Vec<_> = world
            .genres
            .iter()
            .map(|g| {
                let books = world.books_in(g).into_iter();
                let books = books.map(|b| {
                    let (genres, reviews) = (sorted(world.genres(&b)), sorted(world.reviews(&b)));
                    (b.clone(), world.author(b.author_id), genres, reviews)
                });
                (g.clone(), sorted(books.collect()))
            })
            .collect();
        prop_assert_eq!(loaded, there);
        Ok(())
    });
}

/// The accessor of a `many_to_many` may give an owner twice: each time with its rows.
#[test]
fn accessors_give_what_eager_loading_gives() {
    shape("accessors", |db, world, hows, _| {
        for genre in &world.genres {
            let books = genre
                .books()
                .with(|b| by(hows[0], b.reviews))
                .with(|b| by(hows[1], b.editor))
                .load(db)?;
            let books = books
                .into_iter()
                .map(|(b, r, e)| (b, sorted(r), e))
                .collect();
            let there = world.books_in(genre).into_iter();
            let there = there.map(|b| {
                (
                    b.clone(),
                    sorted(world.reviews(&b)),
                    world.author(Some(b.editor_id)).unwrap(),
                )
            });
            prop_assert_eq!(sorted(books), sorted(there.collect()));
        }
        for author in &world.authors {
            prop_assert_eq!(
                sorted(author.books().load(db)?),
                sorted(world.books(author))
            );
            prop_assert_eq!(
                sorted(author.edited().load(db)?),
                sorted(world.edited(author))
            );
            prop_assert_eq!(author.card().load(db)?, world.card(author));
        }
        for book in &world.books {
            prop_assert_eq!(book.author().load(db)?, world.author(book.author_id));
            prop_assert_eq!(
                Some(book.editor().load(db)?),
                world.author(Some(book.editor_id))
            );
            prop_assert_eq!(sorted(book.genres().load(db)?), sorted(world.genres(book)));
            prop_assert_eq!(
                sorted(book.reviews().load(db)?),
                sorted(world.reviews(book))
            );
        }
        for place in &world.places {
            prop_assert_eq!(place.parent().load(db)?, world.parent(place));
            prop_assert_eq!(
                place.children().order_by(|c| c.id).load(db)?,
                world.children(place)
            );
        }
        Ok(())
    });
}
