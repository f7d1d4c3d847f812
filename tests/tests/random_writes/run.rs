//! Runs calls on the database and on the model in memory, and compares what they give and what they leave.

use std::fmt::Debug;
use std::sync::OnceLock;

use relmodel::{Db, Error, Result};
use rusqlite::types::ValueRef;

use crate::cell::{Cell, Row};
use crate::tables::{TABLES, Table};
use crate::world::{Answer, Fault, Kind, Rows, World, pick};

/// What is wrong.
pub type Checked = std::result::Result<(), String>;

pub struct Run<'d> {
    pub world: World,
    /// What was committed, and another connection that sees no more than that.
    pub committed: World,
    pub other: Option<&'d Db>,
    /// How many transactions that read are open.
    pub reading: usize,
    /// How many transactions are open.
    pub depth: usize,
    pub counts: Counts,
    /// What was done, if it is to be told.
    pub told: Option<Vec<String>>,
    /// How many rows SQLite had changed when the tables were compared last.
    compared_at: Option<u64>,
}

/// How much was tried.
#[derive(Debug, Default, Clone, Copy)]
pub struct Counts {
    pub calls: usize,
    /// By their kinds.
    pub errors: [usize; Kind::ALL.len()],
    pub transactions: usize,
    pub rolled_back: usize,
    pub comparisons: usize,
}

/// What a call is allowed to cost, where it is promised.
#[derive(Debug, Default, Clone, Copy)]
pub struct Cost {
    pub statements: Option<usize>,
    /// How many rows are written.
    pub rows: Option<u64>,
}

impl Cost {
    pub fn statements(statements: usize) -> Self {
        Self {
            statements: Some(statements),
            rows: None,
        }
    }
}

/// A call, in words.
pub type Words<'w> = &'w dyn Fn() -> String;

impl<'d> Run<'d> {
    pub fn new(other: Option<&'d Db>, is_told: bool) -> Self {
        Self {
            world: World::new(),
            committed: World::new(),
            other,
            reading: 0,
            depth: 0,
            counts: Counts::default(),
            told: is_told.then(Vec::new),
            compared_at: None,
        }
    }

    pub fn tell(&mut self, words: Words<'_>) {
        if let Some(told) = &mut self.told {
            told.push(format!("{}{}", "  ".repeat(self.depth), words()));
        }
    }

    /// Makes a call: it must give what the model in memory gives, and leave the tables as it leaves them.
    pub fn call<T: PartialEq + Debug>(
        &mut self,
        db: &Db,
        words: Words<'_>,
        cost: Cost,
        model: impl FnOnce(&mut World) -> Answer<T>,
        call: impl FnOnce() -> Result<T>,
    ) -> Checked {
        self.counts.calls += 1;
        let mut after = self.world.clone();
        let want = model(&mut after);
        if want.is_err() {
            after = self.world.clone();
        }
        let changes = total_changes(db);
        let (got, statements) = db.count_statements(call);
        if let Err(error) = &got {
            self.counts.errors[kind_of(error) as usize] += 1;
        }
        self.tell(&|| format!("{}: {}", words(), told(&got)));
        self.right(&got, &want, &after)
            .map_err(|why| format!("{}: {why}", words()))?;
        if got.is_ok() {
            let rows = total_changes(db) - changes;
            let is_dear = cost
                .statements
                .is_some_and(|most| statements as usize != most);
            if is_dear || cost.rows.is_some_and(|most| rows != most) {
                let words = words();
                return Err(format!(
                    "{words}: {statements} statements and {rows} rows written, and it is to be {cost:?}"
                ));
            }
            self.world = after;
        }
        self.compare(db)
            .map_err(|why| format!("{}: {why}", words()))
    }

    fn right<T: PartialEq + Debug>(
        &self,
        got: &Result<T>,
        want: &Answer<T>,
        after: &World,
    ) -> Checked {
        let is_refused = self.reading > 0;
        match (got, want) {
            (Ok(_), Ok(_)) if is_refused && self.world.tables != after.tables => {
                Err("it writes in a transaction that reads".to_owned())
            }
            (Ok(got), Ok(want)) if got == want => Ok(()),
            (Err(error), _) if is_refused && error.is_read_only() => Ok(()),
            (Err(error), Err(faults)) if faults.iter().any(|fault| is_fault(error, fault)) => {
                Ok(())
            }
            _ => Err(format!("it gives\n    {got:?}\nand not\n    {want:?}")),
        }
    }

    /// Compares the tables, if something was written since the last time.
    pub fn compare(&mut self, db: &Db) -> Checked {
        let changes = total_changes(db);
        if self.compared_at == Some(changes) {
            return Ok(());
        }
        self.compared_at = Some(changes);
        self.compare_all(db)
    }

