//! What the pages of the guide share: two models with rows, and the check that the SQL on a page is the SQL that ran.

#![allow(missing_docs, reason = "the fields of a tutorial's models say what they are")]

use std::sync::{Arc, Mutex, PoisonError};

use relmodel::prelude::*;

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

/// The statements that run on a database, for the hidden lines of a page.
#[derive(Debug)]
pub struct Log {
    page: &'static str,
    statements: Arc<Mutex<Vec<String>>>,
}

impl Log {
    /// Notes what runs from now on, for the page "Coming from Flask-SQLAlchemy".
    #[must_use]
    pub fn for_flask(db: &Db) -> Self {
        Self::on(db, include_str!("../../docs/coming-from-flask-sqlalchemy.md"))
    }

    /// Notes what runs from now on, for the page "Relations in full".
    #[must_use]
    pub fn for_relations(db: &Db) -> Self {
        Self::on(db, include_str!("../../docs/relations.md"))
    }

    fn on(db: &Db, page: &'static str) -> Self {
        let statements = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&statements);
        db.observe(move |statement| {
            if !statement.is_control() {
                noted.lock().unwrap_or_else(PoisonError::into_inner).push(statement.to_string());
            }
        });
        Self { page, statements }
    }

    /// Checks that what ran since the last call is a block of SQL on the page, and says how many statements it was.
    ///
    /// # Panics
    /// If the page shows something else.
    #[must_use]
    pub fn shown(&self) -> usize {
        let ran: Vec<String> =
            self.statements.lock().unwrap_or_else(PoisonError::into_inner).drain(..).collect();
        let block = format!("```sql\n{}\n```\n", ran.join("\n"));
        assert!(
            self.page.contains(&block),
            "this ran, but no block of the page shows it:\n{block}"
        );
        ran.len()
    }
}
