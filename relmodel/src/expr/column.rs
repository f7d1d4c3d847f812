//! Columns, as closures get them.

use std::fmt;
use std::marker::PhantomData;

use super::Expression;
use crate::sql::{Node, Scope};
use crate::value::ColumnType;

/// A column, as closures get it: `u.name` in `User::filter(|u| …)`. Its model is `M`, its Rust type `T`.
///
/// Compare by `.eq(…)`, `.lt(…)`, `.contains(…)` and the other methods of [`Expression`], not by `==` or `<`, which Rust keeps for values.
/// Join by `.and(…)` or `&`, by `.or(…)` or `|`, and turn around by `.not()` or `!`: the methods of [`Condition`](crate::Condition), not by `&&` or `||`.
///
/// ```
/// # use relmodel::prelude::*;
/// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
/// let query = User::filter(|u| u.name.eq("ann") & (u.age.ge(18) | u.bio.is_not_null()));
/// assert!(query.to_sql()?.ends_with(
///     r#"WHERE t0."name" = ?1 AND (t0."age" >= ?2 OR t0."bio" IS NOT NULL)"#,
/// ));
/// # Ok::<(), relmodel::Error>(())
/// ```
///
/// It holds no value: the closure runs once, when the query is made, and a row's values are in the rows that `load` gives.
/// A column of type `bool` is a condition by itself: `User::filter(|u| u.active)`.
pub struct Column<M, T> {
    scope: Scope,
    place: u16,
    types: PhantomData<fn() -> (M, T)>,
}

impl<M, T> Column<M, T> {
    /// For generated code: makes the column at a place of the model.
    #[doc(hidden)]
    #[must_use]
    pub fn new(scope: Scope, place: u16) -> Self {
        Self {
            scope,
            place,
            types: PhantomData,
        }
    }

    /// Its place in the model.
    pub(super) fn place(self) -> u16 {
        self.place
    }
}

impl<M, T> Clone for Column<M, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M, T> Copy for Column<M, T> {}

impl<M, T> fmt::Debug for Column<M, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Column({})", self.place)
    }
}

impl<M, T: ColumnType> Expression for Column<M, T> {
    type Type = T;

    fn into_tree(self) -> (Node, u32) {
        (
            Node::Column {
                scope: self.scope,
                column: self.place,
                nullable: T::NULLABLE,
            },
            1,
        )
    }
}
