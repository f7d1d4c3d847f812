//! The tree of an expression.

use super::{Raw, Scope, Select, Term};
use crate::value::{Type, Value};

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
    /// `(a, b)`: values that are compared together, the first that differ deciding.
    Row(Vec<Node>),
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
    /// A function.
    Call {
        /// Its name.
        function: &'static str,
        /// What it is given.
        arguments: Vec<Node>,
        /// Whether it may give NULL.
        nullable: bool,
    },
    /// `left op right` of numbers, or of texts.
    Arithmetic {
        /// What is done.
        op: &'static str,
        /// With what.
        operands: Vec<Node>,
        /// Whether it may give NULL.
        nullable: bool,
    },
    /// `-operand`
    Negated(Box<Node>),
    /// `operand BETWEEN low AND high`
    Between(Box<[Node; 3]>),
    /// `CAST(operand AS type)`
    Cast(Box<Node>, &'static str),
    /// The value of the first condition that holds, else the last value, else NULL.
    Case(Vec<(Node, Node)>, Option<Box<Node>>),
    /// The one value of a sub-query.
    Scalar(Box<Select>, bool),
    /// SQL that the user wrote, with what stands for its question marks.
    Raw(Raw),
    /// SQL of relmodel's own that never changes.
    Literal(&'static str),
    /// A text, compared by its bytes.
    Collate(Box<Node>),
    /// A column of text, compared by its bytes whatever its collation is.
    Plain(Box<Node>),
    /// Membership in bound values.
    InList(Box<Node>, Vec<Value<'static>>),
    /// Membership of one or several values in the rows of a sub-query.
    InSelect(Vec<Node>, Box<Select>),
    /// `EXISTS (…)`
    Exists(Box<Select>),
    /// `count(*)`
    CountAll,
    /// `count(DISTINCT operand)`
    CountDistinct(Box<Node>),
    /// The number of the row in its partition.
    RowNumber {
        /// What divides the rows.
        partition: Vec<Node>,
        /// What orders them.
        order: Vec<Term>,
    },
    /// A list without an end.
    Endless,
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

/// A text that is no UTF-8, so that none that is contains it: put behind a text, its place tells how long that is.
/// `length` stops at NUL.
pub(crate) const AFTER_TEXT: Node = Node::Literal("CAST(x'FFFF' AS TEXT)");

impl Node {
    /// SQL NULL.
    pub(crate) const NULL: Self = Self::Value(Value::Null);

    /// `left op right`
    pub(crate) fn binary(left: Self, op: &'static str, right: Self) -> Self {
        Self::Binary(op, Box::new([left, right]))
    }

    /// A function of arguments that are not NULL gives what is not NULL.
    pub(crate) fn call(function: &'static str, arguments: Vec<Self>) -> Self {
        let nullable = arguments.iter().any(Self::is_null_as_operand);
        Self::Call {
            function,
            arguments,
            nullable,
        }
    }

    /// A function that may give NULL whatever it is given, or never does.
    pub(crate) fn call_of(function: &'static str, arguments: Vec<Self>, nullable: bool) -> Self {
        Self::Call {
            function,
            arguments,
            nullable,
        }
    }

    /// `CAST(operand AS type)`
    pub(crate) fn cast(self, to: Type) -> Self {
        Self::Cast(Box::new(self), to.sql())
    }

    /// Whether a NULL can come of it, which decides between `=` and `IS`, `NOT` and `IS NOT TRUE`.
    pub(crate) fn is_nullable(&self) -> bool {
        match self {
            Self::Column { nullable, .. }
            | Self::Call { nullable, .. }
            | Self::Arithmetic { nullable, .. }
            | Self::Scalar(_, nullable) => *nullable,
            Self::Value(value) => matches!(value, Value::Null),
            Self::Binary(_, sides) => sides.iter().any(Self::is_null_as_operand),
            Self::Between(operands) => operands.iter().any(Self::is_null_as_operand),
            Self::All(terms) | Self::Any(terms) => terms.iter().any(Self::is_nullable),
            Self::Row(terms) => terms.iter().any(Self::is_null_as_operand),
            Self::InList(operand, _) => operand.is_null_as_operand(),
            Self::Collate(operand)
            | Self::Plain(operand)
            | Self::Negated(operand)
            | Self::Cast(operand, _) => operand.is_null_as_operand(),
            Self::Case(cases, otherwise) => {
                let mut values = cases
                    .iter()
                    .map(|(_, value)| value)
                    .chain(otherwise.as_deref());
                otherwise.is_none() || values.any(Self::is_null_as_operand)
            }
            Self::InSelect(..) | Self::Cell(..) | Self::Key(..) | Self::Raw(_) => true,
            Self::Number(_)
            | Self::Literal(_)
            | Self::Slot(_)
            | Self::Compare(..)
            | Self::Postfix(..)
            | Self::Not(_)
            | Self::Exists(_)
            | Self::CountAll
            | Self::CountDistinct(_)
            | Self::RowNumber { .. }
            | Self::Endless
            | Self::TooDeep => false,
        }
    }

    /// Whether it is a condition, whose NULL counts as false.
    pub(crate) fn is_condition(&self) -> bool {
        match self {
            Self::Binary(..)
            | Self::Between(_)
            | Self::InList(..)
            | Self::InSelect(..)
            | Self::All(_)
            | Self::Any(_) => true,
            Self::Raw(raw) => raw.is_condition,
            _ => false,
        }
    }

    /// Whether a NULL can come of it where it is a value among others: a condition is made true or false there.
    pub(crate) fn is_null_as_operand(&self) -> bool {
        !self.is_condition() && self.is_nullable()
    }

    /// Whether it is reckoned with integers, so that a float that comes of it is a result of more than 64 bits.
    pub(crate) fn is_reckoned(&self) -> bool {
        match self {
            Self::Arithmetic { .. } | Self::Negated(_) => true,
            Self::Scalar(select, _) => select.columns.iter().any(Self::is_reckoned),
            Self::Call { arguments, .. } => arguments.iter().any(Self::is_reckoned),
            Self::Case(cases, otherwise) => cases
                .iter()
                .map(|(_, value)| value)
                .chain(otherwise.as_deref())
                .any(Self::is_reckoned),
            _ => false,
        }
    }
}
