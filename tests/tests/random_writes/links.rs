//! Calls on `many_to_many`: with nothing but the keys, with more, by keys of their own, and of a model with itself.

use relmodel::Result;
use relmodel::prelude::*;
use relmodel_tests::Random;

use crate::cell::{Cell, Row};
use crate::draw;
use crate::models::*;
use crate::run::{Checked, Cost, Run};
use crate::tables::TABLES;
use crate::tested::Tested;
use crate::world::{Answer, World, complete};

/// A relation, and what can be done through its accessor.
struct Links<O, R> {
    name: &'static str,
    /// The column of the link that holds the owner's key, and that with the row's.
    from: usize,
    to: usize,
    contains: fn(&O, &Db, &R) -> Result<bool>,
    remove: fn(&O, &Db, &R) -> Result<bool>,
    clear: fn(&O, &Db) -> Result<u64>,
    add_with: fn(&O, &Db, &R, i64) -> Result<bool>,
    update_link: fn(&O, &Db, &R, i64) -> Result<u64>,
    update: fn(&O, &Db, i64) -> Result<u64>,
    /// Not of those whose links need more than two keys.
    plain: Option<Plain<O, R>>,
}

struct Plain<O, R> {
    add: fn(&O, &Db, &R) -> Result<()>,
    add_all: fn(&O, &Db, &[R]) -> Result<()>,
    replace: fn(&O, &Db, &[R]) -> Result<()>,
}

macro_rules! links {
    ($owner:ident.$name:ident: $row:ident, $from:literal, $to:literal, |$one:ident, $other:ident, $number:ident| $new:expr, $plain:expr) => {
        Links::<$owner, $row> {
            name: concat!(stringify!($owner), ".", stringify!($name)),
            from: $from,
            to: $to,
            contains: |owner, db, row| owner.$name().contains(db, row),
            remove: |owner, db, row| owner.$name().remove(db, row),
            clear: |owner, db| owner.$name().clear(db),
            add_with: |owner, db, row, $number| {
                owner.$name().add_with(db, row, |$one, $other| $new)
            },
            update_link: |owner, db, row, number| {
                owner
                    .$name()
                    .update_link(db, row, |link| link.number.set(link.number + number))
            },
            update: |owner, db, number| owner.$name().update(db, |row| row.number.set(number)),
            plain: $plain,
        }
    };
}

macro_rules! plain {
    ($owner:ident.$name:ident: $row:ident, $from:literal, $to:literal, |$one:ident, $other:ident, $number:ident| $new:expr) => {
        links!($owner.$name: $row, $from, $to, |$one, $other, $number| $new, Some(Plain {
            add: |owner, db, row| owner.$name().add(db, row),
            add_all: |owner, db, rows| owner.$name().add_all(db, rows),
            replace: |owner, db, rows| owner.$name().replace(db, rows),
        }))
    };
}

/// A call on one of the relations.
pub fn any(run: &mut Run<'_>, db: &Db, random: &mut Random) -> Checked {
    match random.below(5) {
        0 => call::<_, _, OwnerTag>(
            run,
            db,
            random,
            &plain!(Owner.tags: Tag, 0, 1,
            |owner_id, tag_name, number| NewOwnerTag { owner_id, tag_name }.number(number)),
        ),
        1 => call::<_, _, Skill>(
            run,
            db,
            random,
            &links!(Owner.skills: Tag, 1, 2,
            |owner_id, tag_name, number| NewSkill { owner_id, tag_name, number }, None),
        ),
        2 => call::<_, _, Friend>(
            run,
            db,
            random,
            &plain!(Owner.friends: Owner, 1, 2,
            |one_id, other_id, number| NewFriend { one_id, other_id }.number(number)),
        ),
        3 => call::<_, _, Friend>(
            run,
            db,
            random,
            &plain!(Owner.fans: Owner, 2, 1,
            |other_id, one_id, number| NewFriend { one_id, other_id }.number(number)),
        ),
        // What the closure says of the keys does not count.
        _ => call::<_, _, OwnerTag>(
            run,
            db,
            random,
            &plain!(Tag.owners: Owner, 1, 0,
            |_tag_name, _owner_id, number| NewOwnerTag { owner_id: Id::from(-9), tag_name: "else" }.number(number)),
        ),
    }
}

