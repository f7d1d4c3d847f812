//! What SQLite leaves out of its errors: the model, and for foreign keys which one. One more query after a failure tells.

use super::{bound, params};
use crate::db::Executor;
use crate::error::{Error, Kind, Result};
use crate::record::missing_table;
use crate::schema::{Action, Link, ModelDef, RelationDef};
use crate::sql::write as sql;
use crate::value::{Value, ValueRef};

/// Explains an error of a statement that stores rows with these values; NULL stands for what it doesn't store.
#[cold]
pub(super) fn explain<'v>(
    db: &dyn Executor,
    model: &'static ModelDef,
    error: Error,
    rows: impl IntoIterator<Item = &'v [Value<'v>]>,
) -> Error {
    let error = missing_table(error, model).with_model(model.name);
    let error = match (columns_of(model, error.message()), error.table()) {
        (Some(columns), _) => error.with_table(model.table).with_columns(columns),
        (None, Some(_)) => error,
        (None, None) => error.with_table(model.table),
    };
    match error.kind() {
        Kind::Unique if !error.columns().is_empty() => {
            let message = format!("another row has the same {}", quoted(error.columns()));
            error.with_message(message)
        }
        Kind::NotNull => {
            let message = format!("{} can't be NULL", quoted(error.columns()));
            error.with_message(message)
        }
        Kind::ForeignKey => match rows.into_iter().find_map(|row| dangling(db, model, row)) {
            Some((message, columns)) => error.with_message(message).with_columns(columns),
            None => error,
        },
        _ => error,
    }
}

