//! Joining conditions.

use std::ops::{BitAnd, BitOr, Not};

use super::{Column, Expr, Expression};
use crate::sql::Node;

/// What a filter takes: an `Expr<bool>` or a `bool` column.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a condition",
    label = "expected a comparison or a `bool` column",
    note = "an `Option<bool>` is one with `.eq(true)`, a relation with `.any(|row| …)` or `.is(|row| …)`"
)]
pub trait Condition: Sized {
    /// The condition as an expression.
    fn into_condition(self) -> Expr<bool>;

    /// Both hold: `a AND b`.
    fn and(self, other: impl Condition) -> Expr<bool> {
        join(self, other, false)
    }

    /// One of both holds: `a OR b`.
    fn or(self, other: impl Condition) -> Expr<bool> {
        join(self, other, true)
    }

    /// Does not hold: `NOT a`, or `a IS NOT TRUE` where it may be NULL.
    fn not(self) -> Expr<bool> {
        let (node, depth) = self.into_condition().into_parts();
        Expr::new(Node::Not(Box::new(node)), depth + 1)
    }
}

impl Condition for Expr<bool> {
    fn into_condition(self) -> Self {
        self
    }
}

/// Always or never.
impl Condition for bool {
    fn into_condition(self) -> Expr<bool> {
        Expr::new(
            if self {
                Node::All(Vec::new())
            } else {
                Node::Any(Vec::new())
            },
            1,
        )
    }
}

impl<M> Condition for Column<M, bool> {
    fn into_condition(self) -> Expr<bool> {
        let (node, depth) = self.into_tree();
        Expr::new(node, depth)
    }
}

/// All of the conditions hold; of none, true.
pub fn all_of<C: Condition>(conditions: impl IntoIterator<Item = C>) -> Expr<bool> {
    junction(conditions, Node::All)
}

/// One of the conditions holds; of none, false.
pub fn any_of<C: Condition>(conditions: impl IntoIterator<Item = C>) -> Expr<bool> {
    junction(conditions, Node::Any)
}

fn junction<C: Condition>(
    conditions: impl IntoIterator<Item = C>,
    make: fn(Vec<Node>) -> Node,
) -> Expr<bool> {
    let mut deepest = 0;
    let terms: Vec<Node> = conditions
        .into_iter()
        .map(|condition| {
            let (node, depth) = condition.into_condition().into_parts();
            deepest = deepest.max(depth);
            node
        })
        .collect();
    Expr::new(make(terms), deepest + 1)
}

/// A chain of `and` or `or` is one node with many terms, so that its length is not its depth.
fn join(left: impl Condition, right: impl Condition, any: bool) -> Expr<bool> {
    let (left, left_depth) = left.into_condition().into_parts();
    let (right, right_depth) = right.into_condition().into_parts();
    let mut depth = right_depth + 1;
    let mut terms = match (left, any) {
        (Node::Any(terms), true) | (Node::All(terms), false) => {
            depth = depth.max(left_depth);
            terms
        }
        (left, _) => {
            depth = depth.max(left_depth + 1);
            vec![left]
        }
    };
    terms.push(right);
    Expr::new(
        if any {
            Node::Any(terms)
        } else {
            Node::All(terms)
        },
        depth,
    )
}

macro_rules! operators {
    ([$($generics:tt)*] $type:ty) => {
        impl<$($generics)* R: Condition> BitAnd<R> for $type {
            type Output = Expr<bool>;

            fn bitand(self, other: R) -> Expr<bool> {
                self.and(other)
            }
        }

        impl<$($generics)* R: Condition> BitOr<R> for $type {
            type Output = Expr<bool>;

            fn bitor(self, other: R) -> Expr<bool> {
                self.or(other)
            }
        }

        impl<$($generics)*> Not for $type {
            type Output = Expr<bool>;

            fn not(self) -> Expr<bool> {
                Condition::not(self)
            }
        }
    };
}

operators!([] Expr<bool>);
operators!([M,] Column<M, bool>);
