//! Calls on queries: updates and deletes of the rows that one finds.

use relmodel::Assignment;
use relmodel::prelude::*;
use relmodel_tests::Random;

use crate::cell::{Cell, Row};
use crate::draw;
use crate::models::{Item, Owner, Tag};
use crate::run::{Checked, Cost, Run};
use crate::tables::{Holds, ITEM, OWNER, OWNER_TAG, PART, TABLES, TAG};
use crate::tested::{Tested, sorted};
use crate::world::{Answer, Fault, Kind, World};

/// What an update sets.
#[derive(Debug, Clone)]
pub enum Set {
    To(usize, Cell),
    Add(i64),
}

pub fn sets(world: &World, random: &mut Random, table: usize) -> Vec<Set> {
    let def = &TABLES[table];
    let other = draw::whole(world, random, table);
    let mut sets = Vec::new();
    for (column, cell) in other.into_iter().enumerate() {
        let percent = if def.key.contains(&column) { 4 } else { 25 };
        if column == def.number() && random.chance(30) {
            sets.push(Set::Add(random.below(5) as i64 - 1));
        } else if def.columns[column].holds != Holds::Double && random.chance(percent) {
            sets.push(Set::To(column, cell));
        }
    }
    sets
}

pub fn assignments<M: Tested>(fields: M::Fields, sets: &[Set]) -> Vec<Assignment<M>> {
    let assignment = |set: &Set| match set {
        Set::To(column, cell) => M::set(fields, *column, cell),
        Set::Add(number) => M::add(fields, *number),
    };
    sets.iter().map(assignment).collect()
}

pub fn apply(table: usize, sets: &[Set], row: &mut Row) {
    let number = TABLES[table].number();
    for set in sets {
        match set {
            Set::To(column, cell) => row[*column] = cell.clone(),
            Set::Add(more) => row[number] = Cell::Integer(row[number].integer() + more),
        }
    }
}

/// Which rows of a model.
#[derive(Debug, Clone)]
struct Which {
    among: Option<(i64, i64)>,
    /// Those of another query, too.
    or: Option<(i64, i64)>,
    limit: Option<usize>,
    offset: Option<usize>,
}

impl Which {
    fn random(random: &mut Random) -> Self {
        Self {
            among: random.chance(70).then(|| range(random)),
            or: random.chance(15).then(|| range(random)),
            limit: random.chance(35).then(|| random.below(4)),
            offset: random.chance(20).then(|| random.below(3)),
        }
    }

    fn query<M: Tested>(&self) -> Query<M> {
        let among = |(first, last)| M::filter(|fields| M::among(fields, first, last));
        let mut query = self.among.map_or_else(M::all, among);
        if let Some(range) = self.or {
            query = query.union(among(range));
        }
        if self.limit.is_none() && self.offset.is_none() {
            return query;
        }
        query = M::ordered(query);
        if let Some(limit) = self.limit {
            query = query.limit(limit as u64);
        }
        if let Some(offset) = self.offset {
            query = query.offset(offset as u64);
        }
        query
    }

    fn keys(&self, world: &World, table: usize) -> Vec<Row> {
        let number = TABLES[table].number();
        let is_found = |row: &Row| {
            let holds = |(first, last): (i64, i64)| (first..=last).contains(&row[number].integer());
            self.among.is_none_or(holds) || self.or.is_some_and(holds)
        };
        let rows = world.rows(table).iter().filter(|(_, row)| is_found(row));
        let mut rows: Vec<(&Row, &Row)> = rows.collect();
        rows.sort_by_key(|(_, row)| -row[number].integer());
        let rows = rows.into_iter().map(|(key, _)| key.clone());
        let rows = rows.skip(self.offset.unwrap_or(0));
        rows.take(self.limit.unwrap_or(usize::MAX)).collect()
    }
}

fn range(random: &mut Random) -> (i64, i64) {
    let first = random.below(8) as i64;
    (first, first + random.below(5) as i64)
}

pub fn update<M: Tested>(run: &mut Run<'_>, db: &Db, random: &mut Random) -> Checked {
    let which = Which::random(random);
    let sets = sets(&run.world, random, M::TABLE);
    let words = || format!("update {} {which:?} {sets:?}", TABLES[M::TABLE].name);
    let is_idle = sets.is_empty();
    let model = |world: &mut World| match is_idle {
        true => Ok(Vec::new()),
        false => {
            let keys = which.keys(world, M::TABLE);
            world.update(M::TABLE, &keys, &|row| apply(M::TABLE, &sets, row))
        }
    };
    let set = |fields| assignments::<M>(fields, &sets);
    let query = which.query::<M>();
    let cost = Cost::statements(usize::from(!is_idle));
    if random.chance(50) {
        let model = |world: &mut World| match is_idle {
            true => Err(Fault::of(Kind::Query)),
            false => in_order(model(world)),
        };
        let call = || sorted(query.update_returning(db, set));
        return run.call(db, &|| format!("returning, {}", words()), cost, model, call);
    }
    let count = |rows: Vec<Row>| rows.len() as u64;
    let model = |world: &mut World| model(world).map(count);
    run.call(db, &words, cost, model, || query.update(db, set))
}

