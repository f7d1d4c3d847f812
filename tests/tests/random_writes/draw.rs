//! Rows drawn by chance: mostly right, some not.

use relmodel_tests::Random;

use crate::cell::{Cell, Given, Row};
use crate::tables::{Holds, TABLES};
use crate::world::{World, complete};

const TEXTS: [&str; 12] = [
    "a", "b", "c", "d", "e", "f", "B", "ä", "", "x\0y", "o'k\"", "z z",
];

pub fn text(random: &mut Random) -> Cell {
    Cell::Text(TEXTS[random.below(TEXTS.len())].to_owned())
}

pub fn small(random: &mut Random) -> i64 {
    match random.below(20) {
        0 => -1,
        1 => 99,
        2 => 100,
        _ => random.below(12) as i64,
    }
}

/// The key of a row that is there; none if there is none.
pub fn present(world: &World, random: &mut Random, table: usize) -> Option<Row> {
    let rows = world.rows(table);
    if rows.is_empty() {
        return None;
    }
    rows.keys().nth(random.below(rows.len())).cloned()
}

/// The key of a row that is mostly there.
pub fn key(world: &World, random: &mut Random, table: usize) -> Row {
    match present(world, random, table) {
        Some(key) if random.chance(92) => key,
        _ => missing(table),
    }
}

/// A key that no row has.
fn missing(table: usize) -> Row {
    let def = &TABLES[table];
    let cell = |column: &usize| match def.columns[*column].holds {
        Holds::Text => Cell::Text("gone".to_owned()),
        Holds::Integer | Holds::Double => Cell::Integer(-7),
        Holds::Key(key) => missing(def.keys[key].target).remove(0),
    };
    def.key.iter().map(cell).collect()
}

/// A row that is mostly there, as a program has it at hand: some cells may be old.
pub fn at_hand(world: &World, random: &mut Random, table: usize) -> Row {
    let key = key(world, random, table);
    let def = &TABLES[table];
    let mut row = whole(world, random, table);
    if let Some(stored) = world.row(table, &key)
        && random.chance(80)
    {
        row.clone_from(stored);
    }
    for (column, cell) in def.key.iter().zip(key) {
        row[*column] = cell;
    }
    row
}

/// A row with all its cells.
pub fn whole(world: &World, random: &mut Random, table: usize) -> Row {
    let mut row = complete(&TABLES[table], &given(world, random, table));
    if TABLES[table].is_auto {
        row[0] = Cell::Integer(random.between(1, 40) as i64);
    }
    row
}

/// The columns of a new row.
pub fn given(world: &World, random: &mut Random, table: usize) -> Given {
    let def = &TABLES[table];
    let mut given: Given = vec![None; def.columns.len()];
    for (place, column) in def.columns.iter().enumerate() {
        let may_lack = column.default.cell().is_some();
        given[place] = match column.holds {
            _ if def.is_auto && place == 0 => None,
            Holds::Key(_) | Holds::Double => None,
            _ if may_lack && random.chance(50) => None,
            Holds::Text => Some(text(random)),
            Holds::Integer => Some(Cell::Integer(small(random))),
        };
    }
    for key in def.keys {
        let is_nullable = key.columns.iter().all(|column| def.is_nullable(*column));
        let target = match present(world, random, key.target) {
            _ if is_nullable && random.chance(30) => continue,
            Some(target) if random.chance(96) => target,
            _ if is_nullable && random.chance(50) => continue,
            _ => missing(key.target),
        };
        for (column, cell) in key.columns.iter().zip(target) {
            given[*column] = Some(cell);
        }
    }
    given
}

/// Many new rows that get on with each other, or but for one in the middle.
pub fn many(world: &World, random: &mut Random, table: usize) -> Vec<Given> {
    let count = match random.below(40) {
        0 => 300,
        1 => 130,
        2 | 3 => 0,
        _ => random.between(1, 4),
    };
    let wrong = random.chance(30).then(|| random.below(count + 1));
    let model = given(world, random, table);
    let base = random.below(1_000) as i64 * 1_000;
    let row = |number: usize| {
        if wrong == Some(number) || count < 5 && wrong.is_some() {
            return given(world, random, table);
        }
        let mut row = model.clone();
        unlike(table, &mut row, base + number as i64);
        row
    };
    (0..count).map(row).collect()
}

/// Makes the columns that tell rows apart unlike those of others, but for foreign keys.
pub fn unlike(table: usize, row: &mut Given, number: i64) {
    let def = &TABLES[table];
    for column in def.uniques.iter().copied().flatten() {
        let cell = &mut row[*column];
        match (def.columns[*column].holds, &cell) {
            (_, None) | (Holds::Key(_) | Holds::Double, _) => {}
            (Holds::Text, _) => *cell = Some(Cell::Text(format!("n{number}"))),
            (Holds::Integer, _) => *cell = Some(Cell::Integer(number)),
        }
    }
}
