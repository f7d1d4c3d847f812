//! Calls on `has_many` and `has_one`: the rows at hand get the key that the database has.

use relmodel::Result;
use relmodel::prelude::*;
use relmodel_tests::Random;

use crate::cell::{Cell, Row};
use crate::draw;
use crate::models::*;
use crate::run::{Checked, Cost, Run};
use crate::tables::TABLES;
use crate::tested::Tested;
use crate::world::{Answer, Fault, Kind, World, pick};

/// A relation, and what can be done through its accessor.
struct Children<O, R> {
    name: &'static str,
    /// The number of the foreign key among those of the rows' table.
    key: usize,
    is_orphan_deleted: bool,
    add: fn(&O, &Db, &mut R) -> Result<()>,
    add_all: fn(&O, &Db, &mut [R]) -> Result<()>,
    contains: fn(&O, &Db, &R) -> Result<bool>,
    update: fn(&O, &Db, i64) -> Result<u64>,
    delete: fn(&O, &Db) -> Result<u64>,
    update_two: fn(&O, &Db, i64) -> Result<u64>,
    /// Not of those that can't be taken out.
    taking: Option<Taking<O, R>>,
}

struct Taking<O, R> {
    remove: fn(&O, &Db, &mut R) -> Result<bool>,
    replace: fn(&O, &Db, &mut [R]) -> Result<()>,
    clear: fn(&O, &Db) -> Result<u64>,
}

macro_rules! children {
    ($owner:ident.$name:ident: $row:ident, $key:literal, $deletes:literal, $taking:expr) => {
        Children::<$owner, $row> {
            name: concat!(stringify!($owner), ".", stringify!($name)),
            key: $key,
            is_orphan_deleted: $deletes,
            add: |owner, db, row| owner.$name().add(db, row),
            add_all: |owner, db, rows| owner.$name().add_all(db, rows),
            contains: |owner, db, row| owner.$name().contains(db, row),
            update: |owner, db, number| owner.$name().update(db, |row| row.number.set(number)),
            delete: |owner, db| owner.$name().filter(|row| row.number.ge(5)).delete(db),
            update_two: |owner, db, number| {
                let rows = $row::ordered(owner.$name().limit(2));
                rows.update(db, |row| row.number.set(number))
            },
            taking: $taking,
        }
    };
}

macro_rules! taking {
    ($owner:ident.$name:ident: $row:ident, $key:literal, $deletes:literal) => {
        children!($owner.$name: $row, $key, $deletes, Some(Taking {
            remove: |owner, db, row| owner.$name().remove(db, row),
            replace: |owner, db, rows| owner.$name().replace(db, rows),
            clear: |owner, db| owner.$name().clear(db),
        }))
    };
}

/// A call on one of the relations.
pub fn any(run: &mut Run<'_>, db: &Db, random: &mut Random) -> Checked {
    match random.below(10) {
        9 => call(run, db, random, &taking!(Owner.lines: Line, 0, true)),
        0 => call(run, db, random, &taking!(Owner.reports: Owner, 0, false)),
        1 => call(run, db, random, &taking!(Owner.items: Item, 0, false)),
        2 | 3 => call(run, db, random, &taking!(Owner.parts: Part, 0, true)),
        4 => call(
            run,
            db,
            random,
            &children!(Owner.bills: Bill, 0, false, None),
        ),
        5 => call(run, db, random, &taking!(Owner.card: Card, 0, true)),
        6 => call(run, db, random, &taking!(Owner.seat: Seat, 0, false)),
        7 => call(run, db, random, &taking!(Place.items: Item, 1, false)),
        _ if random.chance(50) => call(
            run,
            db,
            random,
            &children!(Part.screws: Screw, 0, false, None),
        ),
        _ => call(run, db, random, &taking!(Part.spares: Screw, 1, false)),
    }
}

fn call<O: Tested, R: Tested>(
    run: &mut Run<'_>,
    db: &Db,
    random: &mut Random,
    children: &Children<O, R>,
) -> Checked {
    let columns = TABLES[R::TABLE].keys[children.key].columns;
    let collection = Collection {
        table: R::TABLE,
        columns,
        owner: draw::at_hand(&run.world, random, O::TABLE),
        owner_table: O::TABLE,
        is_orphan_deleted: children.is_orphan_deleted,
    };
    let owner = O::of(&collection.owner);
    let words = format!("{} of {owner:?}", children.name);
    match (random.below(12), &children.taking) {
        (0..=2, _) => asks(run, db, random, (children, &collection, &owner), &words),
        (3..=7, Some(taking)) => takes(run, db, random, (taking, &collection, &owner), &words),
        _ => adds(run, db, random, (children, &collection, &owner), &words),
    }
}

