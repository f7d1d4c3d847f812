//! The one place where a tree becomes the text of a statement and its parameters.

use super::ident::quote;
use super::{Compare, Join, Node, Scope, Select, Source, Table, Term};
use crate::error::{Error, Kind, Result};
use crate::schema::ModelDef;
use crate::value::Value;

/// SQLite's own limit on the parameters of a statement.
pub(crate) const PARAMETERS: usize = 32_766;
/// What most texts fit into, so that they needn't grow.
const TEXT: usize = 256;
/// From so many terms on, AND and OR are written as a balanced tree, which keeps them far below SQLite's depth limit.
const FLAT_TERMS: usize = 64;

/// A statement and what is bound to it.
#[derive(Debug)]
pub struct Statement<'a> {
    /// The text, with `?1`, `?2`, … where values go.
    pub sql: String,
    /// The values, in that order.
    pub params: Vec<Param<'a>>,
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
        self.written_by(|writer| writer.select(self, false))
    }

    /// `SELECT EXISTS (…)`
    pub(crate) fn to_exists(&self) -> Result<Statement<'_>> {
        self.written_by(|writer| {
            writer.sql.push_str("SELECT EXISTS (");
            writer.select(self, false);
            writer.sql.push(')');
        })
    }

    fn written_by<'a>(&'a self, write: impl FnOnce(&mut Writer<'a>)) -> Result<Statement<'a>> {
        let mut writer = Writer {
            sql: String::with_capacity(TEXT),
            ..Writer::default()
        };
        write(&mut writer);
        writer.finish()
    }
}

#[derive(Default)]
struct Writer<'a> {
    sql: String,
    params: Vec<Param<'a>>,
    /// The tables that are open here, innermost last, with their numbers.
    open: Vec<(Scope, usize, &'a Table)>,
    /// How many tables have been opened.
    numbered: usize,
    error: Option<Error>,
}

