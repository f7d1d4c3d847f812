//! What a new row is given: the columns of a `New…` struct, and those that are set beside them.

use std::fmt;
use std::marker::PhantomData;

use super::prepared::Cells;
use super::verbs::{Insert, values};
use crate::expr::ByValue;
use crate::record::Record;
use crate::schema::ModelDef;
use crate::value::{Scalar, Value};

/// The values of a new row, by column.
#[derive(Debug)]
pub struct NewValues<'a> {
    pub(super) model: &'static ModelDef,
    /// The cells of one row after the other.
    pub(super) cells: Cells<'a>,
    /// How many rows there are.
    rows: usize,
}

impl<'a> NewValues<'a> {
    pub(super) fn new(model: &'static ModelDef) -> Self {
        Self {
            model,
            cells: Vec::new(),
            rows: 0,
        }
    }

    /// The cells, with none for what was not given.
    pub(super) fn into_cells(mut self) -> Cells<'a> {
        self.fill();
        self.cells
    }

    fn fill(&mut self) {
        let all = self.rows * self.model.columns.len();
        if self.cells.len() < all {
            self.cells.resize(all, None);
        }
    }

    /// Begins the next row.
    pub(super) fn begin(&mut self) {
        self.rows += 1;
    }

    /// Gives a column its value.
    pub fn give(&mut self, column: u16, value: Value<'a>) {
        self.set(column, Some(value));
    }

    /// Takes the cells of the last row.
    fn append(&mut self, mut cells: Cells<'a>) {
        let before = self.rows.saturating_sub(1) * self.model.columns.len();
        if before == 0 {
            self.cells = cells;
            return;
        }
        self.cells.resize(before, None);
        self.cells.append(&mut cells);
    }

    fn set(&mut self, column: u16, value: Option<Value<'a>>) {
        if value.is_none() {
            return;
        }
        self.fill();
        let start = self.cells.len() - self.model.columns.len();
        if let Some(cell) = self.cells.get_mut(start + usize::from(column)) {
            *cell = value;
        }
    }
}

/// A new row with more columns than those that must be given.
pub struct Draft<'a, M> {
    values: NewValues<'a>,
    model: PhantomData<fn() -> M>,
}

impl<'a, M: Record> Draft<'a, M> {
    /// The columns of a `New…` struct.
    pub fn new(row: impl Insert<'a, Model = M>) -> Self {
        Self {
            values: values(row),
            model: PhantomData,
        }
    }

    /// Sets a column; `None` leaves it as it was.
    #[must_use]
    pub fn set<T>(mut self, column: u16, value: impl Give<'a, T>) -> Self {
        self.values.set(column, value.give());
        self
    }

    /// Hands over the columns.
    pub fn give(self, row: &mut NewValues<'a>) {
        row.append(self.values.into_cells());
    }
}

impl<M> fmt::Debug for Draft<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.values.fmt(f)
    }
}

/// What a setter of a new row takes for a column of type `T`: a value, or an `Option` of one. `None` leaves the column out.
///
/// For text that is `&str`, `&String` or `String`, for bytes `&[u8]`, `&Vec<u8>` or `Vec<u8>`, else the type itself.
///
/// ```
/// use relmodel::prelude::*;
///
/// #[derive(Model)]
/// struct Profile {
///     id: Id<Profile>,
///     bio: Option<String>,
/// }
///
/// let bio: Option<String> = None;
/// NewProfile {}.bio("writes");
/// NewProfile {}.bio(String::from("writes"));
/// NewProfile {}.bio(bio.as_deref());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be given to a column of type `{T}`",
    label = "expected a value for a column of type `{T}`, or an `Option` of one"
)]
pub trait Give<'a, T> {
    /// The value.
    #[doc(hidden)]
    fn give(self) -> Option<Value<'a>>;
}

macro_rules! given {
    ($([$($generics:tt)*] $given:ty => $scalar:ty, |$value:ident| $make:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<'a, $($generics)*> Give<'a, $scalar> for $given {
            fn give(self) -> Option<Value<'a>> {
                let $value = self;
                Some($make)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<'a, $($generics)*> Give<'a, Option<$scalar>> for $given {
            fn give(self) -> Option<Value<'a>> {
                let $value = self;
                Some($make)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<'a, $($generics)*> Give<'a, $scalar> for Option<$given> {
            fn give(self) -> Option<Value<'a>> {
                self.map(|$value| $make)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<'a, $($generics)*> Give<'a, Option<$scalar>> for Option<$given> {
            fn give(self) -> Option<Value<'a>> {
                self.map(|$value| $make)
            }
        }
    )*};
}

given! {
    [] &'a str => String, |value| String::from_given(value);
    [] &'a String => String, |value| value.to_sql();
    [] String => String, |value| Value::Text(value.into());
    [] &'a [u8] => Vec<u8>, |value| <Vec<u8>>::from_given(value);
    [] &'a Vec<u8> => Vec<u8>, |value| value.to_sql();
    [] Vec<u8> => Vec<u8>, |value| Value::Blob(value.into());
    [T: ByValue] T => T, |value| value.to_sql().into_owned();
}