pub fn delete<M: Tested>(run: &mut Run<'_>, db: &Db, random: &mut Random) -> Checked {
    let which = Which::random(random);
    let words = || format!("delete {} {which:?}", TABLES[M::TABLE].name);
    let query = which.query::<M>();
    if random.chance(50) {
        let model = |world: &mut World| {
            let keys = which.keys(world, M::TABLE);
            let rows = keys
                .iter()
                .map(|key| world.row(M::TABLE, key).expect("it was found"));
            let rows: Vec<Row> = rows.cloned().collect();
            world.delete(M::TABLE, &keys)?;
            in_order(Ok(apart::<M>(rows)))
        };
        let call = || {
            let rows = sorted(query.delete_returning(db))?;
            let mut rows = apart::<M>(rows);
            rows.sort();
            Ok(rows)
        };
        let words = || format!("returning, {}", words());
        return run.call(db, &words, Cost::statements(1), model, call);
    }
    let model = |world: &mut World| {
        let keys = which.keys(world, M::TABLE);
        world.delete(M::TABLE, &keys)?;
        Ok(keys.len() as u64)
    };
    run.call(db, &words, Cost::statements(1), model, || query.delete(db))
}

/// An owner whose boss goes by the same statement may have lost it already.
fn apart<M: Tested>(mut rows: Vec<Row>) -> Vec<Row> {
    if M::TABLE == OWNER {
        let gone: Vec<Cell> = rows.iter().map(|row| row[0].clone()).collect();
        for row in &mut rows {
            if gone.contains(&row[4]) {
                row[4] = Cell::Null;
            }
        }
    }
    rows
}

pub fn one<M: Tested>(run: &mut Run<'_>, db: &Db, random: &mut Random) -> Checked {
    let key = draw::key(&run.world, random, M::TABLE);
    let name = TABLES[M::TABLE].name;
    let sets = sets(&run.world, random, M::TABLE);
    let set = |fields| assignments::<M>(fields, &sets);
    let query = M::by_key(&key);
    let present = |world: &World| {
        let row = world.row(M::TABLE, &key).cloned();
        row.ok_or(Fault::of(Kind::NotFound))
    };
    let update = |world: &mut World| {
        present(world)?;
        let keys = std::slice::from_ref(&key);
        let rows = world.update(M::TABLE, keys, &|row| apply(M::TABLE, &sets, row))?;
        Ok(rows[0].clone())
    };
    let delete = |world: &mut World| {
        let row = present(world)?;
        world.delete(M::TABLE, std::slice::from_ref(&key))?;
        Ok(row)
    };
    let cost = Cost::statements(1);
    match random.below(4) {
        0 if sets.is_empty() => {
            let call = || query.update(db, set);
            let words = || format!("update {name} {key:?} with nothing");
            run.call(db, &words, Cost::statements(0), |_| Ok(0), call)
        }
        0 => {
            let words = || format!("update {name} {key:?} {sets:?}");
            let call = || query.update(db, set);
            run.call(db, &words, cost, |world| update(world).map(|_| 1), call)
        }
        1 if !sets.is_empty() => {
            let words = || format!("update returning {name} {key:?} {sets:?}");
            let call = || query.update_returning(db, set).map(|row| row.cells());
            run.call(db, &words, cost, update, call)
        }
        2 => {
            let words = || format!("delete returning {name} {key:?}");
            let call = || query.delete_returning(db).map(|row| row.cells());
            run.call(db, &words, cost, delete, call)
        }
        _ => {
            let words = || format!("delete {name} {key:?}");
            let call = || query.delete(db);
            run.call(db, &words, cost, |world| delete(world).map(|_| 1), call)
        }
    }
}

/// Rows that are found by what they are related to.
pub fn related(run: &mut Run<'_>, db: &Db, random: &mut Random) -> Checked {
    let least = random.below(9) as i64;
    let is_more = |world: &World, table: usize, key: Row| {
        let row = world.row(table, &key);
        row.is_some_and(|row| row[TABLES[table].number()].integer() >= least)
    };
    let one = Cost::statements(1);
    match random.below(3) {
        0 => {
            let words = || format!("update owners of a part with {least} and more");
            let model = |world: &mut World| {
                let parts = world.rows(PART).values();
                let parts = parts.filter(|part| part[2].integer() >= least);
                let owners: Vec<Row> = parts.map(|part| vec![part[3].clone()]).collect();
                let owners = world.present(OWNER, &owners);
                let add = |row: &mut Row| row[2] = Cell::Integer(row[2].integer() + 1);
                Ok(world.update(OWNER, &owners, &add)?.len() as u64)
            };
            let query = Owner::filter(|o| o.parts.any(|p| p.number.ge(least)));
            let call = || query.update(db, |o| o.number.set(o.number + 1));
            run.call(db, &words, one, model, call)
        }
        1 => {
            let words = || format!("delete items of an owner with {least} and more");
            let model = |world: &mut World| {
                let items = world.rows(ITEM).iter();
                let items = items.filter(|(_, item)| is_more(world, OWNER, vec![item[3].clone()]));
                let items: Vec<Row> = items.map(|(key, _)| key.clone()).collect();
                world.delete(ITEM, &items)?;
                Ok(items.len() as u64)
            };
            let query = Item::filter(|i| i.owner.is(|o| o.number.ge(least)));
            run.call(db, &words, one, model, || query.delete(db))
        }
        _ => {
            let words = || format!("update tags without an owner with {least} and more");
            let model = |world: &mut World| {
                let mut tags: Vec<Row> = world.rows(TAG).keys().cloned().collect();
                tags.retain(|tag| {
                    let mut owners = world.holding(OWNER_TAG, &[1], tag).into_iter();
                    !owners.any(|link| is_more(world, OWNER, vec![link[0].clone()]))
                });
                let set = |row: &mut Row| row[1] = Cell::Integer(least);
                Ok(world.update(TAG, &tags, &set)?.len() as u64)
            };
            let query = Tag::filter(|t| t.owners.none(|o| o.number.ge(least)));
            run.call(db, &words, one, model, || {
                query.update(db, |t| t.number.set(least))
            })
        }
    }
}

fn in_order(rows: Answer<Vec<Row>>) -> Answer<Vec<Row>> {
    let mut rows = rows?;
    rows.sort();
    Ok(rows)
}
