//! The lists that rows are decoded into. The only generic part of loading, and the only place where a row's type is erased.

use std::any::Any;

use super::lazy::Lazy;
use super::plan::Plan;
use super::run;
use crate::db::{Executor, Reader};
use crate::error::Result;
use crate::row::{Filler, Row};

/// A list of rows of a type that its users needn't know.
pub trait Collect {
    /// Decodes a row that belongs to an owner.
    ///
    /// # Errors
    /// `is_decode` when a cell is not a value of its type.
    fn row(&mut self, owner: u32, reader: &mut Reader<'_>) -> Result<()>;
    /// Gives each row what was loaded below it.
    fn fill(&mut self, lists: &mut [Box<dyn Any>]);
    /// One list for each owner, as `Vec<Vec<T>>`.
    fn split(self: Box<Self>, owners: usize) -> Box<dyn Any>;
}

/// An empty list of `T`.
pub(super) fn rows<T: Row>() -> Box<dyn Collect> {
    Box::new(Rows::<T> {
        rows: Vec::new(),
        runs: Some(Vec::new()),
    })
}

pub(super) struct Rows<T> {
    rows: Vec<T>,
    /// Where rows have owners: the owner of the rows from a place on. Mostly all rows of an owner come one after the other.
    runs: Option<Vec<(u32, usize)>>,
}

impl<T> Rows<T> {
    pub(super) fn new() -> Self {
        Self {
            rows: Vec::new(),
            runs: None,
        }
    }

    pub(super) fn into_rows(self) -> Vec<T> {
        self.rows
    }
}

impl<T: Row> Rows<T> {
    /// The rows of a plan.
    pub(super) fn load(db: &dyn Executor, plan: &Plan) -> Result<Vec<T>> {
        let mut rows = Self::new();
        if !plan.is_empty {
            run::load(db, plan, &mut rows)?;
        }
        Ok(rows.into_rows())
    }

    /// The row of a query by key, if that is all that it asks: it needs no plan.
    pub(super) fn only(db: &dyn Executor, plan: &Lazy) -> Result<Option<Option<T>>> {
        let mut found = None;
        let is_only = plan.read(db, &mut |reader| {
            found = Some(T::decode(reader)?);
            Ok(())
        })?;
        Ok(is_only.then_some(found))
    }
}

impl<T: Row> Collect for Rows<T> {
    fn row(&mut self, owner: u32, reader: &mut Reader<'_>) -> Result<()> {
        match T::decode(reader) {
            Ok(row) => self.rows.push(row),
            Err(error) => return Err(error),
        }
        if let Some(runs) = &mut self.runs {
            note(runs, owner, self.rows.len() - 1);
        }
        Ok(())
    }

    fn fill(&mut self, lists: &mut [Box<dyn Any>]) {
        let mut filler = Filler::new(lists);
        for row in &mut self.rows {
            row.fill(&mut filler);
            filler.next_row();
        }
    }

    fn split(self: Box<Self>, owners: usize) -> Box<dyn Any> {
        let Self { rows, runs } = *self;
        let runs = runs.unwrap_or_default();
        let mut lists: Vec<Vec<T>> = Vec::with_capacity(owners);
        for _ in 0..owners {
            lists.push(Vec::new());
        }
        match is_in_order(&runs) {
            true => cut(rows, &runs, &mut lists),
            false => deal(rows, &runs, &mut lists),
        }
        Box::new(lists)
    }
}

// What follows is by plain loops: each adapter of an iterator would be compiled for each type of row.

/// Notes the owner of the row at a place, if it is another than that of the row before.
#[inline]
fn note(runs: &mut Vec<(u32, usize)>, owner: u32, place: usize) {
    if runs.last().is_none_or(|(last, _)| *last != owner) {
        runs.push((owner, place));
    }
}

fn is_in_order(runs: &[(u32, usize)]) -> bool {
    runs.is_sorted_by(|(before, _), (owner, _)| before < owner)
}

/// Cuts the rows of owners that came one after the other, beginning with the last. Each list is copied as a whole, and has no room to spare.
fn cut<T>(mut rows: Vec<T>, runs: &[(u32, usize)], lists: &mut [Vec<T>]) {
    for (owner, start) in runs.iter().rev() {
        let run = match start {
            0 => {
                rows.shrink_to_fit();
                std::mem::take(&mut rows)
            }
            start => rows.split_off(*start),
        };
        if let Some(list) = lists.get_mut(*owner as usize) {
            *list = run;
        }
    }
}

/// Deals rows out to owners that came in any order.
fn deal<T>(rows: Vec<T>, runs: &[(u32, usize)], lists: &mut [Vec<T>]) {
    let all = rows.len();
    let mut rows = rows.into_iter();
    for (place, (owner, start)) in runs.iter().enumerate() {
        let mut list = lists.get_mut(*owner as usize);
        for _ in *start..end(runs, place, all) {
            if let (Some(row), Some(list)) = (rows.next(), &mut list) {
                list.push(row);
            }
        }
    }
}

/// Where a run ends.
fn end(runs: &[(u32, usize)], place: usize, all: usize) -> usize {
    runs.get(place + 1).map_or(all, |(_, next)| *next)
}
