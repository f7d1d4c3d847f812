//! What went wrong with a statement, told by models, relations and keys.

use super::plan::{One, Plan};
use crate::db::Reader;
use crate::error::{Error, Kind};
use crate::record::{missing_table, unreadable, unreadable_expression};
use crate::schema::{ModelDef, reach};
use crate::sql::{Node, Scope, Source};
use crate::value::Value;

impl One {
    #[cold]
    pub(super) fn missing(&self, key: &[Value<'_>]) -> Error {
        let target = (self.relation.target)();
        let message = format!(
            "`{}` is missing: there is no `{}` with the key {}",
            self.relation.name,
            target.name,
            shown(key)
        );
        Error::new(Kind::NotFound, message)
            .with_model(self.owner.name)
            .with_table(self.owner.table)
            .with_columns(
                self.from
                    .1
                    .iter()
                    .map(|column| self.owner.column(*column).name.to_owned())
                    .collect(),
            )
    }

    #[cold]
    pub(super) fn several(&self, key: &[Value<'_>]) -> Error {
        let target = (self.relation.target)();
        let message = format!(
            "`{}` leads to one row, but several of `{}` meet the key {}",
            self.relation.name,
            target.name,
            shown(key)
        );
        Error::new(Kind::NotSingle, message)
            .with_model(self.owner.name)
            .with_table(target.table)
    }
}

fn shown(key: &[Value<'_>]) -> String {
    let values: Vec<String> = key.iter().map(ToString::to_string).collect();
    values.join(", ")
}

/// Adds model and column to what SQLite or a decoder says.
#[cold]
pub(crate) fn explain(mut error: Error, plan: &Plan) -> Error {
    let tables = || {
        let merged = plan.ones.iter().map(|one| &one.table);
        plan.select
            .from
            .iter()
            .chain(&plan.select.joins)
            .chain(merged)
    };
    let model_of = |scope: Scope| {
        if let Some((_, link)) = plan.link.filter(|(link, _)| *link == scope) {
            return Some(link);
        }
        tables()
            .find(|source| source.scope == scope)
            .and_then(Source::as_model)
    };
    let cell = error.take_cell();
    let place = cell.unwrap_or_default();
    match cell.and_then(|cell| plan.select.columns.get(cell)) {
        Some(Node::Column { scope, column, .. }) => {
            if let Some(model) = model_of(*scope) {
                return unreadable(error, model, model.column(*column));
            }
        }
        Some(expression) => {
            return unreadable_expression(error, place, expression).with_model(plan.model.name);
        }
        None => {}
    }
    if error.kind() != Kind::Schema {
        return error.with_model(plan.model.name);
    }
    let missing = |model: &&ModelDef| error.message() == format!("no such table: {}", model.table);
    // A table that is only asked about in a filter, or linked through, is among those that the model reaches.
    let reached = || reach(&[plan.model]).into_iter();
    match tables()
        .filter_map(Source::as_model)
        .chain(reached())
        .find(missing)
    {
        Some(model) => missing_table(error, model)
            .with_model(model.name)
            .with_table(model.table),
        None => error.with_model(plan.model.name),
    }
}

/// As [`explain`], with the key of the row that was being read, if it is among its cells.
#[cold]
pub(super) fn explain_row(error: Error, plan: &Plan, reader: &Reader<'_>, start: usize) -> Error {
    let place = |key: &u16| {
        let is_key = |cell: &Node| matches!(cell, Node::Column { scope, column, .. } if *scope == plan.scope && column == key);
        plan.select.columns.iter().position(is_key)
    };
    let key: Vec<String> = plan
        .model
        .key
        .iter()
        .filter_map(place)
        .map(|cell| reader.cell(start + cell).to_value().to_string())
        .collect();
    let error = explain(error, plan);
    if key.is_empty() || error.kind() != Kind::Decode {
        return error;
    }
    let message = format!(
        "{}, in the row of `{}` with the key {}",
        error.message(),
        plan.model.name,
        key.join(", ")
    );
    error.with_message(message)
}