    pub fn compare_all(&mut self, db: &Db) -> Checked {
        self.counts.comparisons += 1;
        holds(db, &self.world)
    }

    /// Compares what another connection sees, if there is one.
    pub fn compare_other(&mut self) -> Checked {
        match self.other {
            Some(other) => {
                self.counts.comparisons += 1;
                holds(other, &self.committed).map_err(|why| format!("on another connection, {why}"))
            }
            None => Ok(()),
        }
    }

    /// After a rollback: SQLite's count goes on, the tables go back.
    pub fn compare_anew(&mut self, db: &Db) -> Checked {
        self.compared_at = None;
        self.compare(db)
    }
}

/// Whether the tables hold these rows, and no more.
fn holds(db: &Db, world: &World) -> Checked {
    for (place, table) in TABLES.iter().enumerate() {
        let rows = world.rows(place);
        if !is_stored(db, place, rows) {
            let stored = read(db, place);
            let differing = |these: &Rows, others: &Rows| {
                let rows = these.iter();
                let rows = rows.filter(|(key, row)| others.get(*key) != Some(row));
                rows.map(|(_, row)| format!("\n    {row:?}"))
                    .collect::<String>()
            };
            return Err(format!(
                "the table {} holds{}\n  where the model holds{}",
                table.name,
                differing(&stored, rows),
                differing(rows, &stored)
            ));
        }
    }
    Ok(())
}

fn told<T: Debug>(got: &Result<T>) -> String {
    match got {
        Ok(value) => {
            let value = format!("{value:?}");
            value.chars().take(200).collect()
        }
        Err(error) => format!("{error:?}"),
    }
}

fn is_fault(error: &Error, Fault(kind, columns): &Fault) -> bool {
    kind_of(error) == *kind && (columns.is_empty() || error.columns() == *columns)
}

pub fn kind_of(error: &Error) -> Kind {
    let kinds = [
        (error.is_not_found(), Kind::NotFound),
        (error.is_unique_violation(), Kind::Unique),
        (error.is_foreign_key_violation(), Kind::ForeignKey),
        (error.is_check_violation(), Kind::Check),
        (error.is_query(), Kind::Query),
        (error.is_read_only(), Kind::ReadOnly),
    ];
    let kind = kinds.into_iter().find(|(is_kind, _)| *is_kind);
    kind.map_or(Kind::Other, |(_, kind)| kind)
}

fn total_changes(db: &Db) -> u64 {
    db.with_connection(|raw| raw.total_changes())
}

/// Whether a table holds just these rows, past relmodel.
fn is_stored(db: &Db, place: usize, rows: &Rows) -> bool {
    let mut rows = rows.values();
    let mut is_equal = true;
    each_row(db, place, |row| {
        is_equal &= rows.next().is_some_and(|cells| {
            let mut cells = cells.iter().enumerate();
            cells.all(|(place, cell)| is_cell(row.get_ref_unwrap(place), cell))
        });
    });
    is_equal && rows.next().is_none()
}

fn is_cell(value: ValueRef<'_>, cell: &Cell) -> bool {
    match (value, cell) {
        (ValueRef::Null, Cell::Null) => true,
        (ValueRef::Integer(value), Cell::Integer(cell)) => value == *cell,
        (ValueRef::Text(text), Cell::Text(cell)) => text == cell.as_bytes(),
        _ => false,
    }
}

/// What a table holds, past relmodel.
fn read(db: &Db, place: usize) -> Rows {
    let table = &TABLES[place];
    let mut rows = Rows::new();
    each_row(db, place, |row| {
        let cells = 0..table.columns.len();
        let cells: Row = cells.map(|place| cell(row.get_ref_unwrap(place))).collect();
        rows.insert(pick(&cells, table.key), cells);
    });
    rows
}

/// In the order of their keys.
fn each_row(db: &Db, place: usize, mut each: impl FnMut(&rusqlite::Row<'_>)) {
    static TEXTS: OnceLock<Vec<String>> = OnceLock::new();
    let text = |table: &Table| {
        let all: Vec<usize> = (0..table.columns.len()).collect();
        let [columns, key] = [&*all, table.key].map(|columns| table.names(columns).join(", "));
        format!("SELECT {columns} FROM {} ORDER BY {key}", table.name)
    };
    let texts = TEXTS.get_or_init(|| TABLES.iter().map(text).collect());
    db.with_connection(|raw| {
        let mut statement = raw.prepare_cached(&texts[place])?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            each(row);
        }
        Ok::<(), rusqlite::Error>(())
    })
    .expect("the tables can be read")
}

fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(value) => Cell::Integer(value),
        ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
        other => panic!("no column holds {other:?}"),
    }
}
