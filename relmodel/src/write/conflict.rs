//! Inserting where a row may be there already: `ON CONFLICT` over columns that tell rows apart.

use super::atomically;
use super::failure::explain;
use super::insert::{check_numbering, number};
use super::new::NewValues;
use super::prepared::{Cells, given, is_computed, is_named, named, prepare, with_nulls};
use super::set::{all_in_range, assigned, reckoned};
use super::unique::Unique;
use super::verbs::{Insert, values};
use crate::db::Executor;
use crate::error::{Error, Kind, Result};
use crate::expr::Assignments;
use crate::query::{Optional, Plan, Query, columns, equal};
use crate::record::{Record, decode};
use crate::schema::ModelDef;
use crate::sql::{InsertOr, Node, Scope, Source};
use crate::value::Value;

/// Columns of a model that tell its rows apart.
type Key = &'static [u16];

/// What columns of the row that is there are set to.
type Set = Vec<(u16, Node)>;

/// Overwrites the columns that were given, but for those of the model's own key: what points at the row stays right.
pub(super) fn upsert<M: Record>(db: &dyn Executor, values: NewValues<'_>, key: Key) -> Result<M> {
    let (insert, set) = overwriting::<M>(db, values, key)?;
    atomically(db, M::def(), || insert.upserted(set))
}

/// As [`upsert`], for each of the rows: all or none.
pub(crate) fn upsert_all<'a, M: Record, R: Insert<'a, Model = M>>(
    db: &dyn Executor,
    rows: impl IntoIterator<Item = R>,
    key: Unique<M>,
) -> Result<Vec<M>> {
    // The program's own code runs before the transaction begins.
    let key = key.columns();
    let rows = rows
        .into_iter()
        .map(|row| overwriting::<M>(db, values(row), key));
    let rows: Vec<_> = rows.collect::<Result<_>>()?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    atomically(db, M::def(), || {
        rows.into_iter()
            .map(|(insert, set)| insert.upserted(set))
            .collect()
    })
}

/// An insert, and the columns that it overwrites in the row that is there.
fn overwriting<'r, M: Record>(
    db: &'r dyn Executor,
    values: NewValues<'r>,
    key: Key,
) -> Result<(Conflict<'r>, Set)> {
    let model = M::def();
    let is_overwritten = |(column, cell): &(u16, &Option<Value<'_>>)| {
        cell.is_some() && !key.contains(column) && !model.key.contains(column)
    };
    let given = (0..).zip(&values.cells).filter(is_overwritten);
    let given: Vec<u16> = given.map(|(column, _)| column).collect();
    let insert = Conflict::new(db, values, key)?;
    let new = columns(model, insert.new, given.iter().copied());
    let set = given.iter().copied().zip(new).collect();
    Ok((insert, set))
}

/// Sets columns to what the closure makes of the row that is there and the new one.
pub(super) fn upsert_with<M: Record, A: Assignments<M>>(
    db: &dyn Executor,
    values: NewValues<'_>,
    key: Key,
    set: impl FnOnce(M::Fields, M::Fields) -> A,
) -> Result<M> {
    let insert = Conflict::new(db, values, key)?;
    let new = M::fields(insert.new);
    let set = assigned::<M, A>(insert.old, |old| set(old, new))?;
    atomically(db, M::def(), || insert.upserted(set))
}

/// Leaves the row that is there as it is, and gives none then.
pub(super) fn insert_or_ignore<M: Record>(
    db: &dyn Executor,
    values: NewValues<'_>,
    key: Key,
) -> Result<Option<M>> {
    Conflict::new(db, values, key)?.ignoring()
}

/// Looks first, since mostly the row is there. What another connection inserts meanwhile is found afterwards.
pub(super) fn find_or_insert<M: Record>(
    db: &dyn Executor,
    values: NewValues<'_>,
    key: Key,
) -> Result<M> {
    let mut insert = Conflict::new(db, values, key)?;
    if let Some(found) = insert.find::<M>()? {
        return Ok(found);
    }
    match insert.ignoring()? {
        Some(row) => Ok(row),
        None => insert.find()?.ok_or_else(|| insert.lost()),
    }
}

/// A row that is inserted unless another is equal in some columns.
struct Conflict<'r> {
    db: &'r dyn Executor,
    model: &'static ModelDef,
    row: Cells<'r>,
    key: Key,
    /// The row that is there.
    old: Scope,
    /// The row that would be inserted.
    new: Scope,
}

impl<'r> Conflict<'r> {
    fn new(db: &'r dyn Executor, values: NewValues<'r>, key: Key) -> Result<Self> {
        let model = values.model;
        let mut row = prepare(values)?;
        let is_assigned =
            |column: &&u16| model.auto_key() == Some(**column) && !is_named(&row, **column);
        if let Some(column) = key.iter().find(is_assigned) {
            let message = format!(
                "the new row has no `{}`, which SQLite assigns, so it is equal to no other by it: choose another unique key",
                model.column(*column).name
            );
            return Err(Error::new(Kind::Query, message).with_model(model.name));
        }
        check_numbering(db, model, &row)?;
        if named(&row).next().is_none() {
            // An INSERT that names no column takes no ON CONFLICT; as NULL the key is assigned, too.
            for column in model.key {
                row[usize::from(*column)] = Some(Value::Null);
            }
        }
        let (old, new) = (Scope::fresh(), Scope::fresh());
        Ok(Self {
            db,
            model,
            row,
            key,
            old,
            new,
        })
    }

