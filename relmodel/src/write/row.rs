//! Updating and deleting a row that is at hand.

use super::failure::{exists, explain, explain_delete, is_view};
use super::{check, params};
use crate::db::Db;
use crate::error::{Error, Kind, Result};
use crate::record::{Record, key_of};
use crate::schema::ModelDef;
use crate::sql::write as sql;
use crate::value::Value;

/// Writes all columns of a row but those that SQLite computes.
pub(crate) fn update<M: Record>(db: &Db, row: &M) -> Result<()> {
    let model = M::def();
    let values: Vec<Value<'_>> = model.places().map(|column| row.value(column)).collect();
    store(db, model, &values)
}

/// Deletes a row.
pub(crate) fn delete<M: Record>(db: &Db, row: &M) -> Result<()> {
    let model = M::def();
    let key = key_of(row);
    let changed = db
        .execute(&sql::delete(model), &params(&key))
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

fn store(db: &Db, model: &'static ModelDef, values: &[Value<'_>]) -> Result<()> {
    let is_stored = |column: &u16| model.column(*column).generated.is_none();
    for (column, value) in model.places().zip(values) {
        if is_stored(&column) {
            check(model, column, value)?;
        }
    }
    let mut columns: Vec<u16> = model
        .places()
        .filter(|column| !model.key.contains(column) && is_stored(column))
        .collect();
    if columns.is_empty() {
        // Nothing but a key: the statement still tells whether the row is there.
        columns = model.key.to_vec();
    }
    let bound = columns
        .iter()
        .chain(model.key)
        .filter_map(|column| values.get(usize::from(*column)));
    let changed = db
        .execute(&sql::update(model, &columns), &params(bound))
        .map_err(|error| explain(db, model, error, [values]))?;
    if changed == 0 && !is_view(db, model) {
        let key: Vec<Value<'_>> = model
            .key
            .iter()
            .filter_map(|column| values.get(usize::from(*column)).cloned())
            .collect();
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
