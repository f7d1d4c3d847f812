//! Indexes: those that an attribute can say, and notes for the others.

use super::{Index, Model};
use crate::inspect::{self, Table};

/// Adds the indexes of a table to its model.
pub(super) fn add(model: &mut Model, table: &Table) {
    // The unique ones first: of two over the same columns they say more.
    for unique in [true, false] {
        for index in table.indexes.iter().filter(|index| index.unique == unique) {
            match said(table, index) {
                Ok(columns) => {
                    let fields = columns.iter().map(|column| model.field_of(*column));
                    if let Some(fields) = fields.collect() {
                        add_one(model, fields, unique);
                    }
                }
                Err(why) => {
                    let kind = if unique { "unique index" } else { "index" };
                    let note = format!("The {kind} `{}` is not said: {why}.", index.name);
                    model.notes.push(note);
                }
            }
        }
    }
}

fn add_one(model: &mut Model, fields: Vec<usize>, unique: bool) {
    let is_of_key = |key: &[usize]| *key == *fields;
    let of_foreign_key = || model.foreign_keys.iter().any(|key| is_of_key(&key.fields));
    // These have an index in any case.
    if is_of_key(&model.key()) || !unique && of_foreign_key() {
        return;
    }
    if let [field] = &*fields {
        let field = &mut model.fields[*field];
        field.index |= !unique && !field.unique;
        field.unique |= unique;
    } else if model.indexes.iter().all(|index| index.fields != fields) {
        model.indexes.push(Index { unique, fields });
    }
}

/// The columns of an index that an attribute can say.
///
/// # Errors
/// Why none can.
fn said(table: &Table, index: &inspect::Index) -> Result<Vec<usize>, &'static str> {
    if index.partial {
        return Err("it has a WHERE");
    }
    let mut columns = Vec::new();
    for indexed in &index.columns {
        let column = indexed.column.ok_or("it is over an expression")?;
        let collate = table.columns[column].collate.as_deref().unwrap_or("BINARY");
        if !collate.eq_ignore_ascii_case(&indexed.collate) {
            return Err("its collation is not that of the column");
        }
        if indexed.descending && !index.unique {
            return Err("it is in descending order");
        }
        columns.push(column);
    }
    Ok(columns)
}

/// The sets of columns that a unique index tells rows apart by.
pub(super) fn unique_sets(table: &Table) -> Vec<Vec<usize>> {
    let indexes = table.indexes.iter().filter(|index| index.unique);
    indexes
        .filter_map(|index| said(table, index).ok())
        .collect()
}
