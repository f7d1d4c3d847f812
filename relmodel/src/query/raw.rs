//! SQL text of the program's own: as the table of a query, or as a statement whose rows are values.

use super::plan::Plan;
use super::{Cells, Query};
use crate::db::{Db, Executor};
use crate::error::{Error, Kind, Result};
use crate::record::Record;
use crate::sql::{RawQuery, Scope, Source, Table};
use crate::value::{Scalar, Value};

/// The values that go into SQL text, in the order of its parameters: `()`, a tuple, an array, or a `Vec`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of values for SQL text",
    label = "expected `()`, a tuple or an array of values",
    note = "one value is a tuple, too: `(7,)`"
)]
pub trait Params {
    /// The values.
    #[doc(hidden)]
    fn into_values(self) -> Vec<Value<'static>>;
}

/// A value that goes into SQL text: of a column type, a `&str`, `&String` or `&[u8]`, or an `Option` of these.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value for SQL text",
    label = "expected a value of a column type"
)]
pub trait ParamValue {
    /// The value.
    #[doc(hidden)]
    fn into_value(self) -> Value<'static>;
}

#[diagnostic::do_not_recommend]
impl<T: Scalar> ParamValue for T {
    fn into_value(self) -> Value<'static> {
        self.to_sql().into_owned()
    }
}

#[diagnostic::do_not_recommend]
impl ParamValue for &String {
    fn into_value(self) -> Value<'static> {
        Value::Text(self.clone().into())
    }
}

#[diagnostic::do_not_recommend]
impl ParamValue for &str {
    fn into_value(self) -> Value<'static> {
        Value::Text(self.to_owned().into())
    }
}

#[diagnostic::do_not_recommend]
impl ParamValue for &[u8] {
    fn into_value(self) -> Value<'static> {
        Value::Blob(self.to_owned().into())
    }
}

#[diagnostic::do_not_recommend]
impl<P: ParamValue> ParamValue for Option<P> {
    fn into_value(self) -> Value<'static> {
        self.map_or(Value::Null, P::into_value)
    }
}

impl Params for () {
    fn into_values(self) -> Vec<Value<'static>> {
        Vec::new()
    }
}

impl<P: ParamValue, const N: usize> Params for [P; N] {
    fn into_values(self) -> Vec<Value<'static>> {
        self.into_iter().map(P::into_value).collect()
    }
}

impl<P: ParamValue> Params for Vec<P> {
    fn into_values(self) -> Vec<Value<'static>> {
        self.into_iter().map(P::into_value).collect()
    }
}

macro_rules! tuples {
    ($(($($part:ident $place:tt),+))+) => {$(
        impl<$($part: ParamValue),+> Params for ($($part,)+) {
            fn into_values(self) -> Vec<Value<'static>> {
                vec![$(self.$place.into_value()),+]
            }
        }
    )+};
}

tuples! {
    (A 0)
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
    (A 0, B 1, C 2, D 3, E 4)
    (A 0, B 1, C 2, D 3, E 4, F 5)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7)
}

/// A query whose rows are those of SQL text, which has a column for each of the model's.
pub(crate) fn raw<M: Record>(sql: &str, params: impl Params) -> Query<M> {
    let mut plan = Plan::of(M::def(), Scope::fresh());
    plan.select.from = vec![Source {
        table: Table::Raw(M::def(), RawQuery::new(sql, params.into_values())),
        ..Source::model(M::def(), plan.scope)
    }];
    Query::new(plan, Vec::new())
}

/// Says of an error which columns SQL text lacks, if that is why: SQLite names but the first.
#[cold]
pub(super) fn explain(db: &dyn Executor, plan: &Plan, error: Error) -> Error {
    let is_it = error.kind() == Kind::Schema && error.message().contains("no such column: t");
    let Some(Table::Raw(model, raw)) = plan.select.from.first().map(|source| &source.table) else {
        return error;
    };
    let Ok(columns) = raw
        .statement()
        .and_then(|text| db.db().columns(&text.text()))
    else {
        return error;
    };
    let is_given = |name: &&str| {
        columns
            .iter()
            .any(|column| column.eq_ignore_ascii_case(name))
    };
    let names = model.columns.iter().map(|column| column.name);
    let missing: Vec<String> = names
        .filter(|name| !is_given(name))
        .map(str::to_owned)
        .collect();
    if !is_it || missing.is_empty() {
        return error;
    }
    let message = format!(
        "the SQL text gives no column `{}`, which the model has; it gives `{}`",
        missing.join("`, `"),
        columns.join("`, `")
    );
    error.with_message(message).with_columns(missing)
}

impl Db {
    /// Runs SQL text, and gives its rows as values: of a column type, or tuples of these, in the order of its columns.
    ///
    /// `?`, or `?1`, `?2`, …, stand for the values that are bound. For rows of a model there is [`Model::raw`](crate::Model::raw).
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] struct Tag { id: Id<Tag>, name: String }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Tag].create(&db)?;
    /// # Tag::insert_all(&db, ["a", "bb", "cc"].map(|name| NewTag { name }))?;
    /// let lengths = db.query_raw::<(i64, i64)>(
    ///     "SELECT length(name), count(*) FROM tag WHERE name <> ? GROUP BY 1 ORDER BY 1",
    ///     ("cc",),
    /// )?;
    /// assert_eq!(lengths, [(1, 1), (2, 1)]);
    ///
    /// let last: Vec<Option<String>> = db.query_raw("SELECT max(name) FROM tag", ())?;
    /// assert_eq!(last, [Some("cc".to_owned())]);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// `is_query` when the text takes another number of values than are given, or gives another number of columns than the tuple has;
    /// `is_decode` when a value does not fit its type; whatever SQLite says of the text.
    pub fn query_raw<T: Cells>(&self, sql: &str, params: impl Params) -> Result<Vec<T>> {
        let raw = RawQuery::new(sql, params.into_values());
        let statement = raw.statement()?;
        let columns = self.columns(&statement.text())?;
        if columns.len() != T::WIDTH {
            let message = format!(
                "the SQL text gives other columns than are asked for: `{}`, where the type has {}",
                columns.join("`, `"),
                T::WIDTH
            );
            return Err(Error::new(Kind::Query, message));
        }
        let mut rows = Vec::new();
        let db: &dyn Executor = self;
        db.query(&statement, &mut |reader| {
            rows.push(T::decode(reader)?);
            Ok(())
        })
        .map_err(|mut error| {
            match error.take_cell().and_then(|cell| columns.get(cell)) {
                Some(column) => {
                    let message = format!(
                        "column `{column}` {}, which is not of the type that is asked for",
                        error.message()
                    );
                    error
                        .with_message(message)
                        .with_columns(vec![column.clone()])
                }
                None => error,
            }
        })?;
        Ok(rows)
    }
}