/// `contains`, and the accessor as a query that updates and deletes.
fn asks<O: Tested, R: Tested>(
    run: &mut Run<'_>,
    db: &Db,
    random: &mut Random,
    (children, collection, owner): (&Children<O, R>, &Collection, &O),
    words: &str,
) -> Checked {
    let one = Cost::statements(1);
    match random.below(4) {
        0 => {
            let number = draw::small(random);
            let words = || format!("{words}: update number of two to {number}");
            let model = |world: &mut World| collection.set(world, number, 2);
            let call = || (children.update_two)(owner, db, number);
            run.call(db, &words, one, model, call)
        }
        1 => {
            let number = draw::small(random);
            let words = || format!("{words}: update number to {number}");
            let model = |world: &mut World| collection.set(world, number, usize::MAX);
            run.call(db, &words, one, model, || {
                (children.update)(owner, db, number)
            })
        }
        2 => {
            let words = || format!("{words}: delete those with 5 and more");
            let model = |world: &mut World| collection.delete_many(world);
            run.call(db, &words, one, model, || (children.delete)(owner, db))
        }
        _ => {
            let row = R::of(&collection.at_hand(&run.world, random));
            let words = || format!("{words}: contains {row:?}");
            let model = |world: &mut World| Ok(collection.members(world).contains(&row.key()));
            run.call(db, &words, one, model, || {
                (children.contains)(owner, db, &row)
            })
        }
    }
}

fn takes<O: Tested, R: Tested>(
    run: &mut Run<'_>,
    db: &Db,
    random: &mut Random,
    (taking, collection, owner): (&Taking<O, R>, &Collection, &O),
    words: &str,
) -> Checked {
    let one = Cost::statements(1);
    match random.below(5) {
        0 | 1 => {
            let row = collection.at_hand(&run.world, random);
            let words = || format!("{words}: remove {row:?}");
            let model = |world: &mut World| {
                let (removed, row) = collection.remove(world, row.clone())?;
                Ok((removed, vec![row]))
            };
            let remove = |rows: &mut [R]| (taking.remove)(owner, db, &mut rows[0]);
            run.call(db, &words, one, model, || {
                at_hand(std::slice::from_ref(&row), remove)
            })
        }
        2 | 3 => {
            let rows = collection.many_at_hand(&run.world, random);
            let words = || format!("{words}: replace by {rows:?}");
            let cost = Cost::statements(1 + collection.adding(&run.world, &rows));
            let model = |world: &mut World| Ok(((), collection.replace(world, rows.clone())?));
            let replace = |rows: &mut [R]| (taking.replace)(owner, db, rows);
            run.call(db, &words, cost, model, || at_hand(&rows, replace))
        }
        _ => {
            let words = || format!("{words}: clear");
            let model = |world: &mut World| {
                let members = collection.members(world);
                collection.take_out(world, &members)?;
                Ok(members.len() as u64)
            };
            run.call(db, &words, one, model, || (taking.clear)(owner, db))
        }
    }
}

fn adds<O: Tested, R: Tested>(
    run: &mut Run<'_>,
    db: &Db,
    random: &mut Random,
    (children, collection, owner): (&Children<O, R>, &Collection, &O),
    words: &str,
) -> Checked {
    if random.chance(50) {
        let row = collection.at_hand(&run.world, random);
        let words = || format!("{words}: add {row:?}");
        let model = |world: &mut World| Ok(((), collection.add(world, vec![row.clone()])?));
        let add = |rows: &mut [R]| (children.add)(owner, db, &mut rows[0]);
        let call = || at_hand(std::slice::from_ref(&row), add);
        let cost = Cost::statements(collection.adding(&run.world, std::slice::from_ref(&row)));
        return run.call(db, &words, cost, model, call);
    }
    let rows = collection.many_at_hand(&run.world, random);
    let words = || format!("{words}: add all of {rows:?}");
    let cost = Cost::statements(collection.adding(&run.world, &rows));
    let model = |world: &mut World| Ok(((), collection.add(world, rows.clone())?));
    let add = |rows: &mut [R]| (children.add_all)(owner, db, rows);
    run.call(db, &words, cost, model, || at_hand(&rows, add))
}

/// Does something to rows at hand, and gives what they hold then. A call that fails leaves them alone.
fn at_hand<R: Tested, T>(
    rows: &[Row],
    change: impl FnOnce(&mut [R]) -> Result<T>,
) -> Result<(T, Vec<Row>)> {
    let mut rows: Vec<R> = rows.iter().map(|row| R::of(row)).collect();
    let before = rows.clone();
    let changed = change(&mut rows);
    assert!(
        changed.is_ok() || rows == before,
        "the rows at hand have changed, and the call has failed: {rows:?}"
    );
    Ok((changed?, rows.iter().map(Tested::cells).collect()))
}

