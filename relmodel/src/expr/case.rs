//! Values that depend on conditions.

use std::marker::PhantomData;

use super::{Condition, Expr, Expression, IntoExpr, Operand};
use crate::sql::Node;
use crate::value::ColumnType;

/// A value that depends on conditions, before it is said what it is where none of them holds: see [`case_when`].
#[must_use = "a case is an expression after `.otherwise(…)` or `.or_none()`"]
pub struct Case<T> {
    cases: Vec<(Node, Node)>,
    depth: u32,
    value: PhantomData<fn() -> T>,
}

/// Begins a value that depends on conditions: `CASE WHEN … THEN … ELSE … END`. The first condition that holds decides.
///
/// ```
/// # use relmodel::prelude::*;
/// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
/// let query = User::all().select(|u| {
///     case_when(u.age.lt(13), "child").when(u.age.lt(20), "teen").otherwise(u.name)
/// });
/// assert_eq!(
///     query.to_sql()?,
///     r#"SELECT CASE WHEN t0."age" < ?1 THEN ?2 WHEN t0."age" < ?3 THEN ?4 ELSE t0."name" END FROM "user" AS t0"#,
/// );
/// # Ok::<(), relmodel::Error>(())
/// ```
pub fn case_when<C: Condition, V: IntoExpr>(condition: C, value: V) -> Case<V::Type> {
    Case {
        cases: Vec::new(),
        depth: 0,
        value: PhantomData::<fn() -> V::Type>,
    }
    .also(condition, value.into_expr())
}

impl<T: ColumnType> Case<T> {
    /// Gives another value where another condition holds, and none before it does.
    pub fn when<C: Condition, R: Operand<T>>(
        self,
        condition: C,
        value: R,
    ) -> Case<T::Join<R::Type>> {
        self.also(condition, value.into_operand())
    }

    /// Gives the value where none of the conditions holds.
    pub fn otherwise<R: Operand<T>>(self, value: R) -> Expr<T::Join<R::Type>> {
        let (value, depth) = value.into_operand();
        Expr::new(
            Node::Case(self.cases, Some(Box::new(value))),
            self.depth.max(depth) + 1,
        )
    }

    /// Gives NULL where none of the conditions holds.
    pub fn or_none(self) -> Expr<Option<T::Base>> {
        Expr::new(Node::Case(self.cases, None), self.depth + 1)
    }

    fn also<U>(mut self, condition: impl Condition, (value, depth): (Node, u32)) -> Case<U> {
        let (condition, condition_depth) = condition.into_condition().into_tree();
        self.cases.push((condition, value));
        Case {
            cases: self.cases,
            depth: self.depth.max(depth).max(condition_depth),
            value: PhantomData,
        }
    }
}

impl<T> Clone for Case<T> {
    fn clone(&self) -> Self {
        Self {
            cases: self.cases.clone(),
            depth: self.depth,
            value: PhantomData,
        }
    }
}

impl<T> std::fmt::Debug for Case<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Case").field(&self.cases).finish()
    }
}
