//! Reading the cells of a row in order.

use super::at_once::Arguments;
use super::sqlite;
use crate::error::{Error, Kind, Result};
use crate::value::{Mismatch, Value, ValueRef};

/// The cells of a row, read one after the other.
#[allow(
    missing_debug_implementations,
    reason = "a cursor over a running statement has nothing to show"
)]
pub struct Reader<'a> {
    cells: Cells<'a>,
    /// Where this reader's own cells begin.
    base: usize,
    next: usize,
}

#[derive(Clone, Copy)]
enum Cells<'a> {
    Row(sqlite::Row<'a>),
    Arguments(Arguments<'a>),
    Values(&'a [Value<'a>]),
    /// With none for NULL.
    Stored(&'a [Option<Value<'a>>]),
}

impl<'a> Reader<'a> {
    #[inline]
    pub(super) fn row(row: sqlite::Row<'a>) -> Self {
        Self {
            cells: Cells::Row(row),
            base: 0,
            next: 0,
        }
    }

    #[inline]
    pub(super) fn arguments(arguments: Arguments<'a>) -> Self {
        Self {
            cells: Cells::Arguments(arguments),
            base: 0,
            next: 0,
        }
    }

    /// Reads values that are at hand.
    pub(crate) fn values(values: &'a [Value<'a>]) -> Self {
        Self {
            cells: Cells::Values(values),
            base: 0,
            next: 0,
        }
    }

    /// Reads a row that was stored.
    pub(crate) fn stored(values: &'a [Option<Value<'a>>]) -> Self {
        Self {
            cells: Cells::Stored(values),
            base: 0,
            next: 0,
        }
    }

    /// Reads the next cell with the `from_sql` of its column's type.
    ///
    /// # Errors
    /// `is_decode` when it is not a value of the type.
    #[inline]
    pub fn get<T>(
        &mut self,
        from_sql: impl FnOnce(ValueRef<'_>) -> Result<T, Mismatch>,
    ) -> Result<T> {
        let place = self.next;
        self.next += 1;
        let value = self.cell(place);
        from_sql(value).map_err(|mismatch| unreadable(place - self.base, value, &mismatch))
    }

    /// As [`get`](Self::get), for what is borrowed from the row.
    #[inline]
    pub(crate) fn get_ref<T: ?Sized>(
        &mut self,
        from_sql: impl FnOnce(ValueRef<'a>) -> Result<&'a T, Mismatch>,
    ) -> Result<&'a T> {
        let place = self.next;
        self.next += 1;
        let value = self.cell(place);
        from_sql(value).map_err(|mismatch| unreadable(place - self.base, value, &mismatch))
    }

    /// Steps over cells.
    #[inline]
    pub(crate) fn skip(&mut self, cells: usize) {
        self.next += cells;
    }

    /// The next cell, without stepping over it.
    #[inline]
    pub(crate) fn peek(&self) -> ValueRef<'a> {
        self.cell(self.next)
    }

    /// The cell at a place of the row.
    #[inline]
    pub(crate) fn cell(&self, place: usize) -> ValueRef<'a> {
        match self.cells {
            Cells::Arguments(arguments) => arguments.get(place),
            _ => self.cell_of_one(place),
        }
    }

    /// As [`cell`](Self::cell), of what is not read by the thousand.
    fn cell_of_one(&self, place: usize) -> ValueRef<'a> {
        match self.cells {
            Cells::Arguments(arguments) => arguments.get(place),
            Cells::Row(row) => row.get(place),
            Cells::Values(values) => values.get(place).map_or(ValueRef::Null, Value::as_ref),
            Cells::Stored(values) => match values.get(place) {
                Some(Some(value)) => value.as_ref(),
                _ => ValueRef::Null,
            },
        }
    }

    /// Continues at another place of the row, from which the cells in errors are counted.
    pub(crate) fn seek(&mut self, place: usize) {
        self.base = place;
        self.next = place;
    }
}

/// What can be said here; which column of which type it is, the query knows.
#[cold]
#[inline(never)]
fn unreadable(cell: usize, value: ValueRef<'_>, mismatch: &Mismatch) -> Error {
    let why = match mismatch {
        Mismatch::Type if value == ValueRef::Null => "holds NULL".to_owned(),
        Mismatch::Type => format!("holds {} ({})", value.to_value(), value.type_name()),
        Mismatch::Content(why) => {
            format!("holds {} ({}: {why})", value.to_value(), value.type_name())
        }
    };
    Error::new(Kind::Decode, why).with_cell(cell)
}
