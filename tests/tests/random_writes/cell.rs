//! Values of columns, as the model in memory holds them, and how Rust's types become them.

use std::fmt;

use relmodel::bounds::Record;
use relmodel::prelude::*;

/// Ordered as SQLite orders.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell {
    Null,
    Integer(i64),
    Text(String),
}

pub type Row = Vec<Cell>;

/// The columns that a new row gives.
pub type Given = Vec<Option<Cell>>;

impl fmt::Debug for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("NULL"),
            Self::Integer(value) => write!(f, "{value}"),
            Self::Text(text) => write!(f, "{text:?}"),
        }
    }
}

impl Cell {
    pub fn integer(&self) -> i64 {
        match self {
            Self::Integer(value) => *value,
            other => panic!("{other:?} is no integer"),
        }
    }

    pub fn is_null(&self) -> bool {
        *self == Self::Null
    }
}

/// A column's type.
pub trait Field {
    /// The value as `New…` and `set` take it.
    type Lent<'a>;

    fn lent(cell: &Cell) -> Self::Lent<'_>;
    fn of(cell: &Cell) -> Self;
    fn cell(&self) -> Cell;
}

impl Field for i64 {
    type Lent<'a> = Self;

    fn lent(cell: &Cell) -> Self {
        cell.integer()
    }

    fn of(cell: &Cell) -> Self {
        cell.integer()
    }

    fn cell(&self) -> Cell {
        Cell::Integer(*self)
    }
}

impl Field for String {
    type Lent<'a> = &'a str;

    fn lent(cell: &Cell) -> &str {
        match cell {
            Cell::Text(text) => text,
            other => panic!("{other:?} is no text"),
        }
    }

    fn of(cell: &Cell) -> Self {
        Self::lent(cell).to_owned()
    }

    fn cell(&self) -> Cell {
        Cell::Text(self.clone())
    }
}

impl<M: Record> Field for Id<M> {
    type Lent<'a> = Self;

    fn lent(cell: &Cell) -> Self {
        Self::of(cell)
    }

    fn of(cell: &Cell) -> Self {
        Self::from(cell.integer())
    }

    fn cell(&self) -> Cell {
        Cell::Integer(self.get())
    }
}

impl<T: Field> Field for Option<T> {
    type Lent<'a> = Option<T::Lent<'a>>;

    fn lent(cell: &Cell) -> Option<T::Lent<'_>> {
        (!cell.is_null()).then(|| T::lent(cell))
    }

    fn of(cell: &Cell) -> Self {
        (!cell.is_null()).then(|| T::of(cell))
    }

    fn cell(&self) -> Cell {
        self.as_ref().map_or(Cell::Null, T::cell)
    }
}

/// A column that a new row must give.
pub fn must<T: Field>(given: &[Option<Cell>], place: usize) -> T::Lent<'_> {
    T::lent(given[place].as_ref().expect("it must be given"))
}

/// A column that a new row may give.
pub fn may<T: Field>(given: &[Option<Cell>], place: usize) -> Option<T::Lent<'_>> {
    let given = given[place].as_ref().filter(|cell| !cell.is_null());
    given.map(T::lent)
}
