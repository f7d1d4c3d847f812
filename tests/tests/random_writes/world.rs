//! The database in memory: rows in plain maps, and what a statement makes of them, as the rules of the tables say.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::cell::{Cell, Given, Row};
use crate::tables::{Action, ForeignKey, TABLES, Table};

/// By their keys.
pub type Rows = BTreeMap<Row, Row>;

/// All tables. A statement works on a copy, which is dropped when it fails.
#[derive(Clone)]
pub struct World {
    pub tables: Vec<Rc<Rows>>,
    /// The greatest keys so far, of tables that never assign one again.
    highest: [i64; TABLES.len()],
    /// Foreign keys are checked when the transaction is committed.
    pub is_deferred: bool,
}

/// The kind of an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    NotFound,
    Unique,
    ForeignKey,
    Check,
    Query,
    ReadOnly,
    Other,
}

impl Kind {
    pub const ALL: [Self; 7] = [
        Self::NotFound,
        Self::Unique,
        Self::ForeignKey,
        Self::Check,
        Self::Query,
        Self::ReadOnly,
        Self::Other,
    ];
}

/// An error that may come, and for a unique one its columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault(pub Kind, pub Vec<&'static str>);

impl Fault {
    pub fn of(kind: Kind) -> Vec<Self> {
        vec![Self(kind, Vec::new())]
    }
}

/// What a statement gives, or the errors of which one comes.
pub type Answer<T> = Result<T, Vec<Fault>>;

pub fn pick(row: &[Cell], columns: &[usize]) -> Row {
    columns.iter().map(|column| row[*column].clone()).collect()
}

/// The rest of a row that is given some columns; the key is still NULL if SQLite assigns it.
pub fn complete(table: &Table, given: &Given) -> Row {
    let cells = table.columns.iter().zip(given);
    let mut row: Row = cells
        .map(|(column, cell)| cell.clone().or(column.default.cell()).expect("it is given"))
        .collect();
    table.finish(&mut row);
    row
}

impl World {
    pub fn new() -> Self {
        Self {
            tables: TABLES.iter().map(|_| Rc::default()).collect(),
            highest: [0; TABLES.len()],
            is_deferred: false,
        }
    }

    pub fn rows(&self, table: usize) -> &Rows {
        &self.tables[table]
    }

    pub fn row(&self, table: usize, key: &[Cell]) -> Option<&Row> {
        self.tables[table].get(key)
    }

    fn rows_mut(&mut self, table: usize) -> &mut Rows {
        Rc::make_mut(&mut self.tables[table])
    }

    /// The rows in which these columns hold this.
    pub fn holding(&self, table: usize, columns: &[usize], values: &[Cell]) -> Vec<Row> {
        let is_equal = |row: &Row| {
            let mut pairs = columns.iter().zip(values);
            pairs.all(|(column, value)| row[*column] == *value && !value.is_null())
        };
        let rows = self.rows(table).iter();
        rows.filter(|(_, row)| is_equal(row))
            .map(|(key, _)| key.clone())
            .collect()
    }

    /// Inserts rows, in this order; gives them back with their keys.
    pub fn insert(&mut self, table: usize, rows: Vec<Row>) -> Answer<Vec<Row>> {
        let before = self.clone();
        let mut inserted = Vec::new();
        for mut row in rows {
            let def = &TABLES[table];
            if def.is_auto && row[0].is_null() {
                let last = self.rows(table).last_key_value();
                let last = last.map_or(0, |(key, _)| key[0].integer());
                let highest = if def.is_once { self.highest[table] } else { 0 };
                row[0] = Cell::Integer(last.max(highest) + 1);
            }
            def.finish(&mut row);
            if let Some(mut faults) = self.faults(table, &row, None) {
                // Of several statements an earlier one may have failed.
                if !inserted.is_empty() && self.dangles(&before) {
                    faults.extend(Fault::of(Kind::ForeignKey));
                }
                return Err(faults);
            }
            self.rows_mut(table)
                .insert(pick(&row, def.key), row.clone());
            if def.is_once {
                self.highest[table] = self.highest[table].max(row[0].integer());
            }
            inserted.push(row);
        }
        self.checked(&before)?;
        Ok(inserted)
    }

    /// What keeps a row from being stored, where it takes the place of another or of none.
    fn faults(&self, table: usize, row: &Row, old: Option<&[Cell]>) -> Option<Vec<Fault>> {
        let def = &TABLES[table];
        let number = row[def.number()].integer();
        if number < def.check.0 || number >= def.check.1 {
            return Some(Fault::of(Kind::Check));
        }
        let is_taken = |columns: &&&[usize]| match **columns == def.key {
            true => {
                let key = pick(row, def.key);
                old != Some(&*key) && self.row(table, &key).is_some()
            }
            false => {
                let others = self.holding(table, columns, &pick(row, columns));
                others.iter().any(|key| old != Some(&**key))
            }
        };
        let taken = def.uniques.iter().filter(is_taken);
        let faults: Vec<Fault> = taken
            .map(|columns| Fault(Kind::Unique, def.names(columns)))
            .collect();
        (!faults.is_empty()).then_some(faults)
    }

