//! Statements that are kept ready beside a connection, for as long as a session or transaction lasts.

use std::cell::RefCell;

use super::Db;
use super::prepared::Prepared;
use super::text::{Text, hash};
use crate::error::Result;

/// For so many statements there are places. A session that runs more of them gives some back.
const PLACES: usize = 64;
/// A statement is in one of so many places, the first of which its shape tells.
const TRIES: usize = 4;

/// Where statements are kept: a [`Kept`] of whatever lifetime, which can't be shortened where it is lent.
pub trait Keep {
    /// Runs `f` with the statement of a text.
    #[doc(hidden)]
    fn with(&self, text: &Text<'_>, f: Use<'_>) -> Result<()>;
}

/// What is done with a statement.
pub(super) type Use<'f> = &'f mut dyn FnMut(&mut Prepared<'_>) -> Result<()>;

/// Statements of a database by their shapes, without a look at their texts. When it ends, they go back to rusqlite's cache.
#[derive(Debug)]
pub(super) struct Kept<'db> {
    db: &'db Db,
    places: RefCell<Places<'db>>,
}

#[derive(Debug)]
struct Places<'db> {
    places: Vec<Place<'db>>,
    /// What the statements were compiled under.
    era: u64,
    /// How many places were given to shapes.
    given: u64,
}

/// A place, and which of those that it was given to it is.
type Ticket = (usize, u64);

/// The place of the statement of a shape.
#[derive(Debug, Default)]
struct Place<'db> {
    /// Empty as long as there was no statement.
    shape: Box<[usize]>,
    /// Which of all places that were given it is.
    number: u64,
    /// A statement that is running is not in its place. Should it be asked for meanwhile, another is compiled.
    statement: Option<Box<Prepared<'db>>>,
}

impl<'db> Kept<'db> {
    pub(super) fn new(db: &'db Db) -> Self {
        Self {
            db,
            places: RefCell::new(Places {
                places: Vec::new(),
                era: db.era(),
                given: 0,
            }),
        }
    }
}

impl Keep for Kept<'_> {
    fn with(&self, text: &Text<'_>, f: Use<'_>) -> Result<()> {
        if !text.is_kept() {
            return f(&mut self.db.prepare_text(text)?);
        }
        let era = self.db.era();
        let (ticket, statement) = self.places.borrow_mut().take(text.shape, era);
        let mut running = Running {
            kept: self,
            ticket,
            era,
            statement,
        };
        let statement = match &mut running.statement {
            Some(statement) => statement,
            empty => {
                let statement = self.db.prepare_text(text)?;
                empty.insert(Box::new(statement))
            }
        };
        f(statement)
    }
}

impl<'db> Places<'db> {
    /// The place of a shape, and what is in it, which is taken out.
    fn take(&mut self, shape: &[usize], era: u64) -> (Ticket, Option<Box<Prepared<'db>>>) {
        if self.era != era {
            self.discard();
            self.era = era;
        }
        if self.places.is_empty() {
            self.places.resize_with(PLACES, Place::default);
        }
        let first = hash(shape) % PLACES;
        let mut free = first;
        for place in (first..first + TRIES).map(|place| place % PLACES) {
            match self.places.get_mut(place) {
                Some(here) if *here.shape == *shape => {
                    return ((place, here.number), here.statement.take());
                }
                Some(here) if here.shape.is_empty() => {
                    free = place;
                    break;
                }
                _ => {}
            }
        }
        // Where all are taken, the first is given up.
        self.given += 1;
        if let Some(place) = self.places.get_mut(free) {
            *place = Place {
                shape: shape.into(),
                number: self.given,
                statement: None,
            };
        }
        ((free, self.given), None)
    }

    /// Puts a statement back, unless its place is another's by now.
    fn put(&mut self, (place, number): Ticket, statement: Box<Prepared<'db>>) {
        if let Some(place) = self.places.get_mut(place)
            && place.number == number
        {
            place.statement = Some(statement);
        }
    }

    /// Forgets statements that must be compiled anew.
    fn discard(&mut self) {
        for place in self.places.drain(..) {
            if let Some(statement) = place.statement {
                statement.discard();
            }
        }
    }
}

impl Drop for Kept<'_> {
    fn drop(&mut self) {
        let places = self.places.get_mut();
        if places.era != self.db.era() {
            places.discard();
        }
    }
}

/// A statement that is out of its place, to which it returns also by an error or a panic.
struct Running<'r, 'db> {
    kept: &'r Kept<'db>,
    ticket: Ticket,
    /// What it was compiled under.
    era: u64,
    statement: Option<Box<Prepared<'db>>>,
}

impl Drop for Running<'_, '_> {
    fn drop(&mut self) {
        let Some(mut statement) = self.statement.take() else {
            return;
        };
        if self.era != self.kept.db.era() {
            return statement.discard();
        }
        statement.unload();
        self.kept.places.borrow_mut().put(self.ticket, statement);
    }
}
