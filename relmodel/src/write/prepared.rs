//! The cells of new rows: what a statement names, with defaults filled in and refused where SQLite can't store them.

use super::check;
use super::new::NewValues;
use crate::error::Result;
use crate::schema::{Default, ModelDef};
use crate::value::Value;

/// A row as a statement inserts it: the value of each column that the statement names, and none of what only the database knows.
pub(super) type Cells<'a> = Vec<Option<Value<'a>>>;

/// Rows with their defaults, one after the other.
pub(super) fn prepare(new: NewValues<'_>) -> Result<Cells<'_>> {
    let model = new.model;
    let mut cells = new.into_cells();
    for row in cells.chunks_mut(model.columns.len().max(1)) {
        complete(model, row)?;
    }
    Ok(cells)
}

/// The columns that are named, with their values.
pub(super) fn given<'r, 'a>(
    row: &'r [Option<Value<'a>>],
) -> impl Iterator<Item = (u16, &'r Value<'a>)> + Clone {
    (0..)
        .zip(row)
        .filter_map(|(column, value)| Some((column, value.as_ref()?)))
}

/// The columns that are named.
pub(super) fn named(row: &[Option<Value<'_>>]) -> impl Iterator<Item = u16> + Clone {
    given(row).map(|(column, _)| column)
}

/// Whether a column is named.
pub(super) fn is_named(row: &[Option<Value<'_>>], column: u16) -> bool {
    matches!(row.get(usize::from(column)), Some(Some(_)))
}

/// The values, with NULL for what only the database knows.
pub(super) fn with_nulls<'a>(row: &[Option<Value<'a>>]) -> Vec<Value<'a>> {
    let values = row.iter().cloned();
    values.map(|value| value.unwrap_or(Value::Null)).collect()
}

/// Whether the database computes a column of the row.
pub(super) fn is_computed(model: &ModelDef, row: &[Option<Value<'_>>]) -> bool {
    let mut cells = model.columns.iter().zip(row);
    cells.any(|(column, value)| {
        let is_by_sql = matches!(column.default, Some(Default::Sql(_)));
        value.is_none() && (is_by_sql || column.generated.is_some())
    })
}

fn complete(model: &'static ModelDef, row: &mut [Option<Value<'_>>]) -> Result<()> {
    for ((place, cell), column) in (0..).zip(row).zip(model.columns) {
        if column.generated.is_some() {
            *cell = None;
        } else if cell.is_none() && !column.auto {
            *cell = match column.default {
                Some(Default::Sql(_)) => None,
                Some(_) => column.default_value(),
                None => Some(Value::Null),
            };
        }
        if let Some(value) = cell {
            check(model, place, value)?;
        }
    }
    Ok(())
}
