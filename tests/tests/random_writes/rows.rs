//! Calls on rows: insert, update, delete, upsert and its kin, of any model.

use relmodel::prelude::*;
use relmodel::{Insert, Result};
use relmodel_tests::Random;

use crate::cell::{Cell, Given, Row};
use crate::draw;
use crate::run::{Checked, Cost, Run};
use crate::tables::TABLES;
use crate::tested::Tested;
use crate::world::{Answer, Fault, Kind, World, complete};

pub fn insert<M: Tested>(run: &mut Run<'_>, db: &Db, random: &mut Random) -> Checked {
    let given = draw::given(&run.world, random, M::TABLE);
    let row = complete(&TABLES[M::TABLE], &given);
    run.call(
        db,
        &|| format!("insert {given:?} into {}", TABLES[M::TABLE].name),
        Cost::statements(1),
        |world| {
            world
                .insert(M::TABLE, vec![row])
                .map(|rows| rows[0].clone())
        },
        || M::new(&given).insert(db).map(|row| row.cells()),
    )
}

pub fn insert_whole<M: Tested>(run: &mut Run<'_>, db: &Db, random: &mut Random) -> Checked {
    let row = draw::whole(&run.world, random, M::TABLE);
    let model = M::of(&row);
    run.call(
        db,
        &|| format!("insert {model:?}"),
        Cost::statements(1),
        |world| {
            world
                .insert(M::TABLE, vec![row.clone()])
                .map(|_| row.clone())
        },
        || model.insert(db).map(|row| row.cells()),
    )
}

pub fn insert_all<M: Tested>(run: &mut Run<'_>, db: &Db, random: &mut Random) -> Checked {
    let given = draw::many(&run.world, random, M::TABLE);
    let words = || {
        let table = TABLES[M::TABLE].name;
        let first = &given[..given.len().min(5)];
        format!("insert {} rows into {table}: {first:?}", given.len())
    };
    let rows: Vec<Row> = given
        .iter()
        .map(|given| complete(&TABLES[M::TABLE], given))
        .collect();
    let cost = match given.len() {
        0 => Cost::statements(0),
        _ => Cost::default(),
    };
    if random.chance(30) {
        let mut rows = rows;
        let base = random.below(1_000_000) as i64;
        for (number, row) in rows.iter_mut().enumerate() {
            if row[0] == Cell::Null {
                row[0] = Cell::Integer(base + number as i64);
            }
        }
        let models: Vec<M> = rows.iter().map(|row| M::of(row)).collect();
        return run.call(
            db,
            &|| format!("whole: {}", words()),
            cost,
            |world| world.insert(M::TABLE, rows.clone()),
            || cells(M::insert_all(db, &models)),
        );
    }
    run.call(
        db,
        &words,
        cost,
        |world| world.insert(M::TABLE, rows),
        || cells(M::insert_all(db, given.iter().map(M::new))),
    )
}

pub fn update<M: Tested>(run: &mut Run<'_>, db: &Db, random: &mut Random) -> Checked {
    let mut row = draw::at_hand(&run.world, random, M::TABLE);
    let other = draw::whole(&run.world, random, M::TABLE);
    let table = &TABLES[M::TABLE];
    for (column, cell) in other.into_iter().enumerate() {
        if !table.key.contains(&column) && random.chance(40) {
            row[column] = cell;
        }
    }
    let model = M::of(&row);
    run.call(
        db,
        &|| format!("update {model:?}"),
        Cost::statements(1),
        |world| {
            let key = model.key();
            world.row(M::TABLE, &key).ok_or(Fault::of(Kind::NotFound))?;
            world.update(M::TABLE, &[key], &|stored| stored.clone_from(&row))?;
            Ok(())
        },
        || model.update(db),
    )
}

pub fn delete<M: Tested>(run: &mut Run<'_>, db: &Db, random: &mut Random) -> Checked {
    let model = M::of(&draw::at_hand(&run.world, random, M::TABLE));
    run.call(
        db,
        &|| format!("delete {model:?}"),
        Cost::statements(1),
        |world| {
            let key = model.key();
            world.row(M::TABLE, &key).ok_or(Fault::of(Kind::NotFound))?;
            world.delete(M::TABLE, &[key])
        },
        || model.delete(db),
    )
}

pub fn reload<M: Tested>(run: &mut Run<'_>, db: &Db, random: &mut Random) -> Checked {
    let model = M::of(&draw::at_hand(&run.world, random, M::TABLE));
    run.call(
        db,
        &|| format!("reload {model:?}"),
        Cost::statements(1),
        |world| {
            let row = world.row(M::TABLE, &model.key()).cloned();
            row.ok_or(Fault::of(Kind::NotFound))
        },
        || model.reload(db).map(|row| row.cells()),
    )
}

/// How a row that may be there is inserted.
#[derive(Debug, Clone, Copy)]
enum Verb {
    Upsert,
    UpsertAdding,
    Ignore,
    Find,
}

