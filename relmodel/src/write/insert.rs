//! Inserting: one row, or many by statements of many rows.

use super::failure::{explain, is_view};
use super::new::NewValues;
use super::verbs::{Insert, values};
use super::{atomically, check, params};
use crate::db::Db;
use crate::error::{Error, Kind, Result};
use crate::record::{Record, decode};
use crate::schema::{Default, ModelDef};
use crate::sql::write as sql;
use crate::sql::{PARAMETERS, Param};
use crate::value::{Value, ValueRef};

/// How many rows one statement inserts. More gain little, and the statement stays small enough to be kept.
const ROWS: usize = 128;

/// A row as a statement inserts it: which columns it names, and the cells of the whole row, with NULL for what only the database knows.
pub(super) struct Prepared<'a> {
    pub(super) columns: Vec<u16>,
    pub(super) cells: Vec<Value<'a>>,
    /// Whether the database computes a column.
    is_computed: bool,
}

/// Inserts a row, and gives it back as it was stored.
pub(super) fn one<M: Record>(db: &Db, values: NewValues<'_>) -> Result<M> {
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
    db: &Db,
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

pub(super) fn prepare<'a>(values: NewValues<'a>) -> Result<Prepared<'a>> {
    let model = values.model;
    let mut prepared = Prepared {
        columns: Vec::new(),
        cells: Vec::with_capacity(model.columns.len()),
        is_computed: false,
    };
    for (place, (given, column)) in model
        .places()
        .zip(values.cells.into_iter().zip(model.columns))
    {
        if column.generated.is_some() {
            prepared.is_computed = true;
            prepared.cells.push(Value::Null);
            continue;
        }
        let value = match (given, column.default) {
            (Some(value), _) => value,
            (None, None) if model.has_auto_key() && model.key == [place] => {
                prepared.cells.push(Value::Null);
                continue;
            }
            (None, Some(Default::Sql(_))) => {
                prepared.is_computed = true;
                prepared.cells.push(Value::Null);
                continue;
            }
            (None, _) => column.default_value().unwrap_or(Value::Null),
        };
        check(model, place, &value)?;
        prepared.columns.push(place);
        prepared.cells.push(value);
    }
    Ok(prepared)
}

fn store<'a>(db: &Db, model: &'static ModelDef, mut row: Prepared<'a>) -> Result<Vec<Value<'a>>> {
    check_numbering(db, model, &row)?;
    let mut text = sql::insert(model, &row.columns, 1);
    if row.is_computed {
        sql::returning(&mut text, model);
        let mut cells = Vec::new();
        db.query_text(&text, &bound(&row), &mut |reader| {
            cells = (0..model.columns.len())
                .map(|cell| reader.cell(cell).to_value())
                .collect();
            Ok(())
        })
        .map_err(|error| explain(db, model, error, [&*row.cells]))?;
        all_inserted(db, model, usize::from(!cells.is_empty()), 1)?;
        return Ok(cells);
    }
    let inserted = db
        .execute(&text, &bound(&row))
        .map_err(|error| explain(db, model, error, [&*row.cells]))?;
    all_inserted(db, model, inserted, 1)?;
    number(model, &mut row, db.last_insert_rowid());
    Ok(row.cells)
}

fn store_all<'a>(
    db: &Db,
    model: &'static ModelDef,
    rows: Vec<Prepared<'a>>,
) -> Result<Vec<Vec<Value<'a>>>> {
    let columns = rows.first().map(|row| row.columns.clone());
    let columns = columns.unwrap_or_default();
    let is_alike = |row: &Prepared<'_>| row.columns == columns && !row.is_computed;
    let at_once = (PARAMETERS / columns.len().max(1)).clamp(1, ROWS);
    if columns.is_empty()
        || rows.len() < at_once
        || !rows.iter().all(is_alike)
        || !counts_up(db, model, &columns, rows.len())?
    {
        return rows.into_iter().map(|row| store(db, model, row)).collect();
    }
    let mut stored = Vec::with_capacity(rows.len());
    let mut rest = rows.into_iter();
    if let Some(first) = rest.as_slice().first() {
        check_numbering(db, model, first)?;
    }
    while rest.len() >= at_once {
        let mut batch: Vec<Prepared<'a>> = rest.by_ref().take(at_once).collect();
        let values: Vec<Param<'_>> = batch.iter().flat_map(bound).collect();
        let inserted = db
            .execute(&sql::insert(model, &columns, at_once), &values)
            .map_err(|error| explain(db, model, error, batch.iter().map(|row| &*row.cells)))?;
        all_inserted(db, model, inserted, at_once)?;
        let first = db.last_insert_rowid() - i64::try_from(at_once).unwrap_or(0) + 1;
        for (row, id) in batch.iter_mut().zip(first..) {
            number(model, row, id);
        }
        stored.extend(batch.into_iter().map(|row| row.cells));
    }
    for row in rest {
        stored.push(store(db, model, row)?);
    }
    Ok(stored)
}

/// Triggers and conflict clauses of tables made elsewhere may leave a row out without an error.
fn all_inserted(db: &Db, model: &'static ModelDef, inserted: usize, rows: usize) -> Result<()> {
    if inserted == rows || is_view(db, model) {
        return Ok(());
    }
    let message = "the row was not inserted: a conflict clause of the table left it out, or a trigger did or wrote another one";
    Err(Error::new(Kind::Database, message)
        .with_model(model.name)
        .with_table(model.table))
}

/// Refuses to insert a row without its key where SQLite would not assign one: the row would have none.
pub(super) fn check_numbering(db: &Db, model: &'static ModelDef, row: &Prepared<'_>) -> Result<()> {
    let (true, [key]) = (model.has_auto_key(), model.key) else {
        return Ok(());
    };
    if db.is_numbered(model.table) || row.columns.contains(key) {
        return Ok(());
    }
    let column = model.column(*key).name;
    let names = [model.table, column].map(|name| Value::Text(name.into()));
    if db.ask_numbered(model.table, sql::IS_NUMBERED, &params(&names))? != Some(false) {
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
fn counts_up(db: &Db, model: &'static ModelDef, given: &[u16], rows: usize) -> Result<bool> {
    let is_given = model.key.iter().all(|column| given.contains(column));
    if is_given || !model.has_auto_key() {
        return Ok(true);
    }
    let table = Value::Text(model.table.into());
    let mut counts_up = true;
    db.query_text(
        &sql::numbering(model),
        &[Param::Value(&table)],
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
        && let Some(cell @ Value::Null) = row.cells.get_mut(usize::from(*key))
    {
        *cell = Value::Integer(id);
    }
}

fn bound<'r>(row: &'r Prepared<'_>) -> Vec<Param<'r>> {
    params(
        row.columns
            .iter()
            .filter_map(|column| row.cells.get(usize::from(*column))),
    )
}
