//! The tutorial's exercise 1, "Library Management System": books with several authors, and borrowers with dates.

use jiff::civil::{Date, date};
use relmodel::prelude::*;

#[derive(Model, Debug)]
#[many_to_many(authors: Author, through = Authorship)]
#[many_to_many(borrowers: Borrower, through = Loan)]
#[has_many(loans: Loan)]
struct Book {
    id: Id<Book>,
    title: String,
}

#[derive(Model, Debug)]
#[many_to_many(books: Book, through = Authorship)]
struct Author {
    id: Id<Author>,
    name: String,
}

#[derive(Model, Debug)]
struct Authorship {
    #[key]
    #[belongs_to(Book)]
    #[cascade]
    book_id: Id<Book>,
    #[key]
    #[belongs_to(Author)]
    #[cascade]
    author_id: Id<Author>,
}

#[derive(Model, Debug)]
#[many_to_many(books: Book, through = Loan)]
#[has_many(loans: Loan)]
struct Borrower {
    id: Id<Borrower>,
    name: String,
}

/// A link with columns of its own. It has a key of its own as well: a book may be borrowed twice by the same person.
#[derive(Model, Debug)]
struct Loan {
    id: Id<Loan>,
    borrowed_on: Date,
    returned_on: Option<Date>,
    #[belongs_to(Book)]
    book_id: Id<Book>,
    #[belongs_to(Borrower)]
    borrower_id: Id<Borrower>,
}

fn main() -> relmodel::Result<()> {
    let db = Db::open_in_memory()?;
    schema![Book].create(&db)?;

    // Books can have several authors.
    let omens = NewBook { title: "Good Omens" }.insert(&db)?;
    let coraline = NewBook { title: "Coraline" }.insert(&db)?;
    let terry = NewAuthor { name: "Terry Pratchett" }.insert(&db)?;
    let neil = NewAuthor { name: "Neil Gaiman" }.insert(&db)?;
    omens.authors().add_all(&db, [&terry, &neil])?;
    neil.books().add(&db, &coraline)?;

    let books = Book::all().order_by(|b| b.title).with(|b| b.authors.order_by(|a| a.name));
    for (book, authors) in books.load(&db)? {
        let authors: Vec<_> = authors.into_iter().map(|a| a.name).collect();
        println!("{} by {}", book.title, authors.join(" and "));
    }

    // A loan has a date, so it is inserted as the row that it is.
    let ada = NewBorrower { name: "Ada" }.insert(&db)?;
    let mut loan =
        NewLoan { borrowed_on: date(2026, 3, 1), book_id: omens.id, borrower_id: ada.id }
            .insert(&db)?;
    NewLoan { borrowed_on: date(2026, 4, 1), book_id: coraline.id, borrower_id: ada.id }
        .insert(&db)?;

    // Ada brings the first book back.
    loan.returned_on = Some(date(2026, 3, 15));
    loan.update(&db)?;

    // Each loan with its book.
    let loans = ada.loans().order_by(|l| l.borrowed_on).with(|l| l.book);
    println!("\n{}'s loans:", ada.name);
    for (loan, book) in loans.load(&db)? {
        match loan.returned_on {
            Some(day) => println!("- {} from {} to {day}", book.title, loan.borrowed_on),
            None => println!("- {} since {}", book.title, loan.borrowed_on),
        }
    }

    // Which books are out?
    let out = Book::filter(|b| b.loans.any(|l| l.returned_on.is_null()));
    println!("\nOut: {}", out.one(&db)?.title);

    // Who has ever borrowed a book of Terry's?
    let readers = Borrower::filter(|b| b.books.any(|b| b.authors.any(|a| a.id.eq(terry.id))));
    println!("Readers of {}: {}", terry.name, readers.one(&db)?.name);
    Ok(())
}