/// Explains an error of a statement that sets these columns of rows, to these values; NULL stands for what it reckons or leaves.
#[cold]
pub(super) fn explain_update(
    db: &dyn Executor,
    model: &'static ModelDef,
    error: Error,
    mut set: impl Iterator<Item = u16>,
    row: &[Value<'_>],
) -> Error {
    let error = explain(db, model, error, [row]);
    let is_own = |column: u16| {
        let mut keys = model.foreign_keys();
        keys.any(|(_, key)| key.columns.contains(&column))
    };
    if error.kind() != Kind::ForeignKey || set.any(is_own) {
        return error;
    }
    error.with_message(
        "rows still point at it by the key that would change: `#[cascade(update)]` lets them follow",
    )
}

/// The columns in SQLite's "… constraint failed: table.a, table.b". Names may have dots and commas in them,
/// so they can only be told apart by who knows the table.
fn columns_of(model: &ModelDef, message: &str) -> Option<Vec<String>> {
    let (_, columns) = message.split_once(" constraint failed: ")?;
    let table = format!("{}.", model.table);
    let between = format!(", {table}");
    let columns = columns.strip_prefix(&table)?.split(&between);
    Some(columns.map(str::to_owned).collect())
}

/// Explains an error of a statement that deletes rows. `refers` says whether rows of a model point at them, by which columns of theirs
/// at which of the deleted.
#[cold]
pub(super) fn explain_delete(
    db: &dyn Executor,
    model: &'static ModelDef,
    error: Error,
    refers: &dyn Fn(&'static ModelDef, &[u16], &[u16]) -> bool,
) -> Error {
    let error = missing_table(error, model)
        .with_model(model.name)
        .with_table(model.table);
    if error.kind() == Kind::Limit {
        let message = format!(
            "{}: SQLite follows keys over 1,000 rows that go one because of the other; delete those at the end first, as `descendants` finds them",
            error.message()
        );
        return error.with_message(message);
    }
    if error.kind() != Kind::ForeignKey {
        return error;
    }
    let referring = model.relations.iter().find_map(|relation| {
        let (child, by) = match relation.link {
            Link::BelongsTo | Link::Path => return None,
            Link::Has { inverse, .. } => ((relation.target)(), inverse),
            Link::Through { model, from, .. } => (model(), from),
        };
        let relation = &child.relations[usize::from(by)];
        let key = relation.key.as_ref()?;
        let holds = key.is_enforced && matches!(key.on_delete, Action::NoAction | Action::Restrict);
        (holds && refers(child, key.columns, relation.referenced())).then_some((child, key.columns))
    });
    let message = match referring {
        Some((child, columns)) => {
            format!(
                "rows of `{}` still point at it by {}",
                child.name,
                quoted(&names(child, columns))
            )
        }
        None => match &*holders(db, model) {
            [] => "rows of another model still point at it, or at a row that would go with it"
                .to_owned(),
            tables => format!(
                "rows still point at it, or at a row that would go with it, in the table {}",
                tables.join(" or ")
            ),
        },
    };
    error.with_message(message)
}

/// The tables whose rows can keep a row of a model from being deleted, as the database knows them: not each has its relation in the model.
fn holders(db: &dyn Executor, model: &ModelDef) -> Vec<String> {
    let table = [Value::Text(model.table.into())];
    let mut tables = Vec::new();
    let asked = db.query_text(
        &|sql| sql.push_str(sql::HOLDERS),
        &bound(&params(&table)),
        &mut |reader| {
            if let ValueRef::Text(name) = reader.cell(0) {
                tables.push(format!("`{}`", String::from_utf8_lossy(name)));
            }
            Ok(())
        },
    );
    asked.map(|()| tables).unwrap_or_default()
}

/// Which foreign key of a row points at nothing: the message, and its columns.
fn dangling(
    db: &dyn Executor,
    model: &'static ModelDef,
    row: &[Value<'_>],
) -> Option<(String, Vec<String>)> {
    let mut enforced = model.foreign_keys().filter(|(_, key)| key.is_enforced);
    enforced.find_map(|(relation, key)| {
        let held = key
            .columns
            .iter()
            .filter_map(|column| row.get(usize::from(*column)).cloned());
        let held: Vec<Value<'_>> = held.collect();
        let target: &'static ModelDef = (relation.target)();
        let is_held = held.len() == key.columns.len() && !held.contains(&Value::Null);
        let dangles =
            is_held && exists(db, target, relation.referenced(), &held).is_ok_and(|exists| !exists);
        dangles.then(|| (missing(relation, target, &held), names(model, key.columns)))
    })
}

fn missing(relation: &RelationDef, target: &ModelDef, key: &[Value<'_>]) -> String {
    let key: Vec<String> = key.iter().map(ToString::to_string).collect();
    format!(
        "`{}` would point at no row: there is no `{}` with the key {}",
        relation.name,
        target.name,
        key.join(", ")
    )
}

/// Whether there is a row with these values in these columns.
pub(super) fn exists(
    db: &dyn Executor,
    model: &ModelDef,
    columns: &[u16],
    values: &[Value<'_>],
) -> Result<bool> {
    let mut found = false;
    db.query_text(
        &|sql| sql::exists(sql, model, columns),
        &bound(&params(values)),
        &mut |reader| {
            found = reader.cell(0) != ValueRef::Integer(0);
            Ok(())
        },
    )?;
    Ok(found)
}

/// Whether the table of a model is a view: what its triggers do is not counted, so that 0 rows say nothing.
#[cold]
pub(super) fn is_view(db: &dyn Executor, model: &ModelDef) -> bool {
    let table = [Value::Text(model.table.into())];
    let mut is_view = false;
    let asked = db.query_text(
        &|sql| sql.push_str(sql::IS_VIEW),
        &bound(&params(&table)),
        &mut |reader| {
            is_view = reader.cell(0) == ValueRef::Integer(1);
            Ok(())
        },
    );
    asked.is_ok() && is_view
}

fn names(model: &ModelDef, columns: &[u16]) -> Vec<String> {
    columns
        .iter()
        .map(|column| model.column(*column).name.to_owned())
        .collect()
}

fn quoted(columns: &[String]) -> String {
    let columns: Vec<String> = columns.iter().map(|column| format!("`{column}`")).collect();
    columns.join(" and ")
}
