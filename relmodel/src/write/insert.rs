//! Inserting: one row, or many by statements of many rows.

use super::failure::{explain, is_view};
use super::new::NewValues;
use super::verbs::{Insert, values};
use super::{atomically, check, params};
use crate::db::{Binder, Executor};
use crate::error::{Error, Kind, Result};
use crate::record::{Record, decode};
use crate::schema::{Default, ModelDef};
use crate::sql::write as sql;
use crate::sql::{Output, PARAMETERS};
use crate::value::{Value, ValueRef};

/// How many rows one statement inserts. More gain little, and the statement stays small enough to be kept.
const ROWS: usize = 128;

/// A row as a statement inserts it.
pub(super) struct Prepared<'a> {
    /// The value of each column that the statement names; none of what only the database knows.
    pub(super) cells: Vec<Option<Value<'a>>>,
    /// Whether the database computes a column.
    is_computed: bool,
}

impl<'a> Prepared<'a> {
    /// The columns that are named, with their values.
    pub(super) fn given(&self) -> impl Iterator<Item = (u16, &Value<'a>)> + Clone {
        let cells = (0..).zip(&self.cells);
        cells.filter_map(|(column, value)| Some((column, value.as_ref()?)))
    }

    pub(super) fn columns(&self) -> impl Iterator<Item = u16> + Clone {
        self.given().map(|(column, _)| column)
    }

    /// The values, with NULL for what only the database knows.
    pub(super) fn values(&self) -> Vec<Value<'a>> {
        let cells = self.cells.iter().cloned();
        cells.map(|cell| cell.unwrap_or(Value::Null)).collect()
    }

    /// Names columns, with NULL.
    pub(super) fn give_null(&mut self, columns: &[u16]) {
        for column in columns {
            if let Some(cell) = self.cells.get_mut(usize::from(*column)) {
                *cell = Some(Value::Null);
            }
        }
    }

    /// Whether a value is given for a column.
    pub(super) fn gives(&self, column: u16) -> bool {
        matches!(self.cells.get(usize::from(column)), Some(Some(_)))
    }
}

/// Inserts a row, and gives it back as it was stored.
pub(super) fn one<M: Record>(db: &dyn Executor, values: NewValues<'_>) -> Result<M> {
    let row = prepare(values)?;
    let insert = |row| decode(&store(db, M::def(), row)?);
    // What the database computes may not be a value of the column's type: then the row must not stay.
    if row.is_computed {
        atomically(db, M::def(), || insert(row))
    } else {
        insert(row)
    }
}

/// Inserts rows in the order given, all or none; of none it does nothing.
pub(crate) fn insert_all<'a, M: Record, R: Insert<'a, Model = M>>(
    db: &dyn Executor,
    rows: impl IntoIterator<Item = R>,
) -> Result<Vec<M>> {
    let mut prepared = Vec::new();
    for row in rows {
        prepared.push(prepare(values(row))?);
    }
    if prepared.is_empty() {
        return Ok(Vec::new());
    }
    atomically(db, M::def(), || {
        store_all(db, M::def(), prepared)?
            .iter()
            .map(|cells| decode(cells))
            .collect()
    })
}

/// Fills in the defaults, and refuses what can't be stored.
pub(super) fn prepare(values: NewValues<'_>) -> Result<Prepared<'_>> {
    let NewValues { model, mut cells } = values;
    let mut is_computed = false;
    for ((place, cell), column) in (0..).zip(&mut cells).zip(model.columns) {
        if column.generated.is_some() {
            is_computed = true;
            *cell = None;
            continue;
        }
        if cell.is_none() {
            match column.default {
                None if model.has_auto_key() && model.key == [place] => continue,
                Some(Default::Sql(_)) => {
                    is_computed = true;
                    continue;
                }
                _ => *cell = Some(column.default_value().unwrap_or(Value::Null)),
            }
        }
        if let Some(value) = cell {
            check(model, place, value)?;
        }
    }
    Ok(Prepared { cells, is_computed })
}

fn store<'a>(
    db: &dyn Executor,
    model: &'static ModelDef,
    mut row: Prepared<'a>,
) -> Result<Vec<Option<Value<'a>>>> {
    check_numbering(db, model, &row)?;
    if row.is_computed {
        return store_computed(db, model, &row);
    }
    let inserted = db
        .execute_text(
            &|sql| sql::insert(sql, model, row.columns(), 1),
            &|binder| bind(binder, [&row]),
        )
        .map_err(|error| explain(db, model, error, [&*row.values()]))?;
    all_inserted(db, model, inserted, 1)?;
    number(model, &mut row, db.db().last_insert_rowid());
    Ok(row.cells)
}

/// Inserts a row of which the database computes a part, which it gives back.
fn store_computed<'a>(
    db: &dyn Executor,
    model: &'static ModelDef,
    row: &Prepared<'a>,
) -> Result<Vec<Option<Value<'a>>>> {
    let mut cells = Vec::new();
    let text = |sql: &mut Output| {
        sql::insert(sql, model, row.columns(), 1);
        sql::returning(sql, model);
    };
    db.query_text(&text, &|binder| bind(binder, [row]), &mut |reader| {
        cells = (0..model.columns.len())
            .map(|cell| Some(reader.cell(cell).to_value()))
            .collect();
        Ok(())
    })
    .map_err(|error| explain(db, model, error, [&*row.values()]))?;
    all_inserted(db, model, usize::from(!cells.is_empty()), 1)?;
    Ok(cells)
}