    /// Changes rows that are there, by one statement.
    pub fn update(
        &mut self,
        table: usize,
        keys: &[Row],
        change: &dyn Fn(&mut Row),
    ) -> Answer<Vec<Row>> {
        let before = self.clone();
        let def = &TABLES[table];
        let mut changed = Vec::new();
        for key in keys {
            let mut row = self.rows_mut(table).remove(key).expect("it is there");
            change(&mut row);
            def.finish(&mut row);
            changed.push(row);
        }
        let mut faults = Vec::new();
        for row in &changed {
            faults.extend(self.faults(table, row, None).into_iter().flatten());
            self.rows_mut(table).insert(pick(row, def.key), row.clone());
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        for (old, new) in keys.iter().zip(&changed) {
            let new = pick(new, def.key);
            if *old != new && !self.follow(table, old, &new) {
                return Err(Fault::of(Kind::Unique));
            }
        }
        self.checked(&before)?;
        Ok(changed)
    }

    /// Lets rows follow a key that has changed; says whether they can.
    fn follow(&mut self, table: usize, old: &[Cell], new: &[Cell]) -> bool {
        let mut is_free = true;
        for (child, by) in pointing_at(table) {
            if by.on_update == Action::Cascade {
                for key in self.holding(child, by.columns, old) {
                    let mut row = self.rows_mut(child).remove(&key).expect("it was found");
                    for (column, cell) in by.columns.iter().zip(new) {
                        row[*column] = cell.clone();
                    }
                    let key = pick(&row, TABLES[child].key);
                    is_free &= self.rows_mut(child).insert(key, row).is_none();
                }
            }
        }
        is_free
    }

    /// Deletes rows that are there, by one statement, with what goes with them.
    pub fn delete(&mut self, table: usize, keys: &[Row]) -> Answer<()> {
        let before = self.clone();
        for key in keys {
            self.delete_one(table, key);
        }
        self.checked(&before)
    }

    fn delete_one(&mut self, table: usize, key: &[Cell]) {
        if self.rows_mut(table).remove(key).is_none() {
            return;
        }
        for (child, by) in pointing_at(table) {
            if by.on_delete == Action::Nothing {
                continue;
            }
            for row in self.holding(child, by.columns, key) {
                match by.on_delete {
                    Action::Cascade => self.delete_one(child, &row),
                    _ => {
                        let row = self.rows_mut(child).get_mut(&row).expect("it was found");
                        by.columns
                            .iter()
                            .for_each(|column| row[*column] = Cell::Null);
                    }
                }
            }
        }
    }

    /// Inserts a row, or changes the one that is there with the same unique columns; says which.
    pub fn upsert(
        &mut self,
        table: usize,
        row: Row,
        unique: &[usize],
        change: Option<&dyn Fn(&mut Row)>,
    ) -> Answer<Option<Row>> {
        let def = &TABLES[table];
        let number = row[def.number()].integer();
        if number < def.check.0 || number >= def.check.1 {
            return Err(Fault::of(Kind::Check));
        }
        match (self.there(table, unique, &row), change) {
            (Some(key), Some(change)) => {
                let changed = self.update(table, &[key], change)?;
                Ok(changed.into_iter().next())
            }
            (Some(_), None) => Ok(None),
            (None, _) => Ok(self.insert(table, vec![row])?.into_iter().next()),
        }
    }

    /// The key of the row that is equal in unique columns.
    pub fn there(&self, table: usize, unique: &[usize], row: &Row) -> Option<Row> {
        let values = pick(row, unique);
        self.holding(table, unique, &values).into_iter().next()
    }

    /// At the end of a statement.
    fn checked(&self, before: &Self) -> Answer<()> {
        match !self.is_deferred && self.dangles(before) {
            true => Err(Fault::of(Kind::ForeignKey)),
            false => Ok(()),
        }
    }

    /// Whether a foreign key points at no row; what has not changed is not looked at.
    pub fn dangles(&self, before: &Self) -> bool {
        let is_same = |table: usize| Rc::ptr_eq(&self.tables[table], &before.tables[table]);
        TABLES.iter().enumerate().any(|(table, def)| {
            def.keys.iter().any(|key| {
                let is_new = !is_same(table) || !is_same(key.target);
                is_new
                    && self
                        .rows(table)
                        .values()
                        .any(|row| self.points_nowhere(key, row))
            })
        })
    }

    fn points_nowhere(&self, key: &ForeignKey, row: &[Cell]) -> bool {
        let held = pick(row, key.columns);
        !held.contains(&Cell::Null) && self.row(key.target, &held).is_none()
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.tables.iter().map(|rows| rows.len()).sum()
    }

    /// The keys among these whose rows are there, each once.
    pub fn present(&self, table: usize, keys: &[Row]) -> Vec<Row> {
        let keys: BTreeSet<&Row> = keys.iter().collect();
        let present = keys
            .into_iter()
            .filter(|key| self.row(table, key).is_some());
        present.cloned().collect()
    }
}

/// The foreign keys that point at a table, with their tables.
fn pointing_at(table: usize) -> impl Iterator<Item = (usize, &'static ForeignKey)> {
    TABLES.iter().enumerate().flat_map(move |(child, def)| {
        let keys = def.keys.iter().filter(move |key| key.target == table);
        keys.map(move |key| (child, key))
    })
}
