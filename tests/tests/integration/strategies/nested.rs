//! Relations beside and below each other, over integer keys.

use proptest::prelude::*;
use relmodel::prelude::*;

use super::world::*;
use super::{by, shape, sorted};

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
