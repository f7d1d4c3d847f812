//! Reading all rows of a statement by one step: an aggregate function gets them, with their columns as plain values.
//!
//! Row by row, SQLite is entered once for each row and some four times for each column. Here it calls, once for each row: a list of rows
//! takes a fifth fewer instructions (`docs/design/speed.md`). It is only for statements whose rows come in no order that was asked for, since an
//! aggregate is promised none; [`Select::is_at_once`](crate::sql::Select::is_at_once) says which. People see the statement as if it gave its rows;
//! what a program hooks into the connection itself sees it as it is.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use rusqlite::functions::{Aggregate, Context, FunctionFlags};
use scoped_tls_hkt::scoped_thread_local;

use super::Reader;
use super::failure::failure;
use crate::error::{Error, Result};
use crate::sql::AT_ONCE;
use crate::value::ValueRef;

/// Takes a row; `false` ends the statement.
type Sink<'s> = dyn for<'r, 'c> FnMut(&'r Context<'c>) -> bool + 's;

scoped_thread_local! {
    /// What takes the rows of the statement that this thread runs. While it has one it is not here, so that it may run statements of its own.
    static mut SINK: for<'s> &'s mut Sink<'s>
}

/// Gives a connection the function.
pub(super) fn register(raw: &rusqlite::Connection) -> Result<()> {
    // Neither views nor triggers may call it.
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DIRECTONLY;
    raw.create_aggregate_function(AT_ONCE, -1, flags, Rows)
        .map_err(failure)
}

/// Calls `row` with each row of a statement that gives its rows to the function.
pub(super) fn read(
    statement: &mut rusqlite::Statement<'_>,
    row: &mut dyn FnMut(&mut Reader<'_>) -> Result<()>,
) -> Result<()> {
    let mut stopped = None;
    let mut sink = |context: &Context<'_>| {
        let row = || row(&mut Reader::arguments(Arguments(context)));
        // No panic may go through SQLite, nor be taken for an error of its.
        stopped = match catch_unwind(AssertUnwindSafe(row)) {
            Ok(Ok(())) => return true,
            Ok(Err(error)) => Some(Stopped::Error(error)),
            Err(panic) => Some(Stopped::Panic(panic)),
        };
        false
    };
    let mut rows = statement.raw_query();
    let stepped = SINK.set(&mut sink, || rows.next().map(drop));
    drop(rows);
    match stopped {
        Some(Stopped::Error(error)) => Err(error),
        Some(Stopped::Panic(panic)) => resume_unwind(panic),
        None => stepped.map_err(failure),
    }
}

/// Why rows were not read to their end.
enum Stopped {
    Error(Error),
    Panic(Box<dyn Any + Send>),
}

/// A row, as the function is given it.
#[derive(Clone, Copy)]
pub(super) struct Arguments<'a>(&'a Context<'a>);

impl<'a> Arguments<'a> {
    #[inline]
    pub(super) fn get(self, place: usize) -> ValueRef<'a> {
        match place < self.0.len() {
            true => self.0.get_raw(place).into(),
            false => ValueRef::Null,
        }
    }
}

/// The function.
struct Rows;

impl Aggregate<(), i64> for Rows {
    fn init(&self, _: &mut Context<'_>) -> rusqlite::Result<()> {
        expected()
    }

    fn step(&self, context: &mut Context<'_>, (): &mut ()) -> rusqlite::Result<()> {
        match SINK.with(|sink| sink(context)) {
            true => Ok(()),
            // Why is known to who waits for the rows.
            false => Err(rusqlite::Error::InvalidQuery),
        }
    }

    fn finalize(&self, _: &mut Context<'_>, _: Option<()>) -> rusqlite::Result<i64> {
        // Without a row it was not begun.
        expected().map(|()| 0)
    }
}

/// Whether somebody waits for rows.
fn expected() -> rusqlite::Result<()> {
    if SINK.is_set() {
        return Ok(());
    }
    let why = format!("{AT_ONCE} is relmodel's own, and is called by nobody else");
    Err(rusqlite::Error::UserFunctionError(why.into()))
}
