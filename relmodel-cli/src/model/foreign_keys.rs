//! Foreign keys: which can be said, and by which fields.

use super::columns::{counted, is_possible, key};
use super::indexes::unique_sets;
use super::shared_types::SharedTypes;
use super::{ForeignKey, Model};
use crate::inspect::{self, Action, Table, target_columns};

/// A foreign key that a `belongs_to` says.
#[derive(Debug, PartialEq)]
pub(super) struct Found {
    target: usize,
    /// The columns here and there; those of a key in the order of the columns there.
    pairs: Vec<(usize, usize)>,
    is_to_key: bool,
}

/// For each foreign key of each table what is said, or why nothing is. Gives its columns one type.
pub(super) fn find(tables: &[Table], shared: &mut SharedTypes) -> Vec<Vec<Result<Found, String>>> {
    let mut all = Vec::new();
    for (number, table) in tables.iter().enumerate() {
        let mut found: Vec<Result<Found, String>> = Vec::new();
        for written in &table.foreign_keys {
            let one = resolved(table, written, tables).and_then(|one| {
                if found.iter().flatten().any(|before| *before == one) {
                    return Err("it is declared twice".to_owned());
                }
                let pairs = one.pairs.iter();
                let pairs = pairs.map(|(from, to)| ((number, *from), (one.target, *to)));
                shared.unite(pairs, tables)?;
                Ok(one)
            });
            found.push(one);
        }
        all.push(found);
    }
    all
}

fn resolved(
    table: &Table,
    written: &inspect::ForeignKey,
    tables: &[Table],
) -> Result<Found, String> {
    let mut found = tables.iter().enumerate();
    let (target, to) = found
        .find(|(_, other)| other.name.eq_ignore_ascii_case(&written.table))
        .ok_or("there is no such table")?;
    if to.is_view {
        return Err("that is a view".to_owned());
    }
    let columns = target_columns(to, written).ok_or("there are no such columns")?;
    let mut pairs: Vec<_> = written.from.iter().copied().zip(columns).collect();
    if pairs.len() != written.from.len() || has_twice(pairs.iter().map(|pair| pair.0)) {
        return Err("its columns are not different ones".to_owned());
    }
    let possible = |(from, there): &(usize, usize)| {
        is_possible(&table.columns[*from]) && is_possible(&to.columns[*there])
    };
    if !pairs.iter().all(possible) {
        return Err("not all of its columns can be fields".to_owned());
    }
    if pairs
        .iter()
        .any(|(from, _)| table.columns[*from].generated.is_some())
    {
        return Err("a generated column points at no row".to_owned());
    }
    let is_over = |set: &[usize]| {
        set.len() == pairs.len() && pairs.iter().all(|(_, column)| set.contains(column))
    };
    let is_to_key = is_over(&to.key);
    let mut order = to.key.clone();
    if is_to_key {
        key(to).map_err(|why| why.unwrap_or_default().trim_end_matches('.').to_owned())?;
        order.sort_unstable();
    } else {
        let mut sets = unique_sets(to).into_iter();
        let unique = sets.find(|set| is_over(set));
        order = unique.ok_or("the columns there are not unique")?;
    }
    // In the order in which the target says them.
    pairs.sort_by_key(|(_, column)| order.iter().position(|other| other == column));
    Ok(Found {
        target,
        pairs,
        is_to_key,
    })
}

fn has_twice(numbers: impl Iterator<Item = usize>) -> bool {
    let mut numbers: Vec<_> = numbers.collect();
    let count = numbers.len();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.len() < count
}

/// Adds the foreign keys to the models, without their names.
pub(super) fn add(models: &mut [Model], tables: &[Table], found: Vec<Vec<Result<Found, String>>>) {
    for (number, found) in found.into_iter().enumerate() {
        for (written, found) in tables[number].foreign_keys.iter().zip(found) {
            match found {
                Ok(found) => {
                    let key = said(models, number, written, &found);
                    models[number].foreign_keys.extend(key);
                }
                Err(why) => {
                    let note = unsaid(&tables[number], written, &why);
                    models[number].notes.push(note);
                }
            }
        }
    }
}

fn said(
    models: &[Model],
    number: usize,
    written: &inspect::ForeignKey,
    found: &Found,
) -> Option<ForeignKey> {
    let (model, target) = (&models[number], &models[found.target]);
    let pairs = found.pairs.iter();
    let (fields, references): (Vec<_>, Vec<_>) = pairs
        .map(|(from, to)| Some((model.field_of(*from)?, target.field_of(*to)?)))
        .collect::<Option<Vec<_>>>()?
        .into_iter()
        .unzip();
    let mut before = model.foreign_keys.iter();
    let on_field = fields.len() == 1 && !before.any(|key| key.on_field && key.fields == fields);
    let mut key = ForeignKey {
        name: String::new(),
        target: found.target,
        on_field,
        references: if found.is_to_key {
            Vec::new()
        } else {
            references
        },
        on_delete: written.on_delete,
        on_update: written.on_update,
        constraint: written.dangling == 0,
        notes: Vec::new(),
        fields,
    };
    if !key.constraint {
        key.notes.push(format!(
            "{} point{} at no row of `{}`: hence `constraint = false`.",
            counted(written.dangling, "row"),
            if written.dangling == 1 { "s" } else { "" },
            target.table
        ));
    }
    key.on_delete = action(model, &mut key, "ON DELETE", written.on_delete);
    key.on_update = action(model, &mut key, "ON UPDATE", written.on_update);
    Some(key)
}

/// What is said of an action: nothing if the derive would refuse it.
fn action(model: &Model, key: &mut ForeignKey, event: &str, action: Action) -> Action {
    let mut fields = key.fields.iter().map(|field| &model.fields[*field]);
    let (word, why) = match action {
        Action::Nothing => return action,
        _ if !key.constraint => (words(action), "without a constraint there is none"),
        Action::SetNull if !fields.all(|field| field.optional) => {
            (words(action), "the key can't be NULL")
        }
        Action::SetDefault if !fields.all(|field| field.default.is_some()) => {
            (words(action), "the key has no default")
        }
        _ => return action,
    };
    let note = format!("{event} {word} is not said: {why}.");
    key.notes.push(note);
    Action::Nothing
}

fn words(action: Action) -> &'static str {
    match action {
        Action::Nothing => "NO ACTION",
        Action::Restrict => "RESTRICT",
        Action::SetNull => "SET NULL",
        Action::SetDefault => "SET DEFAULT",
        Action::Cascade => "CASCADE",
    }
}

fn unsaid(table: &Table, written: &inspect::ForeignKey, why: &str) -> String {
    let from = written.from.iter().map(|from| &*table.columns[*from].name);
    let from = from.collect::<Vec<_>>().join(", ");
    let to = match &*written.to {
        [] => written.table.clone(),
        to => format!("{} ({})", written.table, to.join(", ")),
    };
    format!("The foreign key ({from}) to {to} is not said: {why}.")
}
