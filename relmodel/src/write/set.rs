//! What an update sets: which columns, to what, and whether their types hold what came of it.

use super::{check, refused};
use crate::db::Reader;
use crate::error::{Error, Kind, Result};
use crate::expr::{Assignment, Assignments};
use crate::record::Record;
use crate::schema::ModelDef;
use crate::sql::{Node, Scope};
use crate::value::{Value, ValueRef};

/// What the columns of a table are set to.
pub(super) fn assigned<M: Record, A: Assignments<M>>(
    scope: Scope,
    set: impl FnOnce(M::Fields) -> A,
) -> Result<Vec<(u16, Node)>> {
    let mut assignments = Vec::new();
    set(M::fields(scope)).give(&mut assignments);
    let set: Vec<_> = assignments
        .into_iter()
        .map(Assignment::into_parts)
        .collect();
    check_all(M::def(), &set)?;
    Ok(set)
}

/// The columns that are set to what SQLite works out, and whose types don't hold every value of its.
pub(super) fn reckoned(model: &ModelDef, set: &[(u16, Node)]) -> Vec<u16> {
    let is_reckoned = |(column, value): &&(u16, Node)| {
        let is_given = matches!(value, Node::Value(_) | Node::Column { .. });
        !is_given && model.column(*column).facts.is_narrow()
    };
    let reckoned = set.iter().filter(is_reckoned);
    reckoned.map(|(column, _)| *column).collect()
}

/// Whether values that were worked out are among those that their columns' types hold; `cell` says where in the row they are.
pub(super) fn all_in_range(
    model: &'static ModelDef,
    reckoned: &[u16],
    reader: &Reader<'_>,
    cell: fn(usize, u16) -> usize,
) -> Result<()> {
    let mut columns = reckoned.iter().enumerate();
    columns
        .try_for_each(|(place, column)| in_range(model, *column, reader.cell(cell(place, *column))))
}

/// The values that an update sets, as a row; NULL for what it computes or leaves as it is.
pub(super) fn row_of<'s>(model: &ModelDef, set: &'s [(u16, Node)]) -> Vec<Value<'s>> {
    let mut row = vec![Value::Null; model.columns.len()];
    for (column, value) in set {
        if let (Some(cell), Node::Value(value)) = (row.get_mut(usize::from(*column)), value) {
            *cell = value.clone();
        }
    }
    row
}

fn check_all(model: &'static ModelDef, set: &[(u16, Node)]) -> Result<()> {
    for (place, (column, value)) in set.iter().enumerate() {
        let def = model.column(*column);
        if set.iter().skip(place + 1).any(|(other, _)| other == column) {
            return Err(refused(
                model,
                &format!("column `{}` is set twice", def.name),
            ));
        }
        if def.generated.is_some() {
            let message = format!(
                "column `{}` is computed by SQLite: it can't be set",
                def.name
            );
            return Err(refused(model, &message));
        }
        if let Node::Value(value) = value {
            check(model, *column, value)?;
        }
    }
    Ok(())
}

fn in_range(model: &'static ModelDef, column: u16, value: ValueRef<'_>) -> Result<()> {
    let def = model.column(column);
    if (def.facts.reads)(value) {
        return Ok(());
    }
    let message = format!(
        "column `{}` of type `{}` can't hold {}",
        def.name,
        def.facts.rust,
        value.to_value()
    );
    Err(Error::new(Kind::Value, message).with_columns(vec![def.name.to_owned()]))
}
