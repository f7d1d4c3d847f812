//! Models with their fields: names, types, and which are the key.

use super::names::{self, Structs, Taken};
use super::shared_types::SharedTypes;
use super::{Base, Field, Key, Model, defaults, types, words};
use crate::inspect::{Column, Table};

/// A model for each table, without relations.
pub(super) fn models(tables: &[Table], shared: &SharedTypes) -> Vec<Model> {
    let mut structs = Structs::new();
    let mut models: Vec<Model> = Vec::new();
    for (number, table) in tables.iter().enumerate() {
        let mut model = named(table, number, &mut structs);
        let key = key(table);
        model.keyless = key.is_err();
        if let Err(Some(why)) = key {
            model.notes.push(why);
        }
        if !table.triggers.is_empty() {
            let triggers = table.triggers.join("`, `");
            let note = format!("Triggers of the database act on it: `{triggers}`.");
            model.notes.push(note);
        }
        fields(&mut model, table, number, shared);
        model.checks.clone_from(&table.checks);
        models.push(model);
    }
    models
}

fn named(table: &Table, number: usize, structs: &mut Structs) -> Model {
    let written = match names::snake(&table.name) {
        empty if empty.is_empty() => format!("table_{}", number + 1),
        name => name,
    };
    let one = words::singular(&written);
    let many = if one == written {
        words::plural(&written)
    } else {
        written.clone()
    };
    let name = structs.take(&[names::camel(&one), names::camel(&written)]);
    Model {
        is_default_table: names::table_of(&name) == table.name && names::is_plain(&name),
        name,
        table: table.name.clone(),
        is_view: table.is_view,
        rows: table.rows,
        words: (one, many),
        taken: Taken::with(names::METHODS),
        ..Model::default()
    }
}

/// The key that a model can have.
///
/// # Errors
/// Why it has none, if there is more to say than that none is declared.
pub(super) fn key(table: &Table) -> Result<&[usize], Option<String>> {
    if table.key.is_empty() {
        return Err(None);
    }
    for column in table.key.iter().map(|column| &table.columns[*column]) {
        let why = if !is_possible(column) {
            "can't be a field".to_owned()
        } else if column.values.nulls > 0 {
            format!("is NULL in {}", counted(column.values.nulls, "row"))
        } else if column.values.reals > 0 {
            "holds floats".to_owned()
        } else if matches!(types::verified(column).base, Base::Any) && !column.values.none() {
            "holds values of several types".to_owned()
        } else {
            continue;
        };
        return Err(Some(format!(
            "Its key is not said, because `{}` {why}.",
            column.name
        )));
    }
    Ok(&table.key)
}

/// Whether a column can be a field.
pub(super) fn is_possible(column: &Column) -> bool {
    impossible(column).is_none()
}

/// Why a column can't be a field.
fn impossible(column: &Column) -> Option<String> {
    let values = &column.values;
    match &column.generated {
        _ if column.name.is_empty() || column.name.contains('\0') => {
            Some("the name of a field can't be that".to_owned())
        }
        Some(generated) if generated.expression.is_none() => {
            Some("how it is generated could not be read".to_owned())
        }
        _ if values.not_utf8 > 0 => {
            let count = counted(values.not_utf8, "text");
            Some(format!(
                "it holds {count} not in UTF-8, which can't be read"
            ))
        }
        _ => None,
    }
}

fn fields(model: &mut Model, table: &Table, number: usize, shared: &SharedTypes) {
    for (place, column) in table.columns.iter().enumerate() {
        if let Some(why) = impossible(column) {
            let note = format!("The column {:?} is left out: {why}.", column.name);
            model.notes.push(note);
            continue;
        }
        let verified = types::verified(column);
        let base = shared.base((number, place));
        let is_key = !model.keyless && table.key.contains(&place);
        let key = is_key.then_some(match base {
            Base::Id(own) if own == number && table.autoincrement => Key::Autoincrement,
            _ => Key::Plain,
        });
        let optional = !is_key && (!column.not_null || column.values.nulls > 0);
        let snake = names::possible(names::snake(&column.name));
        let default = column
            .default
            .as_deref()
            .filter(|_| !is_assigned(base, number, is_key));
        let mut wanted = vec![snake];
        if wanted[0].is_empty() {
            wanted[0] = format!("column_{}", place + 1);
        } else if wanted[0] == "insert" && (optional || default.is_some()) {
            // Its setter would hide the method of this name.
            wanted[0] = "insert_column".to_owned();
        }
        model.fields.push(Field {
            name: wanted.swap_remove(0),
            column: column.name.clone(),
            base,
            optional,
            key,
            unique: false,
            index: false,
            default: default.and_then(|text| defaults::attribute(text, base)),
            collate: column.collate.clone(),
            checks: column.checks.clone(),
            generated: column.generated.clone(),
            notes: verified
                .why
                .filter(|_| !matches!(base, Base::Id(_)))
                .into_iter()
                .collect(),
            number: place,
        });
    }
    unlike(model);
}

/// Numbers the fields that have one name; fields may be called as methods are.
fn unlike(model: &mut Model) {
    let mut taken = Taken::default();
    for field in &mut model.fields {
        field.name = taken.take(std::slice::from_ref(&field.name));
        model.taken.add(&field.name);
    }
}

fn is_assigned(base: Base, number: usize, is_key: bool) -> bool {
    is_key && base == Base::Id(number)
}

/// `1 row`, `2 rows`
pub(super) fn counted(count: u64, what: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {what}{s}")
}
