//! Joining conditions.

use std::ops::{BitAnd, BitOr, Not};

use super::{Column, Expr, Expression};
use crate::sql::Node;

/// What a filter takes: a comparison (an [`Expr<bool>`](Expr)), a `bool` column, or a plain `bool`, which means always or never.
///
/// The operators `&`, `|` and `!` do the same as `and`, `or` and `not`.
///
/// ```
/// # use relmodel::prelude::*;
/// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
/// let query = User::filter(|u| u.active & !u.age.lt(18));
/// assert!(query.to_sql()?.ends_with(r#"WHERE t0."active" AND NOT (t0."age" < ?1)"#));
/// # Ok::<(), relmodel::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a condition",
    label = "expected a comparison or a `bool` column",
    note = "an `Option<bool>` is one with `.eq(true)`, a relation with `.any(|row| …)` or `.is(|row| …)`"
)]
pub trait Condition: Sized {
    /// Makes an expression of it.
    fn into_condition(self) -> Expr<bool>;

    /// Asks whether both hold: `a AND b`.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
    /// let query = User::filter(|u| u.active.and(u.age.ge(18)));
    /// assert!(query.to_sql()?.ends_with(r#"WHERE t0."active" AND t0."age" >= ?1"#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn and(self, other: impl Condition) -> Expr<bool> {
        join(self.into_condition(), other.into_condition(), false)
    }

    /// Asks whether one of both holds: `a OR b`.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
    /// let query = User::filter(|u| u.active.or(u.age.ge(18)));
    /// assert!(query.to_sql()?.ends_with(r#"WHERE t0."active" OR t0."age" >= ?1"#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn or(self, other: impl Condition) -> Expr<bool> {
        join(self.into_condition(), other.into_condition(), true)
    }

    /// Asks whether it does not hold: `NOT a`, or `a IS NOT TRUE` where it may be NULL.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
    /// let query = User::filter(|u| u.age.lt(18).not());
    /// assert!(query.to_sql()?.ends_with(r#"WHERE NOT (t0."age" < ?1)"#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
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

/// Asks whether all of the conditions hold. Of none, it is true.
///
/// ```
/// # use relmodel::prelude::*;
/// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
/// let query = User::filter(|u| all_of(["a", "b"].map(|part| u.name.contains(part))));
/// assert!(query.to_sql()?.ends_with(r#"WHERE instr(t0."name", ?1) > 0 AND instr(t0."name", ?2) > 0"#));
/// # Ok::<(), relmodel::Error>(())
/// ```
pub fn all_of<C: Condition>(conditions: impl IntoIterator<Item = C>) -> Expr<bool> {
    junction(conditions, Node::All)
}

/// Asks whether one of the conditions holds. Of none, it is false.
///
/// ```
/// # use relmodel::prelude::*;
/// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
/// let query = User::filter(|u| any_of(["a", "b"].map(|part| u.name.contains(part))));
/// assert!(query.to_sql()?.ends_with(r#"WHERE instr(t0."name", ?1) > 0 OR instr(t0."name", ?2) > 0"#));
/// # Ok::<(), relmodel::Error>(())
/// ```
pub fn any_of<C: Condition>(conditions: impl IntoIterator<Item = C>) -> Expr<bool> {
    junction(conditions, Node::Any)
}

fn junction<C: Condition>(
    conditions: impl IntoIterator<Item = C>,
    make: fn(Vec<Node>) -> Node,
) -> Expr<bool> {
    let mut deepest = 0;
    let mut terms: Vec<Node> = conditions
        .into_iter()
        .map(|condition| {
            let (node, depth) = condition.into_condition().into_parts();
            deepest = deepest.max(depth);
            node
        })
        .collect();
    // A list of one is its term.
    match (terms.len(), terms.pop()) {
        (1, Some(only)) => Expr::new(only, deepest),
        (_, last) => {
            terms.extend(last);
            Expr::new(make(terms), deepest + 1)
        }
    }
}

/// A chain of `and` or `or` is one node with many terms, so that its length is not its depth.
fn join(left: Expr<bool>, right: Expr<bool>, any: bool) -> Expr<bool> {
    let (left, left_depth) = left.into_parts();
    let (right, right_depth) = right.into_parts();
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
