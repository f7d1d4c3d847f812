//! Where a tree becomes the text of a statement and its parameters: the statement's own parts. `expression.rs` writes the nodes.

use std::fmt;

use super::output::Output;
use super::{AT_ONCE, Join, Scope, Select, Source, Table, Term, keys};
use crate::error::{Error, Kind, Result};
use crate::schema::ModelDef;
use crate::value::Value;

/// SQLite's own limit on the parameters of a statement.
pub(crate) const PARAMETERS: usize = 32_766;
/// What most shapes fit into, so that they needn't grow.
const SHAPE: usize = 128;

/// A statement and what is bound to it. Its text is written when nobody has it yet: what tells it from others is its shape.
pub struct Statement<'a> {
    shape: Vec<usize>,
    /// The values, in the order of `?1`, `?2`, …
    pub(crate) params: Vec<Param<'a>>,
    /// Whether its rows can be given all at once.
    pub(crate) is_at_once: bool,
    write: Box<dyn Fn(&mut Writer<'a>) + 'a>,
}

/// What is bound in one place.
#[derive(Debug, Clone, Copy)]
pub enum Param<'a> {
    /// One value.
    Value(&'a Value<'a>),
    /// A list of values, read with `rarray`.
    List(&'a [Value<'static>]),
}

impl Select {
    /// The text and parameters.
    ///
    /// # Errors
    /// `is_query` when a column stands outside its closure, `is_limit` when the statement is too large.
    pub fn to_statement(&self) -> Result<Statement<'_>> {
        let mut statement = Statement::new(move |writer| writer.select(self, false))?;
        if self.is_at_once() {
            statement.is_at_once = true;
            statement.shape.push(usize::MAX);
        }
        Ok(statement)
    }

    /// `SELECT EXISTS (…)`
    pub(crate) fn to_exists(&self) -> Result<Statement<'_>> {
        Statement::new(move |writer| {
            writer.sql.push_str("SELECT EXISTS (");
            writer.select(self, false);
            writer.sql.push(')');
        })
    }
}

impl<'a> Statement<'a> {
    /// What `write` writes, which is the same each time.
    pub(super) fn new(write: impl Fn(&mut Writer<'a>) + 'a) -> Result<Self> {
        let mut writer = Writer::to(Output::Shape(Vec::with_capacity(SHAPE)));
        write(&mut writer);
        if let Some(error) = writer.error {
            return Err(error);
        }
        let values = writer.params.len();
        if values > PARAMETERS {
            return Err(Error::new(
                Kind::Limit,
                format!(
                    "the statement has {values} values, and SQLite takes {PARAMETERS}; `in_` takes any number as one"
                ),
            ));
        }
        Ok(Self {
            shape: writer.sql.into_shape(),
            params: writer.params,
            is_at_once: false,
            write: Box::new(write),
        })
    }

    /// What tells it from others, when its rows are read one by one.
    pub(crate) fn shape(&self) -> &[usize] {
        match (self.is_at_once, &*self.shape) {
            (true, [shape @ .., _]) => shape,
            (_, shape) => shape,
        }
    }

    /// What tells it from others, when its rows are given all at once.
    pub(crate) fn shape_at_once(&self) -> &[usize] {
        &self.shape
    }

    /// The text, with `?1`, `?2`, … where values go.
    pub(crate) fn text(&self) -> String {
        self.written(Writer::to(Output::text()))
    }

    /// The text of a statement that gives its rows all at once.
    pub(crate) fn text_at_once(&self) -> String {
        let mut writer = Writer::to(Output::text());
        writer.is_at_once = true;
        self.written(writer)
    }

    fn written(&self, mut writer: Writer<'a>) -> String {
        (self.write)(&mut writer);
        writer.sql.into_text()
    }
}

impl fmt::Debug for Statement<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Statement")
            .field("sql", &self.text())
            .field("params", &self.params)
            .finish_non_exhaustive()
    }
}

pub struct Writer<'a> {
    pub(super) sql: Output,
    params: Vec<Param<'a>>,
    /// The tables that are open here, innermost last, with their numbers.
    pub(super) open: Vec<(Scope, usize, &'a Table)>,
    /// How many tables have been opened.
    numbered: usize,
    /// Whether the next SELECT gives its rows all at once.
    is_at_once: bool,
    error: Option<Error>,
}

impl<'a> Writer<'a> {
    fn to(sql: Output) -> Self {
        Self {
            sql,
            params: Vec::new(),
            open: Vec::new(),
            numbered: 0,
            is_at_once: false,
            error: None,
        }
    }

