//! The tree of an expression.

use super::{Scope, Select, Term};
use crate::value::Value;

/// An expression in SQL.
#[derive(Debug, Clone)]
pub enum Node {
    /// A column of a model's table.
    Column {
        /// The occurrence of the table.
        scope: Scope,
        /// The column, by its place in the model.
        column: u16,
        /// Whether it may be NULL.
        nullable: bool,
    },
    /// A column of a derived table, by its place.
    Cell(Scope, usize),
    /// The place of a key in an array of keys, from 1.
    Slot(Scope),
    /// A column of a key in an array of keys.
    Key(Scope, usize),
    /// A number that is always the same, written into the text.
    Number(u8),
    /// A bound value.
    Value(Value<'static>),
    /// `left op right`, where NULL on a side gives NULL.
    Binary(&'static str, Box<[Node; 2]>),
    /// An equality that is two-valued: NULL equals NULL and nothing else.
    Compare(Compare, Box<[Node; 2]>),
    /// `operand op`
    Postfix(Box<Node>, &'static str),
    /// All hold; true when there are none.
    All(Vec<Node>),
    /// One holds; false when there are none.
    Any(Vec<Node>),
    /// True where the operand is not: NULL counts as false.
    Not(Box<Node>),
    /// A function of arguments that are not NULL gives what is not NULL.
    Call(&'static str, Vec<Node>),
    /// A text, compared by its bytes.
    Collate(Box<Node>),
    /// A column of text, compared by its bytes whatever its collation is.
    Plain(Box<Node>),
    /// The bytes of a text.
    Blob(Box<Node>),
    /// Membership in bound values.
    InList(Box<Node>, Vec<Value<'static>>),
    /// `EXISTS (…)`
    Exists(Box<Select>),
    /// `count(*)`
    CountAll,
    /// The number of the row in its partition.
    RowNumber {
        /// What divides the rows.
        partition: Vec<Node>,
        /// What orders them.
        order: Vec<Term>,
    },
    /// An expression that was nested deeper than SQLite allows, and was dropped for that.
    TooDeep,
}

/// The two equalities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare {
    /// Equal.
    Same,
    /// Not equal.
    Different,
}

impl Node {
    /// SQL NULL.
    pub(crate) const NULL: Self = Self::Value(Value::Null);

    /// `left op right`
    pub(crate) fn binary(left: Self, op: &'static str, right: Self) -> Self {
        Self::Binary(op, Box::new([left, right]))
    }

    /// Whether a NULL can come of it, which decides between `=` and `IS`, `NOT` and `IS NOT TRUE`.
    pub(crate) fn is_nullable(&self) -> bool {
        match self {
            Self::Column { nullable, .. } => *nullable,
            Self::Value(value) => matches!(value, Value::Null),
            Self::Binary(_, sides) => sides.iter().any(Self::is_nullable),
            Self::All(terms) | Self::Any(terms) => terms.iter().any(Self::is_nullable),
            Self::Call(_, terms) => terms.iter().any(Self::is_null_as_operand),
            Self::InList(operand, _) => operand.is_null_as_operand(),
            Self::Blob(operand) | Self::Collate(operand) | Self::Plain(operand) => {
                operand.is_nullable()
            }
            Self::Cell(..) | Self::Key(..) => true,
            Self::Number(_)
            | Self::Slot(_)
            | Self::Compare(..)
            | Self::Postfix(..)
            | Self::Not(_)
            | Self::Exists(_)
            | Self::CountAll
            | Self::RowNumber { .. }
            | Self::TooDeep => false,
        }
    }

    /// Whether it is a condition, whose NULL counts as false.
    pub(crate) fn is_condition(&self) -> bool {
        matches!(
            self,
            Self::Binary(..) | Self::InList(..) | Self::All(_) | Self::Any(_)
        )
    }

    /// Whether a NULL can come of it where it is a value among others: a condition is made true or false there.
    pub(crate) fn is_null_as_operand(&self) -> bool {
        !self.is_condition() && self.is_nullable()
    }

    /// Whether a column of this occurrence of a table stands anywhere in it.
    pub(crate) fn mentions(&self, scope: Scope) -> bool {
        let among = |nodes: &[Self]| nodes.iter().any(|node| node.mentions(scope));
        match self {
            Self::Column { scope: own, .. }
            | Self::Cell(own, _)
            | Self::Slot(own)
            | Self::Key(own, _) => *own == scope,
            Self::Binary(_, sides) | Self::Compare(_, sides) => among(&**sides),
            Self::All(terms) | Self::Any(terms) | Self::Call(_, terms) => among(terms),
            Self::Postfix(operand, _)
            | Self::Not(operand)
            | Self::Blob(operand)
            | Self::Collate(operand)
            | Self::Plain(operand)
            | Self::InList(operand, _) => operand.mentions(scope),
            Self::Exists(select) => select.mentions(scope),
            Self::RowNumber { partition, order } => {
                among(partition) || order.iter().any(|term| term.node.mentions(scope))
            }
            Self::Number(_) | Self::Value(_) | Self::CountAll | Self::TooDeep => false,
        }
    }
}