impl<'a> Writer<'a> {
    fn finish(self) -> Result<Statement<'a>> {
        if let Some(error) = self.error {
            return Err(error);
        }
        if self.params.len() > PARAMETERS {
            return Err(Error::new(
                Kind::Limit,
                format!(
                    "the statement has {} values, and SQLite takes {PARAMETERS}; `in_` takes any number as one",
                    self.params.len()
                ),
            ));
        }
        Ok(Statement {
            sql: self.sql,
            params: self.params,
        })
    }

    fn select(&mut self, select: &'a Select, named: bool) {
        let outside = self.open.len();
        for source in select.from.iter().chain(&select.joins) {
            self.open(source);
        }
        self.sql.push_str(if select.distinct {
            "SELECT DISTINCT "
        } else {
            "SELECT "
        });
        for (place, column) in select.columns.iter().enumerate() {
            self.comma(place);
            self.node(column);
            if named {
                self.sql.push_str(" AS c");
                self.number(place);
            }
        }
        if select.columns.is_empty() {
            self.sql.push('1');
        }
        for (place, source) in select.from.iter().chain(&select.joins).enumerate() {
            self.source(place, source);
        }
        if !select.filter.is_empty() {
            self.sql.push_str(" WHERE ");
            self.junction(" AND ", &select.filter);
        }
        self.order(" ORDER BY ", &select.order);
        self.limit(select);
        self.open.truncate(outside);
    }

    fn open(&mut self, source: &'a Source) {
        if self.open.iter().any(|(scope, ..)| *scope == source.scope) {
            self.fail(
                Kind::Query,
                "a query is used inside itself: build the inner one anew instead of cloning it",
            );
        }
        self.open.push((source.scope, self.numbered, &source.table));
        self.numbered += 1;
    }

    fn source(&mut self, place: usize, source: &'a Source) {
        self.sql.push_str(match (place, source.join) {
            (0, _) => " FROM ",
            (_, Join::Cross) => " CROSS JOIN ",
            (_, Join::Left) => " LEFT JOIN ",
        });
        match &source.table {
            Table::Model(model) => quote(&mut self.sql, model.table),
            Table::Keys(keys) => {
                self.sql.push_str("rarray(");
                self.param(Param::List(keys));
                self.sql.push(')');
            }
            Table::Select(select) => {
                self.sql.push('(');
                self.select(select, true);
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

    fn order(&mut self, keyword: &str, order: &'a [Term]) {
        for (place, term) in order.iter().enumerate() {
            self.sql.push_str(if place == 0 { keyword } else { ", " });
            match term.node.is_condition() {
                true => self.value(&term.node),
                false => self.node(&term.node),
            }
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

    fn node(&mut self, node: &'a Node) {
        match node {
            Node::Column { scope, column, .. } => {
                if let Some(model) = self.alias(*scope) {
                    self.sql.push('.');
                    quote(&mut self.sql, model.column(*column).name);
                }
            }
            Node::Cell(scope, place) => {
                self.alias(*scope);
                self.sql.push_str(".c");
                self.number(*place);
            }
            Node::Slot(scope) => {
                self.alias(*scope);
                self.sql.push_str(".rowid - 1");
            }
            Node::Key(scope) => {
                self.alias(*scope);
                self.sql.push_str(".value");
            }
            Node::Number(number) => self.number(usize::from(*number)),
            Node::Value(Value::Null) => self.sql.push_str("NULL"),
            Node::Value(value) => self.param(Param::Value(value)),
            Node::Binary(op, sides) => self.sides(&sides[0], op, &sides[1]),
            Node::Compare(compare, sides) => {
                let op = match (compare, sides.iter().any(Node::is_null_as_operand)) {
                    (Compare::Same, false) => "=",
                    (Compare::Same, true) => "IS",
                    (Compare::Different, false) => "<>",
                    (Compare::Different, true) => "IS NOT",
                };
                self.sides(&sides[0], op, &sides[1]);
            }
            Node::Postfix(operand, op) => {
                self.operand(operand);
                self.push(&[" ", op]);
            }
            Node::All(terms) if terms.is_empty() => self.sql.push_str("TRUE"),
            Node::Any(terms) if terms.is_empty() => self.sql.push_str("FALSE"),
            Node::All(terms) => self.junction(" AND ", terms),
            Node::Any(terms) => self.junction(" OR ", terms),
            Node::Not(operand) if operand.is_nullable() => {
                self.operand(operand);
                self.sql.push_str(" IS NOT TRUE");
            }
            Node::Not(operand) => {
                self.sql.push_str("NOT ");
                self.operand(operand);
            }
            Node::Call(function, arguments) => {
                self.push(&[function, "("]);
                for (place, argument) in arguments.iter().enumerate() {
                    self.comma(place);
                    match argument.is_condition() {
                        true => self.value(argument),
                        false => self.node(argument),
                    }
                }
                self.sql.push(')');
            }
            Node::Collate(operand) => {
                self.operand(operand);
                self.sql.push_str(" COLLATE BINARY");
            }
            Node::Plain(operand) => {
                self.operand(operand);
                if self.has_collation(operand) {
                    self.sql.push_str(" COLLATE BINARY");
                }
            }
            Node::Blob(operand) => {
                self.sql.push_str("CAST(");
                self.node(operand);
                self.sql.push_str(" AS BLOB)");
            }
            Node::InList(operand, list) => {
                self.value(operand);
                self.sql.push_str(" IN rarray(");
                self.param(Param::List(list));
                self.sql.push(')');
            }
            Node::Exists(select) => {
                self.sql.push_str("EXISTS (");
                self.select(select, false);
                self.sql.push(')');
            }
            Node::CountAll => self.sql.push_str("count(*)"),
            Node::RowNumber { partition, order } => {
                self.sql.push_str("row_number() OVER (");
                for (place, node) in partition.iter().enumerate() {
                    self.sql.push_str(if place == 0 { "PARTITION BY " } else { ", " });
                    self.node(node);
                }
                self.order(if partition.is_empty() { "ORDER BY " } else { " ORDER BY " }, order);
                self.sql.push(')');
            }
            Node::TooDeep => self.fail(
                Kind::Limit,
                "the expression is nested deeper than SQLite's limit of 1000: join conditions with `all_of`, `any_of` or `in_`",
            ),
        }
    }

    fn sides(&mut self, left: &'a Node, op: &str, right: &'a Node) {
        self.value(left);
        self.push(&[" ", op, " "]);
        self.value(right);
    }

    /// A node as a value among others: a condition that may be NULL is true or false there.
    fn value(&mut self, node: &'a Node) {
        if !node.is_condition() || !node.is_nullable() {
            return self.operand(node);
        }
        self.sql.push_str("((");
        self.node(node);
        self.sql.push_str(") IS TRUE)");
    }

    /// A node inside another, in parentheses unless it can't be torn apart.
    fn operand(&mut self, node: &'a Node) {
        let whole = match node {
            Node::Binary(..)
            | Node::Compare(..)
            | Node::Postfix(..)
            | Node::All(_)
            | Node::Any(_)
            | Node::Not(_)
            | Node::InList(..)
            | Node::Collate(_)
            | Node::Slot(_) => false,
            Node::Column { .. }
            | Node::Cell(..)
            | Node::Key(_)
            | Node::Number(_)
            | Node::Value(_)
            | Node::Call(..)
            | Node::Blob(_)
            // COLLATE binds tighter than all that it stands in.
            | Node::Plain(_)
            | Node::Exists(_)
            | Node::CountAll
            | Node::RowNumber { .. }
            | Node::TooDeep => true,
        };
        if whole {
            return self.node(node);
        }
        self.sql.push('(');
        self.node(node);
        self.sql.push(')');
    }

    fn junction(&mut self, op: &str, terms: &'a [Node]) {
        if terms.len() > FLAT_TERMS {
            let (left, right) = terms.split_at(terms.len() / 2);
            self.sql.push('(');
            self.junction(op, left);
            self.push(&[")", op, "("]);
            self.junction(op, right);
            self.sql.push(')');
            return;
        }
        for (place, term) in terms.iter().enumerate() {
            if place > 0 {
                self.sql.push_str(op);
            }
            match term {
                Node::All(inner) | Node::Any(inner) if terms.len() > 1 && !inner.is_empty() => {
                    self.operand(term)
                }
                _ => self.node(term),
            }
        }
    }

    fn param(&mut self, param: Param<'a>) {
        self.params.push(param);
        self.sql.push('?');
        self.number(self.params.len());
    }

    /// Writes the alias of an open table, and gives its model when it is one.
    fn alias(&mut self, scope: Scope) -> Option<&'static ModelDef> {
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
        self.sql.push('t');
        self.number(number);
        match table {
            Table::Model(model) => Some(model),
            Table::Keys(_) | Table::Select(_) => None,
        }
    }

    /// Numbers stand all over a statement: they are written without a text of their own.
    fn number(&mut self, number: usize) {
        if number >= 10 {
            self.number(number / 10);
        }
        self.sql.push(char::from(b"0123456789"[number % 10]));
    }

    /// Whether it is a column with a collation of its own.
    fn has_collation(&self, node: &Node) -> bool {
        let Node::Column { scope, column, .. } = node else {
            return false;
        };
        let open = self.open.iter().rev().find(|(open, ..)| open == scope);
        matches!(open, Some((.., Table::Model(model))) if model.column(*column).collation.is_some())
    }

    fn comma(&mut self, place: usize) {
        if place > 0 {
            self.sql.push_str(", ");
        }
    }

    fn push(&mut self, parts: &[&str]) {
        for part in parts {
            self.sql.push_str(part);
        }
    }

    fn fail(&mut self, kind: Kind, message: &str) {
        self.error.get_or_insert_with(|| Error::new(kind, message));
    }
}
