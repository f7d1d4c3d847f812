//! Running a plan: its statement, then those of its relations, level by level. Not generic, and no deeper than `with` is nested.

use std::any::Any;
use std::collections::HashMap;

use super::chain::{Chain, Keys, Lead};
use super::collect::Collect;
use super::detached;
use super::faults::{explain, explain_row};
use super::key::Same;
use super::level::Level;
use super::plan::{Child, Plan};
use super::raw;
use super::text::{self, Owners};
use crate::db::{Executor, Reader};
use crate::error::Result;
use crate::sql::Select;

/// Loads the rows of a plan and all that is loaded beside them, on one state of the database.
pub(super) fn load(db: &dyn Executor, plan: &Plan, rows: &mut dyn Collect) -> Result<()> {
    load_some(db, plan, u32::MAX, rows).map(drop)
}

/// As [`load`], for the first rows alone, at most so many. Says whether the statement gave more.
pub(super) fn load_some(
    db: &dyn Executor,
    plan: &Plan,
    most: u32,
    rows: &mut dyn Collect,
) -> Result<bool> {
    some(db, plan, most, rows).map_err(|error| raw::explain(db, plan, error))
}

fn some(db: &dyn Executor, plan: &Plan, most: u32, rows: &mut dyn Collect) -> Result<bool> {
    plan.check()?;
    if plan.ones.is_empty() && plan.children.is_empty() {
        // Most queries: nothing stands beside the rows, so the statement is written from the plan as it is.
        let statement = plan
            .select
            .to_statement()
            .map_err(|error| explain(error, plan))?;
        let mut count = 0_u32;
        db.query(&statement, &mut |reader| {
            count = count.saturating_add(1);
            if count > most {
                return Ok(());
            }
            match rows.row(0, reader) {
                Ok(()) => Ok(()),
                Err(error) => Err(explain_row(error, plan, reader, 0)),
            }
        })
        .map_err(|error| explain(error, plan))?;
        return Ok(count > most);
    }
    let level = Level::new(plan);
    let is_single = plan.children.is_empty() && level.detached().next().is_none();
    let load = || {
        let select = level.select(false);
        let (mut chain, select) = Chain::new(level, select, Lead::None);
        chain.most = most;
        statement(db, chain, select, rows)
    };
    if is_single {
        load()
    } else {
        db.db().reading(load)
    }
}

/// Runs one statement, and those of the relations below the tables that it reads.
/// Says whether there were more than the chain takes.
fn statement(
    db: &dyn Executor,
    mut chain: Chain<'_>,
    select: Select,
    rows: &mut dyn Collect,
) -> Result<bool> {
    let Some(plan) = chain.stages.first().map(|stage| stage.level.plan) else {
        return Ok(false);
    };
    if chain
        .stages
        .iter()
        .any(|stage| stage.level.detached().next().is_some())
    {
        for cells in detached::rows(db, &chain, &select).map_err(|error| explain(error, plan))? {
            chain.accept(&mut Reader::values(&cells), rows)?;
        }
    } else {
        let statement = select
            .to_statement()
            .map_err(|error| explain(error, plan))?;
        db.query(&statement, &mut |reader| chain.accept(reader, rows))
            .map_err(|error| explain(error, plan))?;
    }
    let is_more = chain.is_more;
    let repeated = chain.repeated(&select);
    below(db, chain, &repeated, rows)?;
    Ok(is_more)
}

/// Loads the to-many relations of each stage, the last stage first, since its rows are part of those before.
pub(super) fn below(
    db: &dyn Executor,
    mut chain: Chain<'_>,
    select: &Select,
    rows: &mut dyn Collect,
) -> Result<()> {
    let mut joined: Option<Box<dyn Any>> = None;
    while let Some(stage) = chain.stages.pop() {
        let owners = stage.count as usize;
        let mut lists: Vec<Box<dyn Any>> = Vec::new();
        for ((place, keys), child) in stage
            .keys
            .into_iter()
            .enumerate()
            .zip(&stage.level.plan.children)
        {
            let repeats = (stage.level).is_by_subquery(child.strategy, child.owner, select);
            let cells = stage.level.keys[place].iter();
            let cells: Vec<usize> = cells.map(|cell| stage.start + cell).collect();
            lists.push(match joined.take_if(|_| stage.joined == Some(place)) {
                Some(list) => list,
                None => list(db, child, keys, repeats.then_some(select), &cells, owners)?,
            });
        }
        match stage.list {
            Some(mut list) => {
                list.fill(&mut lists);
                joined = chain
                    .stages
                    .last()
                    .map(|owner| list.split(owner.count as usize));
            }
            None if lists.is_empty() => {}
            None => rows.fill(&mut lists),
        }
    }
    Ok(())
}

/// Loads a to-many relation of all owners: no owners, no statement. `select`, if it is to be repeated, gives their keys in `cells`.
fn list(
    db: &dyn Executor,
    child: &Child,
    keys: Keys,
    select: Option<&Select>,
    cells: &[usize],
    owners: usize,
) -> Result<Box<dyn Any>> {
    let mut rows = (child.collect)();
    if !keys.rows.is_empty() {
        let (owners, lead) = match select {
            None => (
                Owners::keys(keys.values, cells.len()),
                Lead::Slots(keys.rows),
            ),
            Some(select) => {
                let mut rows: HashMap<Same, Vec<u32>> = HashMap::new();
                for (key, row) in keys.values.chunks(cells.len()).zip(keys.rows) {
                    rows.entry(Same(key.to_vec())).or_default().push(row);
                }
                let owners = Owners::Subquery(Box::new(text::keys_of(select, cells)));
                (owners, Lead::Keys(cells.len(), rows))
            }
        };
        let level = Level::new(&child.plan);
        let select = text::child(child, &level, owners);
        let (chain, select) = Chain::new(level, select, lead);
        statement(db, chain, select, &mut *rows)?;
    }
    Ok(rows.split(owners))
}
