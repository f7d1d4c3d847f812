//! What the pages of the guide share: models with rows, and the check that the SQL on a page is the SQL that ran.

#![allow(missing_docs, reason = "the fields of a tutorial's models say what they are")]

pub mod blog;
pub mod orders;

use std::sync::{Arc, Mutex, PoisonError};

use relmodel::prelude::*;

use crate::plans;

#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(posts: Post)]
pub struct User {
    pub id: Id<User>,
    #[unique]
    pub username: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub struct Post {
    pub id: Id<Post>,
    pub title: String,
    #[belongs_to(author: User)]
    #[cascade(delete_orphan)]
    pub user_id: Id<User>,
}

/// A database with two users, `ann` and `bob`, and two posts of each.
///
/// # Errors
/// None that a reader could do anything about.
pub fn sample() -> relmodel::Result<Db> {
    let db = Db::open_in_memory()?;
    schema![User].create(&db)?;
    for username in ["ann", "bob"] {
        let user = NewUser { username }.insert(&db)?;
        for title in ["First Post", "Second Post"] {
            NewPost { title, user_id: user.id }.insert(&db)?;
        }
    }
    Ok(db)
}

/// A page of the guide.
#[derive(Debug, Clone, Copy)]
pub enum Page {
    /// "Coming from Flask-SQLAlchemy".
    Flask,
    /// "Relations in full".
    Relations,
    /// "Asking".
    Asking,
    /// "What a query gives".
    Results,
    /// "Writing".
    Writing,
}

impl Page {
    /// Checks that a block of text on the page is what a program prints.
    ///
    /// # Panics
    /// If no block is.
    pub fn shows(self, printed: &str) {
        let block = format!("```text\n{printed}```\n");
        assert!(self.text().contains(&block), "no block of the page is this:\n{block}");
    }

    fn text(self) -> &'static str {
        match self {
            Self::Flask => include_str!("../../../docs/coming-from-flask-sqlalchemy.md"),
            Self::Relations => include_str!("../../../docs/relations.md"),
            Self::Asking => include_str!("../../../docs/asking.md"),
            Self::Results => include_str!("../../../docs/results.md"),
            Self::Writing => include_str!("../../../docs/writing.md"),
        }
    }
}

/// The statements that run on a database, for the hidden lines of a page.
#[derive(Debug)]
pub struct Log<'db> {
    page: Page,
    db: &'db Db,
    statements: Arc<Mutex<Vec<String>>>,
}

impl<'db> Log<'db> {
    /// Notes what runs from now on.
    #[must_use]
    pub fn of(page: Page, db: &'db Db) -> Self {
        let statements = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&statements);
        db.observe(move |statement| {
            if !statement.is_control() {
                noted.lock().unwrap_or_else(PoisonError::into_inner).push(statement.to_string());
            }
        });
        Self { page, db, statements }
    }

    /// Checks that what ran since the last call is a block of SQL on the page, and that SQLite goes by the indexes that are there.
    /// Says how many statements it was.
    ///
    /// # Panics
    /// If the page shows something else, or a plan has [faults](plans::faults).
    #[must_use]
    pub fn shown(&self) -> usize {
        let ran = self.take();
        let block = format!("```sql\n{}\n```\n", ran.join("\n"));
        assert!(
            self.page.text().contains(&block),
            "this ran, but no block of the page shows it:\n{block}"
        );
        self.check_plans(&ran);
        ran.len()
    }

    fn check_plans(&self, statements: &[String]) {
        for sql in statements {
            let faults = plans::faults(self.db, sql);
            assert!(faults.is_empty(), "{}:\n{sql}", faults.join("; "));
        }
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.statements.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What was not shown has no plan with faults either.
impl Drop for Log<'_> {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.check_plans(&self.take());
        }
    }
}
