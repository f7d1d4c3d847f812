//! Statements that are ready to run, and what is bound to them.

use std::fmt;
use std::rc::Rc;

use rusqlite::types;

use super::failure::failure;
use crate::error::{Error, Kind, Result};
use crate::sql::Param;
use crate::value::{NOT_A_NUMBER, Value};

/// A longer text is not left in a statement that is kept.
const LADEN: usize = 1024;

/// A statement that is ready to run.
pub struct Prepared<'c> {
    pub(super) raw: rusqlite::CachedStatement<'c>,
    /// Whether something large is bound.
    is_laden: bool,
}

impl<'c> Prepared<'c> {
    pub(super) fn new(raw: rusqlite::CachedStatement<'c>) -> Self {
        Self {
            raw,
            is_laden: false,
        }
    }

    /// Lets go of what was bound, if it is large. The rest is bound anew before the statement runs again.
    pub(super) fn unload(&mut self) {
        if std::mem::take(&mut self.is_laden) {
            self.raw.clear_bindings();
        }
    }

    /// Ends it, so that it is compiled anew the next time.
    pub(super) fn discard(self) {
        self.raw.discard();
    }
}

impl fmt::Debug for Prepared<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Prepared").finish_non_exhaustive()
    }
}

/// Takes the values of a statement, whose places begin at 1.
pub(crate) struct Binder<'b, 'c>(&'b mut Prepared<'c>);

impl<'b, 'c> Binder<'b, 'c> {
    pub(super) fn of(statement: &'b mut Prepared<'c>) -> Self {
        Self(statement)
    }

    pub(crate) fn all(&mut self, params: &[Param<'_>]) -> Result<()> {
        for (place, param) in params.iter().enumerate() {
            match param {
                Param::Value(value) => self.value(place + 1, value)?,
                Param::List(values) => self.list(place + 1, values)?,
            }
        }
        Ok(())
    }

    pub(crate) fn value(&mut self, place: usize, value: &Value<'_>) -> Result<()> {
        let raw = &mut self.0.raw;
        let bound = match value {
            Value::Null => raw.raw_bind_parameter(place, types::Null),
            Value::Integer(v) => raw.raw_bind_parameter(place, v),
            Value::Real(v) if v.is_nan() => return Err(not_a_number()),
            Value::Real(v) => raw.raw_bind_parameter(place, v),
            Value::Text(v) => {
                self.0.is_laden |= v.len() > LADEN;
                raw.raw_bind_parameter(place, &**v)
            }
            Value::Blob(v) => {
                self.0.is_laden |= v.len() > LADEN;
                raw.raw_bind_parameter(place, &**v)
            }
            Value::RawText(_) => return Err(not_utf8()),
            Value::Unstorable(why) => return Err(Error::new(Kind::Value, &**why)),
        };
        bound.map_err(failure)
    }

    /// An array, which SQL reads with `rarray`.
    pub(crate) fn list(&mut self, place: usize, values: &[Value<'_>]) -> Result<()> {
        let list = values.iter().map(owned).collect::<Result<Vec<_>>>()?;
        self.0.is_laden = true;
        (self.0.raw)
            .raw_bind_parameter(place, Rc::new(list))
            .map_err(failure)
    }
}

fn owned(value: &Value<'_>) -> Result<types::Value> {
    Ok(match value {
        Value::Null => types::Value::Null,
        Value::Integer(v) => types::Value::Integer(*v),
        Value::Real(v) if v.is_nan() => return Err(not_a_number()),
        Value::Real(v) => types::Value::Real(*v),
        Value::Text(v) => types::Value::Text(v.to_string()),
        Value::Blob(v) => types::Value::Blob(v.to_vec()),
        Value::RawText(_) => return Err(not_utf8()),
        Value::Unstorable(why) => return Err(Error::new(Kind::Value, &**why)),
    })
}

#[cold]
fn not_utf8() -> Error {
    Error::new(
        Kind::Decode,
        "a key holds text that is not UTF-8, so what it points at can't be looked up",
    )
}

#[cold]
fn not_a_number() -> Error {
    Error::new(Kind::Value, NOT_A_NUMBER)
}