    /// The row as it is in the end. In a transaction, as [`stored`](Self::stored).
    fn upserted<M: Record>(&self, mut set: Set) -> Result<M> {
        if set.is_empty() {
            // A column is written as it is, so that the row is given back.
            let written = |column: &u16| self.model.column(*column).generated.is_none();
            let column = (self.key.iter().copied())
                .chain(self.model.places())
                .find(written);
            set.extend(
                column
                    .into_iter()
                    .zip(columns(self.model, self.old, column)),
            );
        }
        self.stored(Some(set))?.ok_or_else(|| self.lost())
    }

    /// The row, if it was inserted: nothing is written where another is there.
    fn ignoring<M: Record>(&mut self) -> Result<Option<M>> {
        if is_computed(self.model, &self.row) {
            return atomically(self.db, self.model, || self.stored(None));
        }
        let inserted = {
            let (columns, values): (Vec<u16>, Vec<_>) = given(&self.row).unzip();
            let insert = self.insert(&columns, values, None, false);
            let statement = insert.to_statement()?;
            let inserted = self.db.execute(&statement);
            inserted.map_err(|error| self.explained(error))?
        };
        if inserted == 0 {
            return Ok(None);
        }
        number(self.model, &mut self.row, self.db.db().last_insert_rowid());
        decode(&self.row).map(Some)
    }

    fn insert<'i>(
        &self,
        columns: &'i [u16],
        values: Vec<&'i Value<'i>>,
        set: Option<Set>,
        is_returned: bool,
    ) -> InsertOr<'i> {
        InsertOr {
            table: Source::model(self.model, self.old),
            new: Source::excluded(self.model, self.new),
            columns,
            values,
            key: self.key,
            set,
            is_returned,
        }
    }

    /// The row that was inserted or changed. In a transaction: one that can't be read must not stay.
    fn stored<M: Record>(&self, set: Option<Set>) -> Result<Option<M>> {
        let row: Option<Vec<Option<Value<'static>>>> =
            self.run(set).map_err(|error| self.explained(error))?;
        row.map(|cells| decode(&cells)).transpose()
    }

    fn run(&self, set: Option<Set>) -> Result<Option<Vec<Option<Value<'static>>>>> {
        let reckoned = (set.as_ref()).map_or_else(Vec::new, |set| reckoned(self.model, set));
        let (columns, values): (Vec<u16>, Vec<_>) = given(&self.row).unzip();
        let insert = self.insert(&columns, values, set, true);
        let mut row = None;
        self.db.query(&insert.to_statement()?, &mut |reader| {
            all_in_range(self.model, &reckoned, reader, |_, column| column.into())?;
            let cells = 0..self.model.columns.len();
            row = Some(
                cells
                    .map(|cell| Some(reader.cell(cell).to_value()))
                    .collect(),
            );
            Ok(())
        })?;
        Ok(row)
    }

    /// The row that is there.
    fn find<M: Record>(&self) -> Result<Option<M>> {
        let mut key = Vec::new();
        for column in self.key {
            match self.row.get(usize::from(*column)) {
                // NULL is equal to nothing.
                Some(Some(Value::Null)) => return Ok(None),
                Some(Some(value)) => key.push(Node::Value(value.clone().into_owned())),
                _ => {
                    let message = format!(
                        "`{}` is computed by SQLite, so that it can't be looked for",
                        self.model.column(*column).name
                    );
                    return Err(Error::new(Kind::Query, message).with_model(self.model.name));
                }
            }
        }
        let mut plan = Plan::of(self.model, Scope::fresh());
        plan.select.filter = equal(plan.scope, self.key, key);
        Query::<M, M, Optional>::new(plan, Vec::new()).optional(self.db)
    }

    #[cold]
    fn explained(&self, error: Error) -> Error {
        if error
            .message()
            .starts_with("ON CONFLICT clause does not match")
        {
            let names: Vec<_> = self
                .key
                .iter()
                .map(|column| format!("`{}`", self.model.column(*column).name))
                .collect();
            let message = format!(
                "the table has no unique index over {}: its rows are not told apart by that",
                names.join(" and ")
            );
            return Error::new(Kind::Schema, message)
                .with_model(self.model.name)
                .with_table(self.model.table);
        }
        explain(self.db, self.model, error, [&*with_nulls(&self.row)])
    }

    #[cold]
    fn lost(&self) -> Error {
        let message = "the row was not inserted, and none is there with its unique key: a trigger or a conflict clause of the table left it out, or the index compares otherwise than the column does";
        Error::new(Kind::Database, message)
            .with_model(self.model.name)
            .with_table(self.model.table)
    }
}
