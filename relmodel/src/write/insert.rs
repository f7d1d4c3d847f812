//! Inserting: one row, or many by statements of many rows.

use super::failure::{explain, is_view};
use super::new::NewValues;
use super::prepared::{Cells, is_computed, is_named, named, prepare, with_nulls};
use super::verbs::Insert;
use super::{atomically, params};
use crate::db::{Binder, Executor, Reader};
use crate::error::{Error, Kind, Result};
use crate::record::{HasKey, Record, unreadable};
use crate::row::Part;
use crate::schema::ModelDef;
use crate::sql::write as sql;
use crate::sql::{Output, PARAMETERS};
use crate::value::{Value, ValueRef};

/// How many rows one statement inserts. More gain little, and the statement stays small enough to be kept.
const ROWS: usize = 128;

/// Inserts a row, and gives back what `read` makes of it as it was stored.
pub(super) fn one<M: Record, T>(
    db: &dyn Executor,
    new: NewValues<'_>,
    read: fn(&[Option<Value<'_>>]) -> Result<T>,
) -> Result<T> {
    let (model, mut row) = (M::def(), prepare(new)?);
    // What the database computes may not be a value of the column's type: then the row must not stay.
    if is_computed(model, &row) {
        return atomically(db, model, || {
            store_computed(db, model, &mut row)?;
            read(&row)
        });
    }
    store(db, model, &mut row)?;
    read(&row)
}

/// Inserts rows in the order given, all or none, and gives back what `read` makes of them; of none it does nothing.
pub(crate) fn insert_all<'a, M: Record, R: Insert<'a, Model = M>, T>(
    db: &dyn Executor,
    rows: impl IntoIterator<Item = R>,
    read: fn(&[Option<Value<'_>>]) -> Result<T>,
) -> Result<Vec<T>> {
    let mut new = NewValues::new(M::def());
    for row in rows {
        new.begin();
        R::give(row, &mut new);
    }
    let mut cells = prepare(new)?;
    if cells.is_empty() {
        return Ok(Vec::new());
    }
    // Its statement comes again for each batch.
    let session = db.db().session();
    let db = match db.kept() {
        Some(_) => db,
        None => &session,
    };
    atomically(db, M::def(), || {
        store_all(db, M::def(), &mut cells)?;
        cells.chunks(width(M::def())).map(read).collect()
    })
}

/// The key of a row.
pub(crate) fn key<M: HasKey<Key: Part>>(cells: &[Option<Value<'_>>]) -> Result<M::Key> {
    let model = M::def();
    let read = match model.key {
        [column] => {
            let mut reader = Reader::stored(cells);
            reader.seek(usize::from(*column));
            M::Key::decode(&mut reader)
        }
        columns => {
            let key = (columns.iter()).map(|column| cells.get(usize::from(*column)).cloned());
            let key: Cells<'_> = key.map(Option::flatten).collect();
            M::Key::decode(&mut Reader::stored(&key))
        }
    };
    read.map_err(|mut error| {
        let column = error.take_cell().and_then(|cell| model.key.get(cell));
        match column {
            Some(column) => unreadable(error, model, model.column(*column)),
            None => error,
        }
    })
}

fn width(model: &ModelDef) -> usize {
    model.columns.len().max(1)
}

/// Stores a row of which the database computes nothing but the key, which is put into it.
fn store(db: &dyn Executor, model: &'static ModelDef, row: &mut [Option<Value<'_>>]) -> Result<()> {
    check_numbering(db, model, row)?;
    let inserted = db
        .execute_text(&|sql| sql::insert(sql, model, named(row), 1), &|binder| {
            bind(binder, row)
        })
        .map_err(|error| explain(db, model, error, [&*with_nulls(row)]))?;
    all_inserted(db, model, inserted, 1)?;
    number(model, row, db.db().last_insert_rowid());
    Ok(())
}

/// Stores a row of which the database computes a part, and puts all of what it gives back into it.
fn store_computed(
    db: &dyn Executor,
    model: &'static ModelDef,
    row: &mut [Option<Value<'_>>],
) -> Result<()> {
    check_numbering(db, model, row)?;
    let mut stored: Cells<'static> = Vec::new();
    let text = |sql: &mut Output| {
        sql::insert(sql, model, named(row), 1);
        sql::returning(sql, model);
    };
    db.query_text(&text, &|binder| bind(binder, row), &mut |reader| {
        stored = (0..row.len())
            .map(|cell| Some(reader.cell(cell).to_value()))
            .collect();
        Ok(())
    })
    .map_err(|error| explain(db, model, error, [&*with_nulls(row)]))?;
    all_inserted(db, model, usize::from(!stored.is_empty()), 1)?;
    for (cell, value) in row.iter_mut().zip(stored) {
        *cell = value;
    }
    Ok(())
}

/// Binds the values of rows, one after the other.
fn bind(binder: &mut Binder<'_, '_>, cells: &[Option<Value<'_>>]) -> Result<()> {
    let mut places = (1..).zip(cells.iter().flatten());
    places.try_for_each(|(place, value)| binder.value(place, value))
}

fn store_all(
    db: &dyn Executor,
    model: &'static ModelDef,
    cells: &mut [Option<Value<'_>>],
) -> Result<()> {
    let width = width(model);
    let first = cells.get(..width).unwrap_or_default();
    let columns: Vec<u16> = named(first).collect();
    let at_once = (PARAMETERS / columns.len().max(1)).clamp(1, ROWS);
    let rows = cells.len() / width;
    let is_alike = |row: &[Option<Value<'_>>]| {
        let mut cells = row.iter().zip(first);
        cells.all(|(cell, first)| cell.is_some() == first.is_some())
    };
    let is_in_bulk = rows >= at_once
        && !columns.is_empty()
        && !is_computed(model, first)
        && cells.chunks(width).all(is_alike)
        && counts_up(db, model, &columns, rows)?;
    if is_in_bulk {
        check_numbering(db, model, first)?;
    }
    let whole = match is_in_bulk {
        true => rows - rows % at_once,
        false => 0,
    };
    let (batches, rest) = cells.split_at_mut(whole * width);
    for batch in batches.chunks_mut(at_once * width) {
        store_batch(db, model, &columns, batch)?;
    }
    for row in rest.chunks_mut(width) {
        match is_computed(model, row) {
            true => store_computed(db, model, row)?,
            false => store(db, model, row)?,
        }
    }
    Ok(())
}

/// Stores rows of the same columns by one statement.
fn store_batch(
    db: &dyn Executor,
    model: &'static ModelDef,
    columns: &[u16],
    batch: &mut [Option<Value<'_>>],
) -> Result<()> {
    let width = width(model);
    let rows = batch.len() / width;
    let inserted = db
        .execute_text(
            &|sql| sql::insert(sql, model, columns.iter().copied(), rows),
            &|binder| bind(binder, batch),
        )
        .map_err(|error| {
            let rows: Vec<_> = batch.chunks(width).map(with_nulls).collect();
            explain(db, model, error, rows.iter().map(|row| &**row))
        })?;
    all_inserted(db, model, inserted, rows)?;
    let first = db.db().last_insert_rowid() - i64::try_from(rows).unwrap_or(0) + 1;
    for (row, id) in batch.chunks_mut(width).zip(first..) {
        number(model, row, id);
    }
    Ok(())
}

/// Triggers and conflict clauses of tables made elsewhere may leave a row out without an error.
fn all_inserted(
    db: &dyn Executor,
    model: &'static ModelDef,
    inserted: usize,
    rows: usize,
) -> Result<()> {
    if inserted == rows || is_view(db, model) {
        return Ok(());
    }
    let message = "the row was not inserted: a conflict clause of the table left it out, or a trigger did or wrote another one";
    Err(Error::new(Kind::Database, message)
        .with_model(model.name)
        .with_table(model.table))
}

/// Refuses to insert a row without its key where SQLite would not assign one: the row would have none.
pub(super) fn check_numbering(
    db: &dyn Executor,
    model: &'static ModelDef,
    row: &[Option<Value<'_>>],
) -> Result<()> {
    let Some(key) = model.auto_key() else {
        return Ok(());
    };
    if is_named(row, key) || db.db().is_numbered(model.table) {
        return Ok(());
    }
    let column = model.column(key).name;
    let names = [model.table, column].map(|name| Value::Text(name.into()));
    if db
        .db()
        .ask_numbered(model.table, sql::IS_NUMBERED, &params(&names))?
        != Some(false)
    {
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
fn counts_up(
    db: &dyn Executor,
    model: &'static ModelDef,
    given: &[u16],
    rows: usize,
) -> Result<bool> {
    let is_given = model.key.iter().all(|column| given.contains(column));
    if is_given || model.auto_key().is_none() {
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

/// Puts the key into a row that SQLite has given to it.
pub(super) fn number(model: &ModelDef, row: &mut [Option<Value<'_>>], id: i64) {
    if let Some(key) = model.auto_key()
        && let Some(cell @ (None | Some(Value::Null))) = row.get_mut(usize::from(key))
    {
        *cell = Some(Value::Integer(id));
    }
}
