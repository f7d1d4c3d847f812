//! The lists that rows are decoded into. The only generic part of loading, and the only place where a row's type is erased.

use std::any::Any;

use crate::db::Reader;
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
    Box::new(Rows::<T>::new())
}

pub(super) struct Rows<T> {
    rows: Vec<T>,
    owners: Vec<u32>,
}

impl<T> Rows<T> {
    pub(super) fn new() -> Self {
        Self {
            rows: Vec::new(),
            owners: Vec::new(),
        }
    }

    pub(super) fn into_rows(self) -> Vec<T> {
        self.rows
    }
}

impl<T: Row> Collect for Rows<T> {
    fn row(&mut self, owner: u32, reader: &mut Reader<'_>) -> Result<()> {
        self.rows.push(T::decode(reader)?);
        self.owners.push(owner);
        Ok(())
    }

    fn fill(&mut self, lists: &mut [Box<dyn Any>]) {
        for (place, row) in self.rows.iter_mut().enumerate() {
            row.fill(&mut Filler::new(lists, place));
        }
    }

    fn split(self: Box<Self>, owners: usize) -> Box<dyn Any> {
        let mut counts = vec![0_usize; owners];
        for owner in &self.owners {
            if let Some(count) = counts.get_mut(*owner as usize) {
                *count += 1;
            }
        }
        // Exact capacities: growing the lists row by row costs more than counting first.
        let mut lists: Vec<Vec<T>> = counts.into_iter().map(Vec::with_capacity).collect();
        for (row, owner) in self.rows.into_iter().zip(self.owners) {
            if let Some(list) = lists.get_mut(owner as usize) {
                list.push(row);
            }
        }
        Box::new(lists)
    }
}
