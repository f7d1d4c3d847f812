//! Statements that are kept ready beside a connection, for as long as a session or transaction lasts.

use std::cell::RefCell;

use super::Db;
use super::sqlite::Prepared;
use super::text::{ByShape, Text};
use crate::error::Result;

/// So many statements are kept. A session that runs more of them gives all back, and begins anew.
const KEPT: usize = 64;

/// Where statements are kept.
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
    slots: RefCell<Slots<'db>>,
}

#[derive(Debug, Default)]
struct Slots<'db> {
    places: ByShape<usize>,
    /// A statement that is running is not in its place. Should it be asked for meanwhile, another is compiled.
    statements: Vec<Option<Prepared<'db>>>,
    /// What they were compiled under.
    era: u64,
    /// How often it began anew, after which places are of other statements.
    round: u64,
}

impl<'db> Kept<'db> {
    pub(super) fn new(db: &'db Db) -> Self {
        Self {
            db,
            slots: RefCell::default(),
        }
    }
}

impl Keep for Kept<'_> {
    fn with(&self, text: &Text<'_>, f: Use<'_>) -> Result<()> {
        let (place, statement) = self.slots.borrow_mut().take(text, self.db.era());
        let round = self.slots.borrow().round;
        let statement = match statement {
            Some(statement) => statement,
            None => self.db.prepare(&self.db.texts.get(text).run)?,
        };
        let mut running = Running {
            slots: &self.slots,
            place,
            round,
            statement: Some(statement),
        };
        match &mut running.statement {
            Some(statement) => f(statement),
            None => Ok(()),
        }
    }
}

impl<'db> Slots<'db> {
    /// The place of a statement, and the statement if it is there.
    fn take(&mut self, text: &Text<'_>, era: u64) -> (usize, Option<Prepared<'db>>) {
        if self.era != era {
            self.era = era;
            self.round += 1;
            self.discard();
        }
        if let Some(place) = self.places.get(text.shape) {
            let statement = self.statements.get_mut(*place).and_then(Option::take);
            return (*place, statement);
        }
        if !text.is_kept() {
            return (usize::MAX, None);
        }
        if self.statements.len() >= KEPT {
            self.round += 1;
            self.places.clear();
            self.statements.clear();
        }
        let place = self.statements.len();
        self.places.insert(text.shape.into(), place);
        self.statements.push(None);
        (place, None)
    }

    /// Forgets statements that must be compiled anew.
    fn discard(&mut self) {
        for statement in self.statements.iter_mut().filter_map(Option::take) {
            statement.discard();
        }
    }
}

impl Drop for Kept<'_> {
    fn drop(&mut self) {
        let slots = self.slots.get_mut();
        if slots.era != self.db.era() {
            slots.discard();
        }
    }
}

/// A statement that is out of its place, to which it returns also by an error or a panic.
struct Running<'r, 'db> {
    slots: &'r RefCell<Slots<'db>>,
    place: usize,
    round: u64,
    statement: Option<Prepared<'db>>,
}

impl Drop for Running<'_, '_> {
    fn drop(&mut self) {
        let (Some(mut statement), Ok(mut slots)) =
            (self.statement.take(), self.slots.try_borrow_mut())
        else {
            return;
        };
        if slots.round != self.round {
            return;
        }
        // What was bound may be large, and must not be there the next time.
        statement.clear();
        if let Some(slot @ None) = slots.statements.get_mut(self.place) {
            *slot = Some(statement);
        }
    }
}