    pub(super) fn select(&mut self, select: &'a Select, named: bool) {
        let outside = self.open.len();
        for source in select.from.iter().chain(&select.joins) {
            self.open(source);
        }
        let is_at_once = std::mem::take(&mut self.is_at_once);
        self.sql.push_str(match select.distinct {
            true => "SELECT DISTINCT ",
            false => "SELECT ",
        });
        if is_at_once {
            self.push(&[AT_ONCE, "("]);
        }
        for (place, column) in select.columns.iter().enumerate() {
            self.comma(place);
            self.argument(column);
            if named {
                self.sql.push_str(" AS c");
                self.number(place);
            }
        }
        if select.columns.is_empty() {
            self.sql.push('1');
        }
        if is_at_once {
            self.sql.push(')');
        }
        for (place, source) in select.from.iter().chain(&select.joins).enumerate() {
            self.source(place, source);
        }
        if !select.filter.is_empty() {
            self.sql.push_str(" WHERE ");
            self.junction(" AND ", &select.filter);
        }
        for (place, node) in select.group.iter().enumerate() {
            self.sql
                .push_str(if place == 0 { " GROUP BY " } else { ", " });
            self.argument(node);
        }
        if !select.having.is_empty() {
            self.sql.push_str(" HAVING ");
            self.junction(" AND ", &select.having);
        }
        self.order(" ORDER BY ", &select.order);
        self.limit(select);
        self.open.truncate(outside);
    }

    pub(super) fn open(&mut self, source: &'a Source) {
        if self.open.iter().any(|(scope, ..)| *scope == source.scope) {
            self.fail(
                Kind::Query,
                "a query is used inside itself: build the inner one anew instead of cloning it",
            );
        }
        self.open.push((source.scope, self.numbered, &source.table));
        self.numbered += 1;
    }

    /// Opens the table that a statement changes: `UPDATE "post" AS t0`. Gives its model.
    pub(super) fn target(
        &mut self,
        verb: &'static str,
        source: &'a Source,
    ) -> Option<&'static ModelDef> {
        self.open(source);
        let model = source.as_model()?;
        self.sql.push_str(verb);
        self.sql.name(model.table);
        if !matches!(source.table, Table::View(_)) {
            self.sql.push_str(" AS ");
            self.alias(source.scope);
        }
        Some(model)
    }

    pub(super) fn source(&mut self, place: usize, source: &'a Source) {
        self.sql.push_str(match (place, source.join) {
            (0, _) => " FROM ",
            (_, Join::Cross) => " CROSS JOIN ",
            (_, Join::Left) => " LEFT JOIN ",
        });
        match &source.table {
            Table::Model(model) | Table::Excluded(model) | Table::View(model) => {
                self.sql.name(model.table)
            }
            Table::Keys(keys) => {
                self.params.push(Param::List(&keys.values));
                keys::table(&mut self.sql, keys.width, self.params.len());
            }
            Table::Walk(walk) => self.walk(walk),
            Table::Raw(_, raw) => {
                self.sql.push('(');
                self.raw_query(raw);
                self.sql.push(')');
            }
            Table::Select(select) => {
                self.sql.push('(');
                self.select(select, true);
                self.sql.push(')');
            }
            Table::Rows(_, select) => {
                self.sql.push('(');
                self.select(select, false);
                self.sql.push(')');
            }
        }
        self.sql.push_str(" AS ");
        self.alias(source.scope);
        if !source.on.is_empty() {
            self.sql.push_str(" ON ");
            self.junction(" AND ", &source.on);
        }
    }

    pub(super) fn order(&mut self, keyword: &'static str, order: &'a [Term]) {
        for (place, term) in order.iter().enumerate() {
            self.sql.push_str(if place == 0 { keyword } else { ", " });
            self.argument(&term.node);
            if term.descending {
                self.sql.push_str(" DESC");
            }
        }
    }

    fn limit(&mut self, select: &'a Select) {
        match (&select.limit, &select.offset) {
            (None, None) => return,
            (None, Some(_)) => self.sql.push_str(" LIMIT -1"),
            (Some(limit), _) => {
                self.sql.push_str(" LIMIT ");
                self.param(Param::Value(limit));
            }
        }
        if let Some(offset) = &select.offset {
            self.sql.push_str(" OFFSET ");
            self.param(Param::Value(offset));
        }
    }

    pub(super) fn param(&mut self, param: Param<'a>) {
        self.params.push(param);
        self.sql.push('?');
        self.number(self.params.len());
    }

    /// How many values are bound so far.
    pub(super) fn bound(&self) -> usize {
        self.params.len()
    }

    /// Binds a value whose number is written elsewhere.
    pub(super) fn bind(&mut self, value: &'a Value<'static>) {
        self.params.push(Param::Value(value));
    }

    /// Writes the alias of an open table, and gives its model when it is one.
    pub(super) fn alias(&mut self, scope: Scope) -> Option<&'a Table> {
        let Some((_, number, table)) = self
            .open
            .iter()
            .rev()
            .find(|(open, ..)| *open == scope)
            .copied()
        else {
            self.fail(
                Kind::Query,
                "a column is used outside the query or closure it was given to; a refined relation can't mention its owner's columns",
            );
            return None;
        };
        match table {
            Table::Excluded(_) => self.sql.push_str("excluded"),
            Table::View(model) => self.sql.name(model.table),
            _ => {
                self.sql.push('t');
                self.number(number);
            }
        }
        Some(table)
    }

    pub(super) fn number(&mut self, number: usize) {
        self.sql.number(number);
    }

    pub(super) fn comma(&mut self, place: usize) {
        if place > 0 {
            self.sql.push_str(", ");
        }
    }

    pub(super) fn push(&mut self, parts: &[&'static str]) {
        for part in parts {
            self.sql.push_str(part);
        }
    }

    pub(super) fn fail(&mut self, kind: Kind, message: &str) {
        self.error.get_or_insert_with(|| Error::new(kind, message));
    }
}