/// The rows of one owner, in the model in memory.
struct Collection {
    table: usize,
    /// The columns that hold the owner's key.
    columns: &'static [usize],
    owner: Row,
    owner_table: usize,
    is_orphan_deleted: bool,
}

impl Collection {
    fn owner_key(&self) -> Row {
        pick(&self.owner, TABLES[self.owner_table].key)
    }

    fn members(&self, world: &World) -> Vec<Row> {
        world.holding(self.table, self.columns, &self.owner_key())
    }

    /// How many statements it takes to add rows: one that writes those that are missing, and one that asks whether the others are there.
    /// Where the foreign key is a part of the row's own key, all are written.
    fn adding(&self, world: &World, rows: &[Row]) -> usize {
        let key = TABLES[self.table].key;
        let is_part = self.columns.iter().any(|column| key.contains(column));
        let members = self.members(world);
        let is_member = |row: &Row| members.contains(&pick(row, key));
        match rows {
            [] => 0,
            _ if !is_part && rows.iter().any(is_member) => 2,
            _ => 1,
        }
    }

    /// A row, sooner one of the collection.
    fn at_hand(&self, world: &World, random: &mut Random) -> Row {
        let mut row = draw::at_hand(world, random, self.table);
        let members = self.members(world);
        if let Some(stored) = random
            .pick(&members)
            .and_then(|key| world.row(self.table, key))
            && random.chance(50)
        {
            row.clone_from(stored);
        }
        row
    }

    fn many_at_hand(&self, world: &World, random: &mut Random) -> Vec<Row> {
        let count = random.below(4);
        (0..count).map(|_| self.at_hand(world, random)).collect()
    }

    fn keys(&self, rows: &[Row]) -> Vec<Row> {
        rows.iter()
            .map(|row| pick(row, TABLES[self.table].key))
            .collect()
    }

    fn point(&self, row: &mut Row, to: &[Cell]) {
        for (column, cell) in self.columns.iter().zip(to) {
            row[*column] = cell.clone();
        }
    }

    /// The rows as they are at hand afterwards.
    fn add(&self, world: &mut World, mut rows: Vec<Row>) -> Answer<Vec<Row>> {
        let (owner, keys) = (self.owner_key(), self.keys(&rows));
        let present = world.present(self.table, &keys);
        world.update(self.table, &present, &|row| self.point(row, &owner))?;
        if !keys.iter().all(|key| present.contains(key)) {
            return Err(Fault::of(Kind::NotFound));
        }
        rows.iter_mut().for_each(|row| self.point(row, &owner));
        Ok(rows)
    }

    fn remove(&self, world: &mut World, mut row: Row) -> Answer<(bool, Row)> {
        let key = pick(&row, TABLES[self.table].key);
        if !self.members(world).contains(&key) {
            return Ok((false, row));
        }
        self.take_out(world, &[key])?;
        if !self.is_orphan_deleted {
            self.point(&mut row, &[Cell::Null, Cell::Null]);
        }
        Ok((true, row))
    }

    fn take_out(&self, world: &mut World, keys: &[Row]) -> Answer<()> {
        if self.is_orphan_deleted {
            return world.delete(self.table, keys);
        }
        let release = |row: &mut Row| self.point(row, &[Cell::Null, Cell::Null]);
        world.update(self.table, keys, &release).map(drop)
    }

    fn replace(&self, world: &mut World, rows: Vec<Row>) -> Answer<Vec<Row>> {
        let keys = self.keys(&rows);
        let mut others = self.members(world);
        others.retain(|key| !keys.contains(key));
        self.take_out(world, &others)?;
        self.add(world, rows)
    }

    /// Of the first so many, by their numbers, the greatest first.
    fn set(&self, world: &mut World, number: i64, most: usize) -> Answer<u64> {
        let column = TABLES[self.table].number();
        let mut members = self.members(world);
        members.sort_by_key(|key| world.row(self.table, key).map(|row| -row[column].integer()));
        members.truncate(most);
        let set = |row: &mut Row| row[column] = Cell::Integer(number);
        world.update(self.table, &members, &set)?;
        Ok(members.len() as u64)
    }

    /// Those whose number is 5 or more.
    fn delete_many(&self, world: &mut World) -> Answer<u64> {
        let mut members = self.members(world);
        let column = TABLES[self.table].number();
        members.retain(|key| {
            world
                .row(self.table, key)
                .is_some_and(|row| row[column].integer() >= 5)
        });
        world.delete(self.table, &members)?;
        Ok(members.len() as u64)
    }
}
