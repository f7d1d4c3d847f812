//! To-one relations that are loaded by statements of their own: their cells are put where a join would have put them,
//! so that nothing after this knows the difference.

use std::collections::HashMap;

use super::chain::{Chain, Stage};
use super::faults::explain;
use super::key::Same;
use super::level::LevelOne;
use super::text::{self, Owners};
use crate::db::Executor;
use crate::error::{Error, Result};
use crate::sql::{Node, Scope, Select};
use crate::value::{Value, ValueRef};

type Cells = Vec<Value<'static>>;

/// The rows of a statement, with the cells of all detached relations in place.
pub(super) fn rows(db: &dyn Executor, chain: &Chain<'_>, select: &Select) -> Result<Vec<Cells>> {
    let mut rows = Vec::new();
    let width = select.columns.len();
    db.query(&select.to_statement()?, &mut |reader| {
        rows.push(
            (0..width)
                .map(|cell| reader.cell(cell).to_value())
                .collect(),
        );
        Ok(())
    })?;
    let taken = chain.taken(&rows);
    fetch_all(db, chain, &chain.repeated(select), &mut rows[..taken])?;
    Ok(rows)
}

/// Puts the cells of all detached relations into rows of the statement.
pub(super) fn fetch_all(
    db: &dyn Executor,
    chain: &Chain<'_>,
    select: &Select,
    rows: &mut [Cells],
) -> Result<()> {
    // A relation below another comes after it, when the cells it goes by are in place.
    for stage in &chain.stages {
        for one in stage.level.detached() {
            fetch(db, select, stage, one, rows)?;
        }
    }
    Ok(())
}

fn fetch(
    db: &dyn Executor,
    select: &Select,
    stage: &Stage<'_>,
    detached: &LevelOne<'_>,
    rows: &mut [Cells],
) -> Result<()> {
    let one = detached.one;
    let from: Vec<usize> = detached
        .from
        .iter()
        .map(|cell| stage.start + cell)
        .collect();
    let mut places = HashMap::new();
    let mut keys: Vec<Cells> = Vec::new();
    for key in rows.iter().filter_map(|row| key(row, &from)) {
        places.entry(Same(key.clone())).or_insert_with(|| {
            keys.push(key);
            keys.len() - 1
        });
    }
    if keys.is_empty() {
        return Ok(());
    }
    let targets: Vec<usize> = own_cells(stage, detached).map(|(cell, _)| cell).collect();
    let mut found: Vec<Option<Cells>> = vec![None; keys.len()];
    let by_subquery = (stage.level).is_by_subquery(one.strategy, one.from.0, select);
    let lead = if by_subquery { from.len() } else { 1 };
    let statement = statement(select, stage, detached, keys.concat());
    db.query(&statement.to_statement()?, &mut |reader| {
        let place = match reader.cell(0) {
            ValueRef::Integer(slot) if !by_subquery => usize::try_from(slot - 1).ok(),
            _ => {
                let key = (0..lead).map(|cell| reader.cell(cell).to_value());
                places.get(&Same(key.collect())).copied()
            }
        };
        let Some(place) = place else { return Ok(()) };
        let row: Cells = (lead..lead + targets.len())
            .map(|cell| reader.cell(cell).to_value())
            .collect();
        match found[place].replace(row) {
            None => Ok(()),
            Some(first) => {
                let rows = [Some(&first), found[place].as_ref()];
                Err(repeated(stage, detached, &targets, rows, &keys[place]))
            }
        }
    })
    .map_err(|error| explain(error, stage.level.plan))?;

    for row in rows {
        let Some(place) = key(row, &from).and_then(|key| places.get(&Same(key))) else {
            continue;
        };
        match &found[*place] {
            Some(values) => {
                for (target, value) in targets.iter().zip(values) {
                    row[*target] = value.clone();
                }
            }
            None if one.required => return Err(one.missing(&keys[*place])),
            None => {}
        }
    }
    Ok(())
}

/// The statement of a relation, for owners with these keys.
pub(super) fn statement(
    select: &Select,
    stage: &Stage<'_>,
    detached: &LevelOne<'_>,
    keys: Cells,
) -> Select {
    let one = detached.one;
    let owners = if (stage.level).is_by_subquery(one.strategy, one.from.0, select) {
        let from = detached.from.iter().map(|cell| stage.start + cell);
        Owners::Subquery(Box::new(text::keys_of(select, &from.collect::<Vec<_>>())))
    } else {
        Owners::keys(keys, detached.from.len())
    };
    let joined = stage.level.joined_to(one.to.0);
    let joined = joined.iter().map(|one| one.one.table.clone()).collect();
    let nodes = own_cells(stage, detached).map(|(_, node)| node).collect();
    text::one(one, joined, nodes, owners)
}

/// The key in these cells of a row, unless it is NULL, be it in part.
fn key(row: &Cells, cells: &[usize]) -> Option<Cells> {
    let values = cells.iter().map(|cell| row.get(*cell));
    values
        .map(|value| value.filter(|value| **value != Value::Null).cloned())
        .collect()
}

/// Which has_one found two rows for a key: the relation itself, or one that is joined to it.
#[cold]
fn repeated(
    stage: &Stage<'_>,
    detached: &LevelOne<'_>,
    targets: &[usize],
    rows: [Option<&Cells>; 2],
    key: &[Value<'_>],
) -> Error {
    let value = |row: Option<&'_ Cells>, cell: usize| {
        let place = targets
            .iter()
            .position(|target| *target == stage.start + cell)?;
        row?.get(place).cloned()
    };
    let differs = |one: &LevelOne<'_>| {
        let mut key = one.key.iter();
        one.one.is_has_one()
            && (one.key.is_empty()
                || key.any(|cell| value(rows[0], *cell) != value(rows[1], *cell)))
    };
    if differs(detached) {
        return detached.one.several(key);
    }
    let joined = stage.level.joined_to(detached.one.to.0);
    let Some(inner) = joined.into_iter().find(|one| differs(one)) else {
        return detached.one.several(key);
    };
    let from = inner.from.iter().map(|cell| value(rows[0], *cell));
    let from: Vec<_> = from.map(|value| value.unwrap_or(Value::Null)).collect();
    inner.one.several(&from)
}

/// The cells of a detached relation and of those joined to it: where they stand in the row, and what they are.
fn own_cells(stage: &Stage<'_>, one: &LevelOne<'_>) -> impl Iterator<Item = (usize, Node)> {
    let joined = stage.level.joined_to(one.one.to.0);
    let scopes: Vec<Scope> = joined
        .iter()
        .map(|one| one.one.to.0)
        .chain([one.one.to.0])
        .collect();
    let cells = stage.level.cells.iter().enumerate();
    cells
        .filter(move |(_, cell)| scopes.iter().any(|scope| cell.mentions(*scope)))
        .map(|(place, cell)| (stage.start + place, cell.clone()))
}
