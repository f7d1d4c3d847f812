//! Typed columns and expressions: a thin shell over the untyped tree of `sql`.

mod column;
mod condition;
mod operand;
mod order;
mod text;

use std::marker::PhantomData;

pub use column::Column;
pub use condition::{Condition, all_of, any_of};
pub use operand::{ByValue, Operand, Values};
pub use order::{Order, OrderBy};

use crate::sql::{Compare, Node};
use crate::value::{ColumnType, Scalar};

/// How deep an expression may nest. SQLite's own limit is 1000, for all of a statement.
const DEPTH: u32 = 900;

/// An expression of the Rust type `T`, built from columns and values.
#[must_use = "an expression does nothing until a query uses it"]
pub struct Expr<T> {
    node: Node,
    /// How deep the tree is. A deeper one than SQLite takes is never built, so that none can overflow the stack when it is dropped.
    depth: u32,
    value: PhantomData<fn() -> T>,
}

impl<T> Expr<T> {
    pub(crate) fn new(node: Node, depth: u32) -> Self {
        let node = if depth > DEPTH { Node::TooDeep } else { node };
        Self {
            node,
            depth: depth.min(DEPTH + 1),
            value: PhantomData,
        }
    }

    pub(crate) fn into_node(self) -> Node {
        self.node
    }

    fn into_parts(self) -> (Node, u32) {
        (self.node, self.depth)
    }
}

impl<T> Clone for Expr<T> {
    fn clone(&self) -> Self {
        Self {
            node: self.node.clone(),
            depth: self.depth,
            value: PhantomData,
        }
    }
}

impl<T> std::fmt::Debug for Expr<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Expr").field(&self.node).finish()
    }
}

/// What columns and expressions can be asked: comparisons, tests and orders.
///
/// Comparisons are two-valued, as in Rust: `eq` and `ne` render `IS` and `IS NOT` where a side may be NULL,
/// and [`not`](Condition::not) keeps the rows where the comparison is NULL.
#[allow(
    clippy::wrong_self_convention,
    reason = "columns are `Copy`, and expressions are used up"
)]
pub trait Expression: Sized {
    /// The Rust type of its values.
    type Type: ColumnType;

    /// The tree, and how deep it is.
    #[doc(hidden)]
    fn into_tree(self) -> (Node, u32);

    /// Equal: `a = b`, or `a IS b` where a side may be NULL.
    fn eq<R: Operand<Self::Type>>(self, other: R) -> Expr<bool> {
        pair(self, other, |sides| Node::Compare(Compare::Same, sides))
    }

    /// Not equal: `a <> b`, or `a IS NOT b` where a side may be NULL.
    fn ne<R: Operand<Self::Type>>(self, other: R) -> Expr<bool> {
        pair(self, other, |sides| {
            Node::Compare(Compare::Different, sides)
        })
    }

    /// Less: `a < b`. False where a side is NULL.
    fn lt<R: Operand<Self::Type>>(self, other: R) -> Expr<bool> {
        pair(self, other, |sides| Node::Binary("<", sides))
    }

    /// Less or equal: `a <= b`. False where a side is NULL.
    fn le<R: Operand<Self::Type>>(self, other: R) -> Expr<bool> {
        pair(self, other, |sides| Node::Binary("<=", sides))
    }

    /// Greater: `a > b`. False where a side is NULL.
    fn gt<R: Operand<Self::Type>>(self, other: R) -> Expr<bool> {
        pair(self, other, |sides| Node::Binary(">", sides))
    }

    /// Greater or equal: `a >= b`. False where a side is NULL.
    fn ge<R: Operand<Self::Type>>(self, other: R) -> Expr<bool> {
        pair(self, other, |sides| Node::Binary(">=", sides))
    }

    /// One of the values, of which there may be any number: they are bound as one array. Of none it is false.
    fn in_<V: Values<Self::Type>>(self, values: V) -> Expr<bool> {
        let (node, depth) = self.into_tree();
        Expr::new(
            Node::InList(Box::new(node), values.into_values()),
            depth + 1,
        )
    }

    /// NULL: `a IS NULL`.
    fn is_null(self) -> Expr<bool>
    where
        Self::Type: Nullable,
    {
        postfix(self, "IS NULL")
    }

    /// Not NULL: `a IS NOT NULL`.
    fn is_not_null(self) -> Expr<bool>
    where
        Self::Type: Nullable,
    {
        postfix(self, "IS NOT NULL")
    }

    /// Smallest first; NULL is smaller than everything.
    fn asc(self) -> Order {
        Order::new(self.into_tree().0, false)
    }

    /// Largest first; NULL is smaller than everything.
    fn desc(self) -> Order {
        Order::new(self.into_tree().0, true)
    }

    /// Contains `part`, as `str::contains`: with regard to case, and an empty part is in every text. `instr(a, b) > 0`.
    fn contains(self, part: &str) -> Expr<bool>
    where
        Self::Type: Text,
    {
        text::contains(self.into_tree(), part)
    }

    /// Begins with `prefix`, as `str::starts_with`: `a >= prefix AND a < …`, which an index serves.
    fn starts_with(self, prefix: &str) -> Expr<bool>
    where
        Self::Type: Text,
    {
        text::starts_with(self.into_tree(), prefix)
    }

    /// Ends with `suffix`, as `str::ends_with`.
    fn ends_with(self, suffix: &str) -> Expr<bool>
    where
        Self::Type: Text,
    {
        text::ends_with(self.into_tree(), suffix)
    }

    /// SQLite's own `LIKE`: `%` and `_` are wildcards, the case of ASCII letters doesn't count.
    fn like(self, pattern: &str) -> Expr<bool>
    where
        Self::Type: Text,
    {
        text::like(self.into_tree(), pattern)
    }
}

impl<T: ColumnType> Expression for Expr<T> {
    type Type = T;

    fn into_tree(self) -> (Node, u32) {
        self.into_parts()
    }
}

/// A type that takes NULL: `Option<T>`.
#[diagnostic::on_unimplemented(
    message = "this expression is never NULL: its type is `{Self}`",
    label = "only an `Option` can be NULL"
)]
pub trait Nullable {}

impl<T: Scalar> Nullable for Option<T> {}

/// A text: `String`, or `Option<String>`.
#[diagnostic::on_unimplemented(
    message = "this needs text, but the expression is `{Self}`",
    label = "only text can be matched"
)]
pub trait Text {}

impl Text for String {}
impl Text for Option<String> {}

fn pair<L: Expression, R: Operand<L::Type>>(
    left: L,
    right: R,
    join: fn(Box<[Node; 2]>) -> Node,
) -> Expr<bool> {
    let (left, left_depth) = left.into_tree();
    let (right, right_depth) = right.into_operand();
    Expr::new(
        join(Box::new([left, right])),
        left_depth.max(right_depth) + 1,
    )
}

fn postfix<T>(operand: impl Expression, op: &'static str) -> Expr<T> {
    let (node, depth) = operand.into_tree();
    Expr::new(Node::Postfix(Box::new(node), op), depth + 1)
}
