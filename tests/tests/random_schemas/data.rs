//! Rows by chance, with few different values, so that many of them meet; and reading them back, past relmodel.

use relmodel::Db;
use rusqlite::params_from_iter;

use crate::cell::Cell;
use crate::schema::{Column, Kind, Model, Schema};
use relmodel_tests::Random;

pub type Row = Vec<Cell>;
/// The rows of each model.
pub type Tables = Vec<Vec<Row>>;

impl Schema {
    /// Rows that keep to the keys and unique columns, and, if the schema is lawful, to the foreign keys.
    pub fn rows(&self, random: &mut Random) -> Tables {
        let mut tables: Tables = Vec::new();
        for model in &self.models {
            let count = random.below(8);
            let row = |random: &mut Random| {
                model
                    .columns
                    .iter()
                    .map(|column| cell(column, random))
                    .collect()
            };
            tables.push((0..count).map(|_| row(random)).collect());
        }
        for (number, model) in self.models.iter().enumerate() {
            for row in 0..tables[number].len() {
                self.point(&mut tables, number, row, random);
            }
            keep_first(&mut tables[number], model);
            // Without a key a row may stand twice, or with one that is equal to it but not the same.
            if model.key.is_empty()
                && model.uniques.is_empty()
                && let Some(row) = random.pick(&tables[number]).cloned()
                && random.chance(50)
            {
                let cells = row.iter().zip(&model.columns);
                let twin = cells.map(|(cell, column)| equal(cell, column, random));
                let twin = twin.collect();
                tables[number].push(twin);
            }
        }
        while self.is_lawful && self.drop_dangling(&mut tables) {}
        tables
    }

    /// Has a row point at others.
    fn point(&self, tables: &mut Tables, model: usize, row: usize, random: &mut Random) {
        let mut set: Vec<u16> = match random.chance(50) {
            true => self.models[model].key.clone(),
            false => Vec::new(),
        };
        for key in &self.models[model].foreign_keys {
            let ends = || key.columns.iter().zip(&key.references);
            // What is in a column already stays, if the row points elsewhere by it.
            let fits = |target: &&Row| {
                let mut ends = ends();
                ends.all(|(own, there)| {
                    let is_set = set.contains(own);
                    !is_set || tables[model][row][usize::from(*own)] == target[usize::from(*there)]
                })
            };
            let targets: Vec<Row> = tables[key.target].iter().filter(fits).cloned().collect();
            if let Some(target) = random.pick(&targets).filter(|_| random.chance(85)) {
                for (own, there) in ends() {
                    let mut cell = target[usize::from(*there)].clone();
                    if cell == Cell::Null && !self.models[model].columns[usize::from(*own)].nullable
                    {
                        continue;
                    }
                    if random.chance(35) {
                        cell = equal(
                            &cell,
                            &self.models[model].columns[usize::from(*own)],
                            random,
                        );
                    }
                    tables[model][row][usize::from(*own)] = cell;
                }
            }
            let nullable =
                |column: &&u16| self.models[model].columns[usize::from(**column)].nullable;
            let nullable: Vec<&u16> = key.columns.iter().filter(nullable).collect();
            if let Some(column) = random.pick(&nullable).filter(|_| random.chance(10)) {
                tables[model][row][usize::from(**column)] = Cell::Null;
            }
            set.extend(&key.columns);
        }
    }

    /// Takes out rows that point at none. Whether there were any.
    fn drop_dangling(&self, tables: &mut Tables) -> bool {
        let mut dropped = false;
        for (number, model) in self.models.iter().enumerate() {
            for key in model.foreign_keys.iter().filter(|key| key.is_enforced) {
                let targets = tables[key.target].clone();
                let collation = |column: &u16| self.models[key.target].collation(*column);
                let is_lawful = |row: &Row| {
                    let own = || key.columns.iter().map(|column| &row[usize::from(*column)]);
                    // Whether a new row points at itself SQLite sees by its bytes, whatever the collation.
                    let meets = |target: &Row| {
                        let mut ends = own().zip(&key.references);
                        ends.all(|(own, there)| {
                            let there_cell = &target[usize::from(*there)];
                            own.equals(there_cell, collation(there))
                                && (target != row || own == there_cell)
                        })
                    };
                    own().any(|cell| *cell == Cell::Null) || targets.iter().any(meets)
                };
                let before = tables[number].len();
                tables[number].retain(is_lawful);
                dropped |= tables[number].len() < before;
            }
        }
        dropped
    }

