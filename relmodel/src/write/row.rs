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
    let values: Vec<Value<'_>> = M::def().places().map(|column| row.value(column)).collect();
    store(db, M::def(), &values)
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

fn store(db: &dyn Executor, model: &'static ModelDef, values: &[Value<'_>]) -> Result<()> {
    let is_stored = |column: &u16| model.column(*column).generated.is_none();
    let is_set = |column: &u16| !model.key.contains(column) && is_stored(column);
    let set = || model.places().filter(is_set);
    // Of nothing but a key the statement still tells whether the row is there.
    let key = || model.key.iter().copied();
    let is_key_alone = set().next().is_none();
    let columns = || set().chain(key().filter(move |_| is_key_alone));
    for (column, value) in (0..).zip(values).filter(|(column, _)| is_stored(column)) {
        check(model, column, value)?;
    }
    let bind = |binder: &mut Binder<'_, '_>| {
        let bound = columns().chain(key());
        let bound = bound.filter_map(|column| values.get(usize::from(column)));
        (1..)
            .zip(bound)
            .try_for_each(|(place, value)| binder.value(place, value))
    };
    let changed = db
        .execute_text(&|sql| sql::update(sql, model, columns()), &bind)
        .map_err(|error| explain(db, model, error, [values]))?;
    if changed == 0 && !is_view(db, model) {
        let key = key().filter_map(|column| values.get(usize::from(column)).cloned());
        return Err(gone(model, &key.collect::<Vec<_>>()));
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