/// Binds the values of rows, one row after the other.
fn bind<'r, 'a: 'r>(
    binder: &mut Binder<'_, '_>,
    rows: impl IntoIterator<Item = &'r Prepared<'a>>,
) -> Result<()> {
    let mut place = 0;
    for row in rows {
        for value in row.cells.iter().flatten() {
            place += 1;
            binder.value(place, value)?;
        }
    }
    Ok(())
}

fn store_all<'a>(
    db: &dyn Executor,
    model: &'static ModelDef,
    mut rows: Vec<Prepared<'a>>,
) -> Result<Vec<Vec<Option<Value<'a>>>>> {
    let columns: Vec<u16> = rows.first().into_iter().flat_map(Prepared::columns).collect();
    let is_alike = |row: &Prepared<'_>| !row.is_computed && row.columns().eq(columns.iter().copied());
    let at_once = (PARAMETERS / columns.len().max(1)).clamp(1, ROWS);
    if columns.is_empty()
        || rows.len() < at_once
        || !rows.iter().all(is_alike)
        || !counts_up(db, model, &columns, rows.len())?
    {
        return rows.into_iter().map(|row| store(db, model, row)).collect();
    }
    if let Some(first) = rows.first() {
        check_numbering(db, model, first)?;
    }
    let whole = rows.len() - rows.len() % at_once;
    let rest = rows.split_off(whole);
    for batch in rows.chunks_mut(at_once) {
        let inserted = db
            .execute_text(
                &|sql| sql::insert(sql, model, columns.iter().copied(), at_once),
                &|binder| bind(binder, &*batch),
            )
            .map_err(|error| {
                let rows: Vec<_> = batch.iter().map(Prepared::values).collect();
                explain(db, model, error, rows.iter().map(|row| &**row))
            })?;
        all_inserted(db, model, inserted, at_once)?;
        let first = db.db().last_insert_rowid() - i64::try_from(at_once).unwrap_or(0) + 1;
        for (row, id) in batch.iter_mut().zip(first..) {
            number(model, row, id);
        }
    }
    let mut stored: Vec<_> = rows.into_iter().map(|row| row.cells).collect();
    for row in rest {
        stored.push(store(db, model, row)?);
    }
    Ok(stored)
}

/// Triggers and conflict clauses of tables made elsewhere may leave a row out without an error.
fn all_inserted(db: &dyn Executor, model: &'static ModelDef, inserted: usize, rows: usize) -> Result<()> {
    if inserted == rows || is_view(db, model) {
        return Ok(());
    }
    let message = "the row was not inserted: a conflict clause of the table left it out, or a trigger did or wrote another one";
    Err(Error::new(Kind::Database, message)
        .with_model(model.name)
        .with_table(model.table))
}

/// Refuses to insert a row without its key where SQLite would not assign one: the row would have none.
pub(super) fn check_numbering(db: &dyn Executor, model: &'static ModelDef, row: &Prepared<'_>) -> Result<()> {
    let (true, [key]) = (model.has_auto_key(), model.key) else {
        return Ok(());
    };
    if row.gives(*key) || db.db().is_numbered(model.table) {
        return Ok(());
    }
    let column = model.column(*key).name;
    let names = [model.table, column].map(|name| Value::Text(name.into()));
    if db.db().ask_numbered(model.table, sql::IS_NUMBERED, &params(&names))? != Some(false) {
        return Ok(());
    }
    let message = format!(
        "SQLite assigns no key in this table: `{column}` is not its `INTEGER PRIMARY KEY`; \
         give each new row its key, which a field `#[key] {column}: i64` asks for"
    );
    Err(Error::new(Kind::Schema, message)
        .with_model(model.name)
        .with_table(model.table)
        .with_columns(vec![column.to_owned()]))
}

/// Whether SQLite will number so many rows one after the other: no trigger may insert in between, and the numbers must not run out.
fn counts_up(db: &dyn Executor, model: &'static ModelDef, given: &[u16], rows: usize) -> Result<bool> {
    let is_given = model.key.iter().all(|column| given.contains(column));
    if is_given || !model.has_auto_key() {
        return Ok(true);
    }
    let table = Value::Text(model.table.into());
    let mut counts_up = true;
    db.query_text(
        &|sql| sql::numbering(sql, model),
        &|binder| binder.value(1, &table),
        &mut |reader| {
            let highest = match reader.cell(0) {
                ValueRef::Integer(highest) => highest,
                _ => 0,
            };
            let is_far = i64::try_from(rows)
                .ok()
                .and_then(|rows| highest.checked_add(rows))
                .is_some();
            counts_up = is_far && reader.cell(1) == ValueRef::Integer(0);
            Ok(())
        },
    )
    .map_err(|error| explain(db, model, error, []))?;
    Ok(counts_up)
}

fn number(model: &ModelDef, row: &mut Prepared<'_>, id: i64) {
    if let [key] = model.key
        && model.has_auto_key()
        && let Some(cell @ (None | Some(Value::Null))) = row.cells.get_mut(usize::from(*key))
    {
        *cell = Some(Value::Integer(id));
    }
}
