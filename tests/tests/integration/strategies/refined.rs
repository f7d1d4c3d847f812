//! Relations that are filtered, ordered and limited, owners that are, and accessors, over integer keys.

use proptest::prelude::*;
use relmodel::prelude::*;

use super::world::*;
use super::{by, shape, sorted};

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

#[test]
fn what_hangs_on_rows_that_are_left_out_is_left_out() {
    shape("authors of the first rank", |db, world, hows, _| {
        let loaded = Book::all()
            .order_by(|b| b.id)
            .with(|b| {
                by(hows[0], b.editor)
                    .filter(|a| a.rank.eq(1))
                    .with(|a| by(hows[1], a.books).order_by(|b| b.id))
                    .with(|a| by(hows[2], a.card))
            })
            .with(|b| {
                by(hows[3], b.author)
                    .with(|a| by(hows[4], a.card).filter(|c| c.id.le(Id::from(2))))
                    .filter(|a| a.rank.ne(1))
                    .with(|a| by(hows[5], a.edited).order_by(|b| b.id))
            })
            .load(db)?;
        let there: Vec<_> = world
            .books
            .iter()
            .map(|b| {
                let editor = world
                    .author(Some(b.editor_id))
                    .filter(|a| a.rank == Some(1));
                let editor = editor.map(|a| (a.clone(), world.books(&a), world.card(&a)));
                let author = world.author(b.author_id).filter(|a| a.rank != Some(1));
                let author = author.map(|a| {
                    let card = world.card(&a).filter(|card| card.id.get() <= 2);
                    (a.clone(), card, world.edited(&a))
                });
                (b.clone(), editor, author)
            })
            .collect();
        prop_assert_eq!(loaded, there);
        Ok(())
    });
}

#[test]
fn relations_and_owners_that_are_filtered_by_other_relations() {
    shape("praised books", |db, world, hows, (most, each)| {
        let praised = |b: BookFields| b.reviews.any(|r| r.stars.gt(0));
        let loaded = Author::filter(|a| a.edited.any(|b| b.genres.any(|g| g.id.le(Id::from(3)))))
            .order_by(|a| a.id)
            .limit(most)
            .with(|a| {
                by(hows[0], a.books)
                    .filter(praised)
                    .order_by(|b| b.id.desc())
                    .limit(each)
                    .with(|b| {
                        by(hows[1], b.genres)
                            .filter(|g| g.books.any(|b| b.author.is(|a| a.rank.is_null())))
                            .order_by(|g| g.id)
                    })
            })
            .with(|a| by(hows[2], a.edited).filter(praised).order_by(|b| b.id))
            .load(db)?;
        let is_praised = |b: &Book| world.reviews(b).iter().any(|r| r.stars > Some(0));
        let by_unranked = |g: &Genre| {
            let mut books = world.books_in(g).into_iter();
            books.any(|b| world.author(b.author_id).is_some_and(|a| a.rank.is_none()))
        };
        let there: Vec<_> = world
            .authors
            .iter()
            .filter(|a| {
                world
                    .edited(a)
                    .iter()
                    .any(|b| world.genres(b).iter().any(|g| g.id.get() <= 3))
            })
            .take(most as usize)
            .map(|a| {
                let mut books = world.books(a);
                books.retain(is_praised);
                books.reverse();
                books.truncate(each as usize);
                let with_genres = |b: Book| {
                    let mut genres = world.genres(&b);
                    genres.retain(by_unranked);
                    genres.sort_by_key(|g| g.id);
                    (b, genres)
                };
                let mut edited = world.edited(a);
                edited.retain(is_praised);
                (
                    a.clone(),
                    books.into_iter().map(with_genres).collect::<Vec<_>>(),
                    edited,
                )
            })
            .collect();
        prop_assert_eq!(loaded, there);
        Ok(())
    });
}

/// The same relation may be loaded twice, each time in its own way.
#[test]
fn a_relation_that_is_named_twice() {
    shape("books twice", |db, world, hows, (most, _)| {
        let loaded = Author::all()
            .order_by(|a| a.id)
            .with(|a| by(hows[0], a.books).order_by(|b| b.id))
            .with(|a| {
                by(hows[1], a.books)
                    .filter(|b| b.rank.eq(0))
                    .order_by(|b| b.id.desc())
            })
            .with(|a| by(hows[2], a.books).limit(most).order_by(|b| b.title))
            .with(|a| by(hows[3], a.card))
            .with(|a| by(hows[4], a.card).filter(|c| c.note.is_not_null()))
            .load(db)?;
        let there: Vec<_> = world
            .authors
            .iter()
            .map(|a| {
                let all = world.books(a);
                let mut lowest = all.clone();
                lowest.retain(|b| b.rank == 0);
                lowest.reverse();
                let mut first = all.clone();
                first.sort_by(|a, b| a.title.cmp(&b.title));
                first.truncate(most as usize);
                (a.clone(), all, lowest, first, world.card(a), None)
            })
            .collect();
        prop_assert_eq!(loaded, there);
        Ok(())
    });
}
