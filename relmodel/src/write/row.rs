//! Updating and deleting a row that is at hand.

use super::failure::{exists, explain, explain_delete, is_view};
use super::{bound, check, params};
use crate::db::{Binder, Executor};
use crate::error::{Error, Kind, Result};
use crate::record::{Record, key_of};
use crate::schema::ModelDef;
use crate::sql::write as sql;
use crate::value::Value;

/// Writes all columns of a row but those that SQLite computes.
pub(crate) fn update<M: Record>(db: &dyn Executor, row: &M) -> Result<()> {
    store(db, M::def(), &|column| row.value(column))
}

/// Deletes a row.
pub(crate) fn delete<M: Record>(db: &dyn Executor, row: &M) -> Result<()> {
    let model = M::def();
    let key = key_of(row);
    let changed = db
        .execute_text(&|sql| sql::delete(sql, model), &bound(&params(&key)))
        .map_err(|error| {
            explain_delete(db, model, error, &|child, key, referenced| {
                let held: Vec<Value<'_>> =
                    referenced.iter().map(|column| row.value(*column)).collect();
                exists(db, child, key, &held).is_ok_and(|exists| exists)
            })
        })?;
    if changed == 0 && !is_view(db, model) {
        return Err(gone(model, &key));
    }
    Ok(())
}

fn store<'v>(
    db: &dyn Executor,
    model: &'static ModelDef,
    value: &dyn Fn(u16) -> Value<'v>,
) -> Result<()> {
    let is_stored = |column: &u16| model.column(*column).generated.is_none();
    let is_set = |column: &u16| !model.key.contains(column) && is_stored(column);
    let set = || model.places().filter(is_set);
    // Of nothing but a key the statement still tells whether the row is there.
    let key = || model.key.iter().copied();
    let is_key_alone = set().next().is_none();
    let columns = || set().chain(key().filter(move |_| is_key_alone));
    for column in model.places().filter(is_stored) {
        check(model, column, &value(column))?;
    }
    let bind = |binder: &mut Binder<'_, '_>| {
        let mut places = (1..).zip(columns().chain(key()));
        places.try_for_each(|(place, column)| binder.value(place, &value(column)))
    };
    let changed = db
        .execute_text(&|sql| sql::update(sql, model, columns()), &bind)
        .map_err(|error| {
            let values: Vec<Value<'_>> = model.places().map(value).collect();
            explain(db, model, error, [&*values])
        })?;
    if changed == 0 && !is_view(db, model) {
        let key: Vec<Value<'_>> = key().map(value).collect();
        return Err(gone(model, &key));
    }
    Ok(())
}

#[cold]
pub(super) fn gone(model: &'static ModelDef, key: &[Value<'_>]) -> Error {
    let key: Vec<String> = key.iter().map(ToString::to_string).collect();
    Error::new(
        Kind::NotFound,
        format!("there is no row with the key {}", key.join(", ")),
    )
    .with_model(model.name)
    .with_table(model.table)
}
