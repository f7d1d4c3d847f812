//! Writing expressions: the nodes of a tree, and the parentheses between them.

use super::writer::Writer;
use super::{Compare, Node, Param, Table, keys};
use crate::error::Kind;
use crate::value::Value;

/// From so many terms on, AND and OR are written as a balanced tree, which keeps them far below SQLite's depth limit.
const FLAT_TERMS: usize = 64;

impl<'a> Writer<'a> {
    pub(super) fn node(&mut self, node: &'a Node) {
        match node {
            Node::Column { scope, column, .. } => {
                let table = self.alias(*scope);
                if let Some(
                    Table::Model(model)
                    | Table::Excluded(model)
                    | Table::View(model)
                    | Table::Rows(model, _)
                    | Table::Raw(model, _),
                ) = table
                {
                    self.sql.push('.');
                    self.sql.name(model.column(*column).name);
                }
            }
            Node::Cell(scope, place) => {
                self.alias(*scope);
                self.sql.push_str(".c");
                self.number(*place);
            }
            Node::Slot(scope) => {
                let is_wide = matches!(self.alias(*scope), Some(Table::Keys(keys)) if keys.width != 1);
                self.sql.push_str(if is_wide { ".slot" } else { ".rowid" });
            }
            Node::Key(scope, place) => {
                if let Some(Table::Keys(keys)) = self.alias(*scope) {
                    self.sql.push('.');
                    keys::column(&mut self.sql, keys.width, *place);
                }
            }
            Node::Number(number) => self.number(usize::from(*number)),
            Node::Value(Value::Null) => self.sql.push_str("NULL"),
            Node::Value(value) => self.param(Param::Value(value)),
            Node::Row(nodes) => self.row(nodes),
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
            Node::Call {
                function,
                arguments,
                ..
            } => {
                self.push(&[function, "("]);
                for (place, argument) in arguments.iter().enumerate() {
                    self.comma(place);
                    self.argument(argument);
                }
                self.sql.push(')');
            }
            Node::Arithmetic { op, operands, .. } => {
                for (place, operand) in operands.iter().enumerate() {
                    if place > 0 {
                        self.push(&[" ", op, " "]);
                    }
                    self.value(operand);
                }
            }
            Node::Negated(operand) => {
                self.sql.push('-');
                self.value(operand);
            }
            Node::Between(operands) => {
                let [operand, low, high] = &**operands;
                self.value(operand);
                self.sql.push_str(" BETWEEN ");
                self.value(low);
                self.sql.push_str(" AND ");
                self.value(high);
            }
            Node::Case(cases, otherwise) => self.case(cases, otherwise.as_deref()),
            Node::Scalar(select, _) => {
                self.sql.push('(');
                self.select(select, false);
                self.sql.push(')');
            }
            Node::Raw(raw) => self.raw(raw),
            Node::Literal(literal) => self.sql.push_str(literal),
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
            Node::Cast(operand, to) => {
                self.sql.push_str("CAST(");
                self.argument(operand);
                self.push(&[" AS ", to, ")"]);
            }
            Node::InList(operand, list) => {
                self.value(operand);
                self.sql.push_str(" IN rarray(");
                self.param(Param::List(list));
                self.sql.push(')');
            }
            Node::InSelect(operands, select) => {
                self.row(operands);
                self.sql.push_str(" IN (");
                self.select(select, false);
                self.sql.push(')');
            }
            Node::Exists(select) => {
                self.sql.push_str("EXISTS (");
                self.select(select, false);
                self.sql.push(')');
            }
            Node::CountAll => self.sql.push_str("count(*)"),
            Node::CountDistinct(operand) => {
                self.sql.push_str("count(DISTINCT ");
                self.argument(operand);
                self.sql.push(')');
            }
            Node::RowNumber { partition, order } => {
                self.sql.push_str("row_number() OVER (");
                for (place, node) in partition.iter().enumerate() {
                    self.sql.push_str(if place == 0 { "PARTITION BY " } else { ", " });
                    self.node(node);
                }
                self.order(if partition.is_empty() { "ORDER BY " } else { " ORDER BY " }, order);
                self.sql.push(')');
            }
            Node::Endless => self.fail(
                Kind::Query,
                "`in_` was given a list without an end: `ge(300)` asks what `in_(300..)` would",
            ),
            Node::TooDeep => self.fail(
                Kind::Limit,
                "the expression is nested deeper than SQLite's limit of 1000: join conditions with `all_of`, `any_of` or `in_`",
            ),
        }
    }

    /// A condition counts up to the next `THEN`, so that its NULL is false.
    fn case(&mut self, cases: &'a [(Node, Node)], otherwise: Option<&'a Node>) {
        self.sql.push_str("CASE");
        for (condition, value) in cases {
            self.sql.push_str(" WHEN ");
            self.node(condition);
            self.sql.push_str(" THEN ");
            self.argument(value);
        }
        if let Some(otherwise) = otherwise {
            self.sql.push_str(" ELSE ");
            self.argument(otherwise);
        }
        self.sql.push_str(" END");
    }

    /// A node that stands alone between words or commas: a condition that may be NULL is true or false there.
    pub(super) fn argument(&mut self, node: &'a Node) {
        match node.is_condition() && node.is_nullable() {
            true => self.value(node),
            false => self.node(node),
        }
    }

    /// One value, or several as a row.
    fn row(&mut self, nodes: &'a [Node]) {
        if let [only] = nodes {
            return self.value(only);
        }
        self.sql.push('(');
        for (place, node) in nodes.iter().enumerate() {
            self.comma(place);
            self.value(node);
        }
        self.sql.push(')');
    }

    fn sides(&mut self, left: &'a Node, op: &'static str, right: &'a Node) {
        self.value(left);
        self.push(&[" ", op, " "]);
        self.value(right);
    }

    /// A node as a value among others: a condition that may be NULL is true or false there.
    pub(super) fn value(&mut self, node: &'a Node) {
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
            | Node::InSelect(..)
            | Node::Collate(..)
            | Node::Arithmetic { .. }
            | Node::Negated(_)
            | Node::Between(_) => false,
            Node::Column { .. }
            | Node::Cell(..)
            | Node::Slot(_)
            | Node::Key(..)
            | Node::Number(_)
            | Node::Value(_)
            | Node::Literal(_)
            | Node::Raw(_)
            | Node::Call { .. }
            | Node::Cast(..)
            | Node::Case(..)
            | Node::Scalar(..)
            | Node::Row(_)
            // COLLATE binds tighter than all that it stands in.
            | Node::Plain(_)
            | Node::Exists(_)
            | Node::CountAll
            | Node::CountDistinct(_)
            | Node::RowNumber { .. }
            | Node::Endless
            | Node::TooDeep => true,
        };
        if whole {
            return self.node(node);
        }
        self.sql.push('(');
        self.node(node);
        self.sql.push(')');
    }

    pub(super) fn junction(&mut self, op: &'static str, terms: &'a [Node]) {
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

    /// Whether it is a column with a collation of its own.
    fn has_collation(&self, node: &Node) -> bool {
        let Node::Column { scope, column, .. } = node else {
            return false;
        };
        let open = self.open.iter().rev().find(|(open, ..)| open == scope);
        match open {
            Some((.., Table::Model(model) | Table::Rows(model, _))) => {
                model.column(*column).collation.is_some()
            }
            // The text may give any column under the name.
            Some((.., Table::Raw(..))) => true,
            _ => false,
        }
    }
}
