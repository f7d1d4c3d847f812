//! How many rows a query is about, in its type.

use crate::row::{Part, Row};
use crate::value::ColumnType;

/// Any number of rows, in the type of a [`Query`](crate::Query): `load` gives a `Vec<T>`.
#[derive(Debug)]
pub struct Many;

/// One row, whose absence is an error, in the type of a [`Query`](crate::Query): `load` gives a `T`.
#[derive(Debug)]
pub struct One;

/// One row or none, in the type of a [`Query`](crate::Query): `load` gives an `Option<T>`.
#[derive(Debug)]
pub struct Optional;

/// What the third parameter of a query is: a [`Cardinality`], or the accessor that it came from.
pub trait Origin: 'static {
    /// How many rows.
    type Shape: Cardinality;
}

/// How many rows a query is about.
pub trait Cardinality: Origin<Shape = Self> {
    /// What `load` gives for a row type.
    type Loaded<T: Row>: Part;
    /// The number when a condition leaves rows out: a row that is required may then be missing.
    type Filtered: Cardinality;

    /// What is made of the rows that were found: of more than one where only one is meant, the first two.
    #[doc(hidden)]
    fn finish<T: Row>(rows: Vec<T>) -> Result<Self::Loaded<T>, Found>;

    /// The same of the only row that there can be.
    #[doc(hidden)]
    fn finish_only<T: Row>(row: Option<T>) -> Result<Self::Loaded<T>, Found>;

    /// Whether more than one row is meant.
    #[doc(hidden)]
    const MANY: bool = false;
    /// Whether the row may not be missing.
    #[doc(hidden)]
    const REQUIRED: bool = false;
}

/// The wrong number of rows was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// None.
    None,
    /// More than one.
    Several,
}

impl Origin for Many {
    type Shape = Self;
}

impl Origin for One {
    type Shape = Self;
}

impl Origin for Optional {
    type Shape = Self;
}

impl Cardinality for Many {
    type Loaded<T: Row> = Vec<T>;
    type Filtered = Self;
    const MANY: bool = true;

    fn finish<T: Row>(rows: Vec<T>) -> Result<Vec<T>, Found> {
        Ok(rows)
    }

    fn finish_only<T: Row>(row: Option<T>) -> Result<Vec<T>, Found> {
        let mut rows = Vec::new();
        if let Some(row) = row {
            rows.push(row);
        }
        Ok(rows)
    }
}

impl Cardinality for One {
    type Loaded<T: Row> = T;
    type Filtered = Optional;
    const REQUIRED: bool = true;

    fn finish<T: Row>(rows: Vec<T>) -> Result<T, Found> {
        Optional::finish(rows)?.ok_or(Found::None)
    }

    fn finish_only<T: Row>(row: Option<T>) -> Result<T, Found> {
        row.ok_or(Found::None)
    }
}

impl Cardinality for Optional {
    type Loaded<T: Row> = Option<T>;
    type Filtered = Self;

    fn finish<T: Row>(mut rows: Vec<T>) -> Result<Option<T>, Found> {
        match rows.len() {
            0 | 1 => Ok(rows.pop()),
            _ => Err(Found::Several),
        }
    }

    fn finish_only<T: Row>(row: Option<T>) -> Result<Option<T>, Found> {
        Ok(row)
    }
}

/// The shape of a relation to any number of rows.
#[diagnostic::on_unimplemented(
    message = "this relation leads to one row, not to many",
    label = "this is for relations to many rows",
    note = "ask about the one row with `.is(|row| …)`, and for a value of it with `.get(|row| …)`; it has no order and no limit"
)]
pub trait ToMany: Cardinality {}

impl ToMany for Many {}

/// The shape of a relation to at most one row.
#[diagnostic::on_unimplemented(
    message = "this relation leads to many rows, not to one",
    label = "this is for relations to one row",
    note = "ask about the rows with `.any(|row| …)`, and for a value of all with `.max(|row| …)` and its like"
)]
pub trait ToOne: Cardinality {
    /// The type of a value of the row, as `get` gives it.
    type Value<T: ColumnType>: ColumnType;
}

impl ToOne for One {
    type Value<T: ColumnType> = T;
}

impl ToOne for Optional {
    type Value<T: ColumnType> = Option<T::Base>;
}

/// The shape of a query of any number of rows.
#[diagnostic::on_unimplemented(
    message = "this query is about one row, not about many",
    label = "this is for queries of many rows",
    note = "one row is loaded by `load`, `one` or `optional`"
)]
pub trait ManyRows: Cardinality {}

impl ManyRows for Many {}