fn call<O: Tested, R: Tested, L: Tested>(
    run: &mut Run<'_>,
    db: &Db,
    random: &mut Random,
    links: &Links<O, R>,
) -> Checked {
    let owner = O::of(&draw::at_hand(&run.world, random, O::TABLE));
    let collection = Collection {
        table: L::TABLE,
        from: links.from,
        to: links.to,
        target: R::TABLE,
        owner: owner.key().remove(0),
    };
    let words = format!("{} of {owner:?}", links.name);
    match (random.below(12), &links.plain) {
        (0..=2, _) => on_rows(run, db, random, (links, &collection, &owner), &words),
        (3..=8, Some(plain)) => adds(run, db, random, (plain, &collection, &owner), &words),
        _ => on_links(run, db, random, (links, &collection, &owner), &words),
    }
}

/// `contains`, `clear`, and the accessor as a query that updates.
fn on_rows<O: Tested, R: Tested>(
    run: &mut Run<'_>,
    db: &Db,
    random: &mut Random,
    (links, collection, owner): (&Links<O, R>, &Collection, &O),
    words: &str,
) -> Checked {
    let one = Cost::statements(1);
    match random.below(3) {
        0 => {
            let row = R::of(&collection.at_hand(&run.world, random));
            let words = || format!("{words}: contains {row:?}");
            let model = |world: &mut World| Ok(!collection.links(world, &row.key()[0]).is_empty());
            run.call(db, &words, one, model, || (links.contains)(owner, db, &row))
        }
        1 => {
            let words = || format!("{words}: clear");
            let model = |world: &mut World| collection.clear(world);
            run.call(db, &words, one, model, || (links.clear)(owner, db))
        }
        _ => {
            let number = draw::small(random);
            let words = || format!("{words}: update number to {number}");
            let model = |world: &mut World| collection.update_rows(world, number);
            run.call(db, &words, one, model, || (links.update)(owner, db, number))
        }
    }
}

fn on_links<O: Tested, R: Tested>(
    run: &mut Run<'_>,
    db: &Db,
    random: &mut Random,
    (links, collection, owner): (&Links<O, R>, &Collection, &O),
    words: &str,
) -> Checked {
    let one = Cost::statements(1);
    let row = R::of(&collection.at_hand(&run.world, random));
    let (key, number) = (row.key().remove(0), draw::small(random));
    match random.below(3) {
        0 => {
            let words = || format!("{words}: remove {row:?}");
            let model = |world: &mut World| collection.remove(world, &key);
            run.call(db, &words, one, model, || (links.remove)(owner, db, &row))
        }
        1 => {
            let words = || format!("{words}: update the link to {row:?} by {number}");
            let model = |world: &mut World| collection.update_links(world, &key, number);
            run.call(db, &words, one, model, || {
                (links.update_link)(owner, db, &row, number)
            })
        }
        _ => {
            let words = || format!("{words}: add {row:?} with {number}");
            let model = |world: &mut World| collection.add_with(world, key.clone(), number);
            run.call(db, &words, one, model, || {
                (links.add_with)(owner, db, &row, number)
            })
        }
    }
}

fn adds<O: Tested, R: Tested>(
    run: &mut Run<'_>,
    db: &Db,
    random: &mut Random,
    (plain, collection, owner): (&Plain<O, R>, &Collection, &O),
    words: &str,
) -> Checked {
    let (rows, keys) = many::<R>(collection, run, random);
    let statements = usize::from(!rows.is_empty());
    match random.below(3) {
        0 => {
            let words = || format!("{words}: replace by {rows:?}");
            let cost = cost(1 + statements, collection, &run.world, &keys, true);
            let model = |world: &mut World| collection.replace(world, &keys);
            run.call(db, &words, cost, model, || {
                (plain.replace)(owner, db, &rows)
            })
        }
        1 if rows.len() == 1 => {
            let words = || format!("{words}: add {rows:?}");
            let cost = cost(1, collection, &run.world, &keys, false);
            let model = |world: &mut World| collection.add(world, &keys);
            run.call(db, &words, cost, model, || (plain.add)(owner, db, &rows[0]))
        }
        _ => {
            let words = || format!("{words}: add all of {rows:?}");
            let cost = cost(statements, collection, &run.world, &keys, false);
            let model = |world: &mut World| collection.add(world, &keys);
            run.call(db, &words, cost, model, || {
                (plain.add_all)(owner, db, &rows)
            })
        }
    }
}

fn many<R: Tested>(
    collection: &Collection,
    run: &Run<'_>,
    random: &mut Random,
) -> (Vec<R>, Vec<Cell>) {
    let count = random.below(4);
    let rows = (0..count).map(|_| R::of(&collection.at_hand(&run.world, random)));
    let rows: Vec<R> = rows.collect();
    let keys = rows.iter().map(|row| row.key().remove(0)).collect();
    (rows, keys)
}

