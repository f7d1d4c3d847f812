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
        if let Some(runs) = &mut self.runs
            && runs.last().is_none_or(|(last, _)| *last != owner)
        {
            runs.push((owner, self.rows.len() - 1));
        }
        Ok(())
    }

    fn fill(&mut self, lists: &mut [Box<dyn Any>]) {
        for (place, row) in self.rows.iter_mut().enumerate() {
            row.fill(&mut Filler::new(lists, place));
        }
    }

    fn split(self: Box<Self>, owners: usize) -> Box<dyn Any> {
        let runs = self.runs.unwrap_or_default();
        let mut lists: Vec<Vec<T>> = (0..owners).map(|_| Vec::new()).collect();
        match runs.is_sorted_by(|(before, _), (owner, _)| before < owner) {
            true => cut(self.rows, &runs, &mut lists),
            false => deal(self.rows, &runs, &mut lists),
        }
        Box::new(lists)
    }
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
        let end = runs.get(place + 1).map_or(all, |(_, next)| *next);
        let run = rows.by_ref().take(end - start);
        match lists.get_mut(*owner as usize) {
            Some(list) => list.extend(run),
            None => run.for_each(drop),
        }
    }
}