pub fn conflict<M: Tested>(run: &mut Run<'_>, db: &Db, random: &mut Random) -> Checked {
    let table = &TABLES[M::TABLE];
    let place = random.below(table.uniques.len());
    let verb = [Verb::Upsert, Verb::UpsertAdding, Verb::Ignore, Verb::Find][random.below(4)];
    let mut given = draw::given(&run.world, random, M::TABLE);
    let stored = draw::present(&run.world, random, M::TABLE);
    if let Some(stored) = stored.and_then(|key| run.world.row(M::TABLE, &key))
        && random.chance(60)
    {
        // Equal to a row that is there.
        for column in table.uniques[place] {
            if given[*column].is_some() && !stored[*column].is_null() {
                given[*column] = Some(stored[*column].clone());
            }
        }
    }
    if !random.chance(30) {
        let model = |world: &mut World| model_of(world, M::TABLE, verb, &given, place);
        let words = || format!("{verb:?} {given:?} in {} by {place}", table.name);
        let call = || verbs::<M, _>(db, verb, M::new(&given), place);
        let cost = cost_of(&run.world, M::TABLE, verb, &given, place);
        return run.call(db, &words, cost, model, call);
    }
    let mut row = draw::whole(&run.world, random, M::TABLE);
    for (cell, given) in row.iter_mut().zip(&given) {
        if let Some(given) = given {
            cell.clone_from(given);
        }
    }
    let whole = row.iter().cloned().map(Some).collect();
    let cost = cost_of(&run.world, M::TABLE, verb, &whole, place);
    let row = M::of(&row);
    run.call(
        db,
        &|| format!("{verb:?} {row:?} by {place}"),
        cost,
        |world| model_of(world, M::TABLE, verb, &whole, place),
        || verbs::<M, _>(db, verb, &row, place),
    )
}

/// Several rows, all or none.
pub fn upsert_all<M: Tested>(run: &mut Run<'_>, db: &Db, random: &mut Random) -> Checked {
    let place = random.below(TABLES[M::TABLE].uniques.len());
    let count = random.below(4);
    let given: Vec<Given> = (0..count)
        .map(|_| draw::given(&run.world, random, M::TABLE))
        .collect();
    run.call(
        db,
        &|| {
            format!(
                "upsert all of {given:?} in {} by {place}",
                TABLES[M::TABLE].name
            )
        },
        Cost::statements(count),
        |world| {
            let rows = given
                .iter()
                .map(|given| model_of(world, M::TABLE, Verb::Upsert, given, place));
            rows.map(|row| row.map(|row| row.expect("it is stored")))
                .collect()
        },
        || {
            let rows = given.iter().map(M::new);
            cells(M::upsert_all(db, rows, |keys| M::unique(keys, place)))
        },
    )
}

/// One statement, but where a row is looked for and not found.
fn cost_of(world: &World, table: usize, verb: Verb, given: &Given, place: usize) -> Cost {
    let unique = TABLES[table].uniques[place];
    let row = complete(&TABLES[table], given);
    let is_sought = !unique.iter().any(|column| row[*column].is_null());
    let is_new = world.there(table, unique, &row).is_none();
    let is_two = matches!(verb, Verb::Find) && is_sought && is_new;
    Cost::statements(1 + usize::from(is_two))
}

fn model_of(
    world: &mut World,
    table: usize,
    verb: Verb,
    given: &Given,
    place: usize,
) -> Answer<Option<Row>> {
    let def = &TABLES[table];
    let unique = def.uniques[place];
    let row = complete(def, given);
    if def.is_auto && place == 0 && row[0].is_null() {
        return Err(Fault::of(Kind::Query));
    }
    let number = def.number();
    let new = row.clone();
    let overwrite = |old: &mut Row| {
        for (column, cell) in given.iter().enumerate() {
            if let Some(cell) = cell
                && !unique.contains(&column)
                && !def.key.contains(&column)
            {
                old[column] = cell.clone();
            }
        }
    };
    let add = |old: &mut Row| {
        old[number] = Cell::Integer(old[number].integer() + new[number].integer());
    };
    match verb {
        Verb::Upsert => world.upsert(table, row, unique, Some(&overwrite)),
        Verb::UpsertAdding => world.upsert(table, row, unique, Some(&add)),
        Verb::Ignore => world.upsert(table, row, unique, None),
        Verb::Find => match world.there(table, unique, &row) {
            Some(key) => Ok(world.row(table, &key).cloned()),
            None => world.upsert(table, row, unique, None),
        },
    }
}

fn verbs<'a, M: Tested, R: Insert<'a, Model = M>>(
    db: &Db,
    verb: Verb,
    row: R,
    place: usize,
) -> Result<Option<Row>> {
    let key = |keys| M::unique(keys, place);
    let row = match verb {
        Verb::Upsert => Some(row.upsert(db, key)?),
        Verb::UpsertAdding => Some(row.upsert_with(db, key, M::add_other)?),
        Verb::Ignore => row.insert_or_ignore(db, key)?,
        Verb::Find => Some(row.find_or_insert(db, key)?),
    };
    Ok(row.map(|row| row.cells()))
}

fn cells<M: Tested>(rows: Result<Vec<M>>) -> Result<Vec<Row>> {
    Ok(rows?.iter().map(Tested::cells).collect())
}
