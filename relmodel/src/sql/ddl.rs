//! CREATE TABLE and CREATE INDEX.

use super::ident::{quote, quote_all};
use crate::schema::{Action, ColumnDef, Default, ForeignKeyDef, ModelDef};
use crate::value::Type;

/// The statements that make a model's table and its indexes, where they are missing; none of a view, which is the program's to make.
pub(crate) fn create(model: &ModelDef) -> Vec<String> {
    if model.is_view {
        return Vec::new();
    }
    let mut statements = vec![table(model)];
    statements.extend(
        model
            .indexes
            .iter()
            .filter(|index| !(index.unique))
            .map(|found| index(model, found.columns)),
    );
    let keys = model.foreign_keys().map(|(_, key)| key.columns);
    statements.extend(
        keys.filter(|columns| !is_covered(model, columns))
            .map(|columns| index(model, columns)),
    );
    statements
}

fn table(model: &ModelDef) -> String {
    let mut sql = String::from("CREATE TABLE IF NOT EXISTS ");
    quote(&mut sql, model.table);
    sql.push_str(" (");
    for (place, column) in model.columns.iter().enumerate() {
        sql.push_str(if place == 0 { "\n    " } else { ",\n    " });
        let is_key = matches!(model.key, [key] if usize::from(*key) == place);
        let collation = u16::try_from(place)
            .ok()
            .and_then(|place| collation(model, place, &mut Vec::new()));
        write_column(&mut sql, column, collation, is_key);
    }
    if model.key.len() > 1 {
        sql.push_str(",\n    PRIMARY KEY (");
        columns(&mut sql, model, model.key);
        sql.push(')');
    }
    for unique in model.indexes.iter().filter(|index| index.unique) {
        sql.push_str(",\n    UNIQUE (");
        columns(&mut sql, model, unique.columns);
        sql.push(')');
    }
    for check in model.checks {
        sql.push_str(",\n    ");
        write_check(&mut sql, check);
    }
    for (relation, key) in model.foreign_keys().filter(|(_, key)| key.is_enforced) {
        sql.push_str(",\n    FOREIGN KEY (");
        columns(&mut sql, model, key.columns);
        sql.push_str(") REFERENCES ");
        let target = (relation.target)();
        quote(&mut sql, target.table);
        sql.push_str(" (");
        columns(&mut sql, target, relation.referenced());
        sql.push(')');
        actions(&mut sql, key);
    }
    sql.push_str(if model.key.len() > 1 {
        "\n) STRICT, WITHOUT ROWID"
    } else {
        "\n) STRICT"
    });
    sql
}

/// The collation of a column: its own, or that of what it refers to as a foreign key. SQLite compares the two by the latter
/// (<https://www.sqlite.org/foreignkeys.html#fk_indexes>), and each other comparison is to agree with that.
fn collation(
    model: &ModelDef,
    place: u16,
    seen: &mut Vec<(&'static str, u16)>,
) -> Option<&'static str> {
    let column = model.column(place);
    let is_text = matches!(column.facts.ty, Type::Text | Type::Any);
    if column.collation.is_some() || !is_text || seen.contains(&(model.table, place)) {
        return column.collation;
    }
    seen.push((model.table, place));
    let referred = model.foreign_keys().filter_map(|(relation, key)| {
        let held = key.columns.iter().position(|held| *held == place)?;
        let referred = relation.referenced().get(held)?;
        Some(collation((relation.target)(), *referred, seen))
    });
    let lent: Vec<Option<&str>> = referred.collect();
    seen.pop();
    // A column of several foreign keys takes over what all of them say.
    lent.first()
        .copied()
        .flatten()
        .filter(|first| lent.iter().all(|other| *other == Some(*first)))
}

