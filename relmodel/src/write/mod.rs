//! Writing: rows, and collections through their accessors.

mod accessor;
mod by_query;
mod collection;
mod conflict;
mod failure;
mod insert;
mod link;
mod members;
mod new;
mod prepared;
mod row;
mod set;
mod unique;
mod verbs;

pub use by_query::RowOf;
pub use collection::{Collection, Linkable, Removable, Writable};
pub(crate) use conflict::upsert_all;
pub(crate) use insert::{insert_all, key as stored_key};
pub use link::{Handed, LinkKeys};
pub use new::{Draft, Give, NewValues};
pub(crate) use row::{delete, update};
pub use unique::{Unique, UniqueKeys};
pub use verbs::Insert;

use crate::db::{Binder, Executor};
use crate::error::{Error, Kind, Result};
use crate::schema::ModelDef;
use crate::sql::Param;
use crate::value::{NOT_A_NUMBER, Value};

/// Refuses, before any SQL, what SQLite can't store.
fn check(model: &'static ModelDef, column: u16, value: &Value<'_>) -> Result<()> {
    let why = match value {
        Value::Real(v) if v.is_nan() => NOT_A_NUMBER,
        Value::Unstorable(why) => why,
        _ => return Ok(()),
    };
    let column = model.column(column);
    let message = format!(
        "column `{}` of type `{}`: {why}",
        column.name, column.facts.rust
    );
    Err(Error::new(Kind::Value, message)
        .with_model(model.name)
        .with_table(model.table)
        .with_columns(vec![column.name.to_owned()]))
}

/// Runs the writes of one call so that all or none of them happen. What keeps them from beginning is told of the model as well.
fn atomically<T>(
    db: &dyn Executor,
    model: &'static ModelDef,
    f: impl FnOnce() -> Result<T>,
) -> Result<T> {
    db.db()
        .atomically(f)
        .map_err(|error| error.with_model(model.name))
}

/// Binds parameters in order.
fn bound<'p>(params: &'p [Param<'p>]) -> impl Fn(&mut Binder<'_, '_>) -> Result<()> + 'p {
    move |binder| binder.all(params)
}

/// The parameters for values, in order.
fn params<'a>(values: impl IntoIterator<Item = &'a Value<'a>>) -> Vec<Param<'a>> {
    values.into_iter().map(Param::Value).collect()
}

/// A call that has no meaning for a model.
#[cold]
fn refused(model: &'static ModelDef, message: &str) -> Error {
    Error::new(Kind::Query, message).with_model(model.name)
}