    /// Inserts the rows, past relmodel. The database checks the foreign keys of a lawful schema at the end.
    pub fn insert(&self, db: &Db, tables: &Tables) -> rusqlite::Result<()> {
        db.with_connection(|raw| {
            let checks = match self.is_lawful {
                true => "BEGIN; PRAGMA defer_foreign_keys = ON",
                false => "PRAGMA foreign_keys = OFF; BEGIN",
            };
            raw.execute_batch(checks)?;
            for (model, rows) in self.models.iter().zip(tables) {
                let columns: Vec<String> = model
                    .columns
                    .iter()
                    .map(|column| quoted(&column.name))
                    .collect();
                let sql = format!(
                    "INSERT INTO {} ({}) VALUES (?, ?, ?, ?, ?, ?)",
                    quoted(&model.table),
                    columns.join(", ")
                );
                let mut insert = raw.prepare(&sql)?;
                for row in rows {
                    insert.execute(params_from_iter(row.iter().map(Cell::stored)))?;
                }
            }
            raw.execute_batch("COMMIT")
        })
    }

    /// Reads all rows, past relmodel.
    pub fn read(&self, db: &Db) -> rusqlite::Result<Tables> {
        db.with_connection(|raw| {
            let read = |model: &Model| {
                let columns: Vec<String> = model
                    .columns
                    .iter()
                    .map(|column| quoted(&column.name))
                    .collect();
                let sql = format!(
                    "SELECT {} FROM {}",
                    columns.join(", "),
                    quoted(&model.table)
                );
                let mut statement = raw.prepare(&sql)?;
                let rows = statement.query_map([], |row| {
                    (0..columns.len())
                        .map(|place| Ok(Cell::read(row.get_ref(place)?)))
                        .collect()
                })?;
                rows.collect::<rusqlite::Result<Vec<Row>>>()
            };
            self.models.iter().map(read).collect()
        })
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The same cell, or one that SQLite takes for equal to it where the column is as it should be.
fn equal(cell: &Cell, column: &Column, random: &mut Random) -> Cell {
    match cell {
        Cell::Text(text) if random.chance(60) => Cell::Text(match text.to_ascii_uppercase() {
            upper if upper == *text => text.to_ascii_lowercase(),
            upper => upper,
        }),
        Cell::Integer(number) if column.kind == Kind::Any && random.chance(60) => {
            Cell::Real(i32::try_from(*number).expect("small").into())
        }
        cell => cell.clone(),
    }
}

const TEXTS: &[&str] = &[
    "a", "A", "b", "B", "", "ä", "Ä", "1", "a'b", "a\"B", "a\0b", "a\0C", "?1",
];
const BLOBS: &[&[u8]] = &[b"", b"\0", b"a", b"A", b"a\0", b"\xff"];
const REALS: &[f64] = &[1.0, 1.5, -0.5, 2.0, 1e300];

fn cell(column: &Column, random: &mut Random) -> Cell {
    if column.nullable && random.chance(25) {
        return Cell::Null;
    }
    let kind = match column.kind {
        Kind::Any => [Kind::Integer, Kind::Text, Kind::Blob, Kind::Real][random.below(4)],
        kind => kind,
    };
    match kind {
        Kind::Text => Cell::Text(TEXTS[random.below(TEXTS.len())].to_owned()),
        Kind::Blob => Cell::Blob(BLOBS[random.below(BLOBS.len())].to_vec()),
        Kind::Real => Cell::Real(REALS[random.below(REALS.len())]),
        Kind::Integer | Kind::Any => {
            Cell::Integer(i64::try_from(random.below(6)).expect("small") - 1)
        }
    }
}

/// Takes out rows whose key, or what is unique, another has.
fn keep_first(rows: &mut Vec<Row>, model: &Model) {
    let mut kept: Vec<Row> = Vec::new();
    let keys: Vec<&Vec<u16>> = model
        .uniques
        .iter()
        .chain([&model.key])
        .filter(|key| !key.is_empty())
        .collect();
    for row in rows.drain(..) {
        let clashes = |other: &Row, key: &[u16]| {
            let mut columns = key.iter();
            columns.all(|column| {
                let place = usize::from(*column);
                row[place].equals(&other[place], model.collation(*column))
            })
        };
        if !kept
            .iter()
            .any(|other| keys.iter().any(|key| clashes(other, key)))
        {
            kept.push(row);
        }
    }
    *rows = kept;
}
