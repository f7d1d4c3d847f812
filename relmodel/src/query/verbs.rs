//! What runs a query: `load`, `first`, `one`, `optional`, `count`, `exists`; and what shows it.

use std::borrow::Cow;

use super::chain::{Chain, Lead};
use super::collect::Rows;
use super::level::Level;
use super::level::add_key_order;
use super::shape::{Cardinality, Found, Optional, Origin};
use super::{Plan, Query, Single, chain, number, run};
use crate::db::Executor;
use crate::error::{Error, Kind, Result};
use crate::record::Record;
use crate::row::Row;
use crate::sql::{Join, Node, Scope, Select, Source, Statement, Table};
use crate::value::{Value, ValueRef};

impl<M: Record, S: Row, C: Origin> Query<M, S, C> {
    /// Runs the query: a `Vec` of the rows, one row, or an `Option` of one, as the query's type says.
    ///
    /// One statement, and one for each to-many relation that it loads, in one read transaction.
    ///
    /// # Errors
    /// `is_not_found` when the one row that is meant is not there, `is_not_single` when there are two;
    /// `is_decode` when a stored value does not fit its column's type; `is_schema` when the table is missing.
    pub fn load(&self, db: &dyn Executor) -> Result<<C::Shape as Cardinality>::Loaded<S>> {
        let rows = self.rows(db, None)?;
        <C::Shape as Cardinality>::finish(rows).map_err(|found| self.wrong_number(found))
    }

    /// The first row, if there is one: LIMIT 1, with the key added to the order, so that it is the same each time.
    ///
    /// # Errors
    /// As [`load`](Self::load).
    pub fn first(&self, db: &dyn Executor) -> Result<Option<S>> {
        let mut first = self.clone();
        add_key_order(&mut first.plan.select, &self.plan);
        Ok(first.rows(db, Some(1))?.pop())
    }

    /// The only row.
    ///
    /// # Errors
    /// `is_not_found` when there is none, `is_not_single` when there are two; else as [`load`](Self::load).
    pub fn one(&self, db: &dyn Executor) -> Result<S> {
        Single::finish(self.rows(db, Some(2))?).map_err(|found| self.wrong_number(found))
    }

    /// The only row, if there is one.
    ///
    /// # Errors
    /// `is_not_single` when there are two; else as [`load`](Self::load).
    pub fn optional(&self, db: &dyn Executor) -> Result<Option<S>> {
        Optional::finish(self.rows(db, Some(2))?).map_err(|found| self.wrong_number(found))
    }

    /// The rows, at most so many of them.
    fn rows(&self, db: &dyn Executor, at_most: Option<u64>) -> Result<Vec<S>> {
        let mut rows = Rows::<S>::new();
        if self.plan.is_empty {
            return Ok(Vec::new());
        }
        run::load(db.db(), &self.limited(at_most), &mut rows)?;
        Ok(rows.into_rows())
    }

    fn limited(&self, at_most: Option<u64>) -> Cow<'_, Plan> {
        match (at_most, &self.plan.select.limit) {
            (None, _) => Cow::Borrowed(&self.plan),
            (Some(most), Some(Value::Integer(limit)))
                if u64::try_from(*limit).is_ok_and(|limit| limit <= most) =>
            {
                Cow::Borrowed(&self.plan)
            }
            (Some(most), _) => {
                let mut plan = self.plan.clone();
                plan.select.limit = Some(number(most));
                Cow::Owned(plan)
            }
        }
    }
}

impl<M: Record, S, C: Origin> Query<M, S, C> {
    /// How many rows there are: `SELECT count(*)`. Relations that are loaded beside them don't count.
    ///
    /// # Errors
    /// As SQLite says; `is_schema` when the table is missing.
    pub fn count(&self, db: &dyn Executor) -> Result<u64> {
        let mut select = self.bare();
        if select.is_counted() {
            let table = Table::Select(Box::new(select));
            select = Select {
                from: vec![Source {
                    join: Join::Cross,
                    table,
                    scope: Scope::fresh(),
                    on: Vec::new(),
                }],
                ..Select::default()
            };
        }
        select.columns = vec![Node::CountAll];
        let count = self.integer(db, select.to_statement())?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// Whether there is a row: `SELECT EXISTS (…)`.
    ///
    /// # Errors
    /// As SQLite says; `is_schema` when the table is missing.
    pub fn exists(&self, db: &dyn Executor) -> Result<bool> {
        Ok(self.integer(db, self.bare().to_exists())? != 0)
    }

    /// The statement that gives the rows, with `?1`, `?2`, … where values are bound. The statements of relations come after it and are not shown.
    ///
    /// # Errors
    /// `is_query` when a column stands outside its closure, `is_limit` when the statement is too large.
    pub fn to_sql(&self) -> Result<String> {
        self.plan.check()?;
        let level = Level::new(&self.plan);
        let select = level.select(false);
        let (_, select) = Chain::new(level, select, Lead::None);
        match select.to_statement() {
            Ok(statement) => Ok(statement.sql),
            Err(error) => Err(chain::explain(error, &self.plan)),
        }
    }

    /// The query without columns, order, and what is loaded beside the rows.
    fn bare(&self) -> Select {
        let select = &self.plan.select;
        let mut bare = Select {
            joins: Vec::new(),
            columns: Vec::new(),
            order: Vec::new(),
            ..select.clone()
        };
        if bare.distinct {
            bare.columns.clone_from(&select.columns);
        }
        bare
    }

    fn integer(&self, db: &dyn Executor, statement: Result<Statement<'_>>) -> Result<i64> {
        let mut found = 0;
        if self.plan.is_empty {
            return Ok(found);
        }
        statement
            .and_then(|statement| {
                db.db().query(&statement, &mut |reader| {
                    if let ValueRef::Integer(value) = reader.cell(0) {
                        found = value;
                    }
                    Ok(())
                })
            })
            .map_err(|error| chain::explain(error, &self.plan))?;
        Ok(found)
    }

    #[cold]
    fn wrong_number(&self, found: Found) -> Error {
        let key: Vec<String> = self.owner.iter().map(ToString::to_string).collect();
        let error = match found {
            Found::None if key.is_empty() => Error::new(Kind::NotFound, "no row was found"),
            Found::None => Error::new(
                Kind::NotFound,
                format!("there is no row with the key {}", key.join(", ")),
            ),
            Found::Several => Error::new(Kind::NotSingle, "more than one row was found"),
        };
        error
            .with_model(self.plan.model.name)
            .with_table(self.plan.model.table)
    }
}