/// Only the difference is written.
fn cost(
    statements: usize,
    collection: &Collection,
    world: &World,
    keys: &[Cell],
    is_replaced: bool,
) -> Cost {
    let mut new: Vec<&Cell> = keys.iter().collect();
    new.sort();
    new.dedup();
    new.retain(|key| collection.links(world, key).is_empty());
    let others = collection.others(world, keys).len();
    let rows = new.len() + if is_replaced { others } else { 0 };
    Cost {
        statements: Some(statements),
        rows: Some(rows as u64),
    }
}

/// The links of one owner, in the model in memory.
struct Collection {
    table: usize,
    from: usize,
    to: usize,
    target: usize,
    owner: Cell,
}

impl Collection {
    /// A row, sooner one that is linked.
    fn at_hand(&self, world: &World, random: &mut Random) -> Row {
        let linked: Vec<Row> =
            world.holding(self.table, &[self.from], std::slice::from_ref(&self.owner));
        let link = random
            .pick(&linked)
            .and_then(|key| world.row(self.table, key));
        match link.and_then(|link| world.row(self.target, &[link[self.to].clone()])) {
            Some(row) if random.chance(40) => row.clone(),
            _ => draw::at_hand(world, random, self.target),
        }
    }

    fn links(&self, world: &World, key: &Cell) -> Vec<Row> {
        let held = [self.owner.clone(), key.clone()];
        world.holding(self.table, &[self.from, self.to], &held)
    }

    /// The links to others than these.
    fn others(&self, world: &World, keys: &[Cell]) -> Vec<Row> {
        let mut links = world.holding(self.table, &[self.from], std::slice::from_ref(&self.owner));
        links.retain(|link| {
            let link = world.row(self.table, link).expect("it was found");
            !keys.contains(&link[self.to])
        });
        links
    }

    fn add_with(&self, world: &mut World, key: Cell, number: i64) -> Answer<bool> {
        if !self.links(world, &key).is_empty() {
            return Ok(false);
        }
        let link = self.new_link(key, Some(number));
        world.insert(self.table, vec![link]).map(|_| true)
    }

    fn new_link(&self, key: Cell, number: Option<i64>) -> Row {
        let def = &TABLES[self.table];
        let mut given = vec![None; def.columns.len()];
        given[self.from] = Some(self.owner.clone());
        given[self.to] = Some(key);
        given[def.number()] = number.map(Cell::Integer);
        complete(def, &given)
    }

    fn add(&self, world: &mut World, keys: &[Cell]) -> Answer<()> {
        let mut new: Vec<Row> = Vec::new();
        for key in keys {
            let link = self.new_link(key.clone(), None);
            if self.links(world, key).is_empty() && !new.contains(&link) {
                new.push(link);
            }
        }
        world.insert(self.table, new).map(drop)
    }

    fn remove(&self, world: &mut World, key: &Cell) -> Answer<bool> {
        let links = self.links(world, key);
        world.delete(self.table, &links)?;
        Ok(!links.is_empty())
    }

    fn replace(&self, world: &mut World, keys: &[Cell]) -> Answer<()> {
        let others = self.others(world, keys);
        world.delete(self.table, &others)?;
        self.add(world, keys)
    }

    fn clear(&self, world: &mut World) -> Answer<u64> {
        let links = self.others(world, &[]);
        world.delete(self.table, &links)?;
        Ok(links.len() as u64)
    }

    fn update_links(&self, world: &mut World, key: &Cell, more: i64) -> Answer<u64> {
        let links = self.links(world, key);
        let column = TABLES[self.table].number();
        let add = |row: &mut Row| row[column] = Cell::Integer(row[column].integer() + more);
        let changed = world.update(self.table, &links, &add)?;
        Ok(changed.len() as u64)
    }

    fn update_rows(&self, world: &mut World, number: i64) -> Answer<u64> {
        let links = self.others(world, &[]).into_iter();
        let links = links.filter_map(|link| world.row(self.table, &link));
        let keys: Vec<Row> = links.map(|link| vec![link[self.to].clone()]).collect();
        let rows = world.present(self.target, &keys);
        let column = TABLES[self.target].number();
        let set = |row: &mut Row| row[column] = Cell::Integer(number);
        world.update(self.target, &rows, &set)?;
        Ok(rows.len() as u64)
    }
}
