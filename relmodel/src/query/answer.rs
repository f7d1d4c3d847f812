//! What a plan answers whatever its rows are: how many, whether there is one, its text, and what is wrong with their number. Not generic, so that it is compiled once.

use std::borrow::Cow;

use super::chain::{Chain, Lead};
use super::level::Level;
use super::plan::Plan;
use super::shape::Found;
use super::{faults, number};
use crate::db::Executor;
use crate::error::{Error, Kind, Result};
use crate::sql::{Join, Node, Scope, Select, Source, Statement, Table};
use crate::value::{Value, ValueRef};

impl Plan {
    /// The plan with a limit of so many rows, if it has no lower one.
    pub(super) fn limited(&self, at_most: u64) -> Cow<'_, Self> {
        if let Some(Value::Integer(limit)) = &self.select.limit
            && u64::try_from(*limit).is_ok_and(|limit| limit <= at_most)
        {
            return Cow::Borrowed(self);
        }
        let mut plan = self.clone();
        plan.select.limit = Some(number(at_most));
        Cow::Owned(plan)
    }

    pub(super) fn count(&self, db: &dyn Executor) -> Result<u64> {
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

    pub(super) fn exists(&self, db: &dyn Executor) -> Result<bool> {
        Ok(self.integer(db, self.bare().to_exists())? != 0)
    }

    pub(super) fn to_sql(&self) -> Result<String> {
        self.check()?;
        let level = Level::new(self);
        let select = level.select(false);
        let (_, select) = Chain::new(level, select, Lead::None);
        match select.to_statement() {
            Ok(statement) => Ok(statement.text()),
            Err(error) => Err(faults::explain(error, self)),
        }
    }

    /// The query without columns, order, and what is loaded beside the rows.
    pub(super) fn bare(&self) -> Select {
        let select = &self.select;
        Select {
            joins: Vec::new(),
            // What is told apart by its columns is counted by them.
            columns: match select.distinct {
                true => self.own_columns(),
                false => Vec::new(),
            },
            order: Vec::new(),
            ..select.clone()
        }
    }

    /// The columns that are read, those that loading adds among them, but not those of relations beside the rows.
    fn own_columns(&self) -> Vec<Node> {
        let is_beside = |node: &Node| self.ones.iter().any(|one| node.mentions(one.to.0));
        let mut columns = Level::new(self).cells;
        columns.retain(|node| !is_beside(node));
        columns
    }

    fn integer(&self, db: &dyn Executor, statement: Result<Statement<'_>>) -> Result<i64> {
        let mut found = 0;
        if self.is_empty {
            return Ok(found);
        }
        statement
            .and_then(|statement| {
                db.query(&statement, &mut |reader| {
                    if let ValueRef::Integer(value) = reader.cell(0) {
                        found = value;
                    }
                    Ok(())
                })
            })
            .map_err(|error| faults::explain(error, self))?;
        Ok(found)
    }

    #[cold]
    pub(crate) fn wrong_number(&self, found: Found) -> Error {
        let key: Vec<String> = self.key.iter().map(ToString::to_string).collect();
        let error = match found {
            Found::None if key.is_empty() => Error::new(Kind::NotFound, "no row was found"),
            Found::None => Error::new(
                Kind::NotFound,
                format!("there is no row with the key {}", key.join(", ")),
            ),
            Found::Several => Error::new(Kind::NotSingle, "more than one row was found"),
        };
        error
            .with_model(self.model.name)
            .with_table(self.model.table)
    }
}