fn write_column(sql: &mut String, column: &ColumnDef, collation: Option<&str>, is_key: bool) {
    quote(sql, column.name);
    sql.push(' ');
    sql.push_str(column.sql_type);
    if is_key {
        sql.push_str(" PRIMARY KEY");
        if column.autoincrement {
            sql.push_str(" AUTOINCREMENT");
        }
    }
    if !column.facts.nullable {
        sql.push_str(" NOT NULL");
    }
    if let Some(collation) = collation {
        sql.push_str(" COLLATE ");
        quote(sql, collation);
    }
    if let Some(default) = column.default {
        write_default(sql, column, default);
    }
    if let Some(generated) = column.generated {
        sql.push_str(" GENERATED ALWAYS AS (");
        sql.push_str(generated.sql);
        sql.push_str(if generated.stored {
            ") STORED"
        } else {
            ") VIRTUAL"
        });
    }
    if let Some(words) = column.facts.words {
        let values: Vec<String> = words.values().map(|value| value.to_string()).collect();
        sql.push_str(" CHECK (");
        quote(sql, column.name);
        sql.push_str(" IN (");
        sql.push_str(&values.join(", "));
        sql.push_str("))");
    }
    for check in column.checks {
        sql.push(' ');
        write_check(sql, check);
    }
}

fn write_check(sql: &mut String, check: &str) {
    sql.push_str("CHECK (");
    sql.push_str(check);
    sql.push(')');
}

fn write_default(sql: &mut String, column: &ColumnDef, default: Default) {
    if !matches!(default, Default::With(_)) {
        sql.push_str(" DEFAULT ");
    }
    match default {
        Default::With(_) => {}
        Default::Integer(v) => sql.push_str(&v.to_string()),
        Default::Real(v) => sql.push_str(&format!("{v:?}")),
        Default::Bool(v) => sql.push(if v { '1' } else { '0' }),
        Default::Text(v) => {
            sql.push('\'');
            sql.push_str(&v.replace('\'', "''"));
            sql.push('\'');
        }
        Default::Now => {
            sql.push('(');
            sql.push_str(column.facts.now.map_or("NULL", |now| now.sql));
            sql.push(')');
        }
        Default::Sql(v) => {
            sql.push('(');
            sql.push_str(v);
            sql.push(')');
        }
    }
}

fn actions(sql: &mut String, key: &ForeignKeyDef) {
    for (event, action) in [
        (" ON DELETE ", key.on_delete),
        (" ON UPDATE ", key.on_update),
    ] {
        let action = match action {
            Action::NoAction => continue,
            Action::Restrict => "RESTRICT",
            Action::SetNull => "SET NULL",
            Action::SetDefault => "SET DEFAULT",
            Action::Cascade => "CASCADE",
        };
        sql.push_str(event);
        sql.push_str(action);
    }
}

fn index(model: &ModelDef, places: &[u16]) -> String {
    let mut sql = String::from("CREATE INDEX IF NOT EXISTS ");
    // Names of indexes share one space, and one that is there is not made again: other columns have another name.
    let names: Vec<String> = places
        .iter()
        .map(|place| escaped(model.column(*place).name))
        .collect();
    let name = format!("{}({})", escaped(model.table), names.join(","));
    quote(&mut sql, &name);
    sql.push_str(" ON ");
    quote(&mut sql, model.table);
    sql.push_str(" (");
    columns(&mut sql, model, places);
    sql.push(')');
    sql
}

/// A name without what the name of an index sets between names.
fn escaped(name: &str) -> String {
    name.replace('\\', r"\\")
        .replace(',', r"\,")
        .replace('(', r"\(")
}

/// Whether the key or an index begins with the columns, so that a search by them needs no index of its own.
fn is_covered(model: &ModelDef, columns: &[u16]) -> bool {
    model.key.starts_with(columns)
        || model
            .indexes
            .iter()
            .any(|index| index.columns.starts_with(columns))
}

fn columns(sql: &mut String, model: &ModelDef, places: &[u16]) {
    quote_all(sql, places.iter().map(|place| model.column(*place).name));
}
