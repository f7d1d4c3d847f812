//! Typed columns and expressions: a thin shell over the untyped tree of `sql`.

mod assign;
mod case;
mod column;
mod condition;
mod date;
mod kinds;
mod number;
mod operand;
mod order;
mod raw;
mod select;
mod text;
mod text_functions;
mod value;

use std::marker::PhantomData;

pub use assign::{Assignment, Assignments, Settable, Storable};
pub use case::{Case, case_when};
pub use column::Column;
pub use condition::{Condition, all_of, any_of};
pub use date::{DateAndTime, DateFunctions, Dated, Timed};
pub use kinds::{Float, Integer, Nullable, Number, Text, TextAs};
pub use number::{Addend, Divisor, NumberFunctions};
pub use operand::{ByValue, Operand, Values};
pub use order::{Order, OrderBy, Ordered, OrderedAs};
pub use raw::Arguments;
pub use select::Selection;
pub use text_functions::{Parts, TextFunctions, TextPart, concat};
pub use value::{IntoExpr, value};

use crate::sql::{Compare, Node};
use crate::value::{ColumnType, Scalar, Type};

/// How deep an expression may nest. SQLite's own limit is 1000, for all of a statement.
const DEPTH: u32 = 900;

/// An expression of the Rust type `T`, made of columns and values by the methods of [`Expression`] and [`Condition`].
///
/// A condition is an `Expr<bool>`. A function of its own reuses one:
///
/// ```
/// # use relmodel::prelude::*;
/// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
/// fn adult(u: UserFields) -> Expr<bool> {
///     u.age.ge(18)
/// }
///
/// let query = User::filter(|u| adult(u).and(u.name.eq("ann")));
/// assert!(query.to_sql()?.ends_with(r#"WHERE t0."age" >= ?1 AND t0."name" = ?2"#));
/// # Ok::<(), relmodel::Error>(())
/// ```
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
/// Values are bound as parameters, never written into the SQL.
///
/// Comparisons are two-valued, as in Rust: `eq` and `ne` render `IS` and `IS NOT` where a side may be NULL,
/// and [`not`](Condition::not) keeps the rows where the comparison is NULL.
#[allow(
    clippy::wrong_self_convention,
    reason = "columns are `Copy`, and expressions are used up"
)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a column or expression",
    label = "expected a column, as closures get them, or an `Expr`"
)]
pub trait Expression: Sized {
    /// The Rust type of its values.
    type Type: ColumnType;

    /// The tree, and how deep it is.
    #[doc(hidden)]
    fn into_tree(self) -> (Node, u32);

    /// Asks whether both are equal: `a = b`, or `a IS b` where a side may be NULL. The other is a value, a column or an expression.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
    /// let query = User::filter(|u| u.name.eq("ann").and(u.bio.eq(None)));
    /// assert!(query.to_sql()?.ends_with(r#"WHERE t0."name" = ?1 AND t0."bio" IS NULL"#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn eq<R: Operand<Self::Type>>(self, other: R) -> Expr<bool> {
        pair(self, other, |sides| Node::Compare(Compare::Same, sides))
    }

    /// Asks whether both differ: `a <> b`, or `a IS NOT b` where a side may be NULL.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
    /// let query = User::filter(|u| u.name.ne("ann").and(u.bio.ne("writes")));
    /// assert!(query.to_sql()?.ends_with(r#"WHERE t0."name" <> ?1 AND t0."bio" IS NOT ?2"#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn ne<R: Operand<Self::Type>>(self, other: R) -> Expr<bool> {
        pair(self, other, |sides| {
            Node::Compare(Compare::Different, sides)
        })
    }

    /// Asks whether it is less: `a < b`. False where a side is NULL. Texts are compared byte by byte.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
    /// let query = User::filter(|u| u.age.lt(18));
    /// assert!(query.to_sql()?.ends_with(r#"WHERE t0."age" < ?1"#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn lt<R: Operand<Self::Type>>(self, other: R) -> Expr<bool>
    where
        Self::Type: Ordered,
    {
        pair(self, other, |sides| Node::Binary("<", sides))
    }

    /// Asks whether it is less or equal: `a <= b`. False where a side is NULL. Texts are compared byte by byte.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
    /// let query = User::filter(|u| u.age.le(18));
    /// assert!(query.to_sql()?.ends_with(r#"WHERE t0."age" <= ?1"#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn le<R: Operand<Self::Type>>(self, other: R) -> Expr<bool>
    where
        Self::Type: Ordered,
    {
        pair(self, other, |sides| Node::Binary("<=", sides))
    }

    /// Asks whether it is greater: `a > b`. False where a side is NULL. Texts are compared byte by byte.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
    /// let query = User::filter(|u| u.age.gt(18));
    /// assert!(query.to_sql()?.ends_with(r#"WHERE t0."age" > ?1"#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn gt<R: Operand<Self::Type>>(self, other: R) -> Expr<bool>
    where
        Self::Type: Ordered,
    {
        pair(self, other, |sides| Node::Binary(">", sides))
    }

    /// Asks whether it is greater or equal: `a >= b`. False where a side is NULL. Texts are compared byte by byte.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
    /// let query = User::filter(|u| u.age.ge(18));
    /// assert!(query.to_sql()?.ends_with(r#"WHERE t0."age" >= ?1"#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn ge<R: Operand<Self::Type>>(self, other: R) -> Expr<bool>
    where
        Self::Type: Ordered,
    {
        pair(self, other, |sides| Node::Binary(">=", sides))
    }

    /// Asks whether it is one of the values, of which there may be any number: they are bound as one array. Of none it is false.
    /// `!u.age.in_(…)` is "not in", and a range of integers is "between".
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
    /// let query = User::filter(|u| u.name.in_(["ann", "bob"]).or(u.age.in_(13..=19)));
    /// assert!(query.to_sql()?.ends_with(r#"WHERE t0."name" IN rarray(?1) OR t0."age" IN rarray(?2)"#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// A query that selects one value is a list, too, and NULL is none of its members. The list is read once, and the rows are found by its members, where
    /// the query finds its own rows by an index; else it is asked for each row, by `EXISTS`, if an index finds the member.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct Order { id: Id<Order>, open: bool }
    /// # #[derive(Model)] struct Line { id: Id<Line>, #[belongs_to(Order)] order_id: Id<Order> }
    /// let open = Line::filter(|l| l.order_id.in_(Order::filter(|o| o.open).select(|o| o.id)));
    /// assert!(open.to_sql()?.ends_with(r#"WHERE EXISTS (SELECT 1 FROM "order" AS t1 WHERE t0."order_id" = t1."id" AND t1."open")"#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn in_<V: Values<Self::Type>>(self, values: V) -> Expr<bool> {
        values.into_membership(self.into_tree())
    }

    /// Asks whether it is neither less than `low` nor greater than `high`: `a BETWEEN low AND high`. False where one of them is NULL.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
    /// let query = User::filter(|u| u.age.between(13, 19));
    /// assert!(query.to_sql()?.ends_with(r#"WHERE t0."age" BETWEEN ?1 AND ?2"#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn between<L, H>(self, low: L, high: H) -> Expr<bool>
    where
        Self::Type: Ordered,
        L: Operand<Self::Type>,
        H: Operand<Self::Type>,
    {
        let (node, depth) = self.into_tree();
        let (low, low_depth) = low.into_operand();
        let (high, high_depth) = high.into_operand();
        Expr::new(
            Node::Between(Box::new([node, low, high])),
            depth.max(low_depth).max(high_depth) + 1,
        )
    }

    /// Gives another value where it is NULL: `coalesce(a, b)`. It is for an `Option`, and is none itself unless the other is.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
    /// let bios: Query<User, String> = User::all().select(|u| u.bio.coalesce("nothing yet"));
    /// assert_eq!(bios.to_sql()?, r#"SELECT coalesce(t0."bio", ?1) FROM "user" AS t0"#);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn coalesce<R: Operand<Self::Type>>(self, other: R) -> Expr<R::Type>
    where
        Self::Type: Nullable,
    {
        let (node, depth) = self.into_tree();
        let (other, other_depth) = other.into_operand();
        let nullable = other.is_null_as_operand();
        Expr::new(
            Node::call_of("coalesce", vec![node, other], nullable),
            depth.max(other_depth) + 1,
        )
    }

    /// Makes a value of another type of it: `CAST(a AS INTEGER)`, or REAL, TEXT or BLOB, whichever stores `T`. NULL stays NULL.
    ///
    /// It is SQLite's own conversion, which never fails: a float becomes an integer by leaving out what is behind the point,
    /// a text becomes the number that it begins with, or 0; any value becomes the text that it is stored or written as.
    /// What is no `T` then, such as 300 for `u8`, is `is_decode` where it is read.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
    /// let query = User::all().select(|u| u.age.cast::<f64>() / 2.0);
    /// assert_eq!(query.to_sql()?, r#"SELECT CAST(t0."age" AS REAL) / ?1 FROM "user" AS t0"#);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn cast<T: Scalar + ColumnType<Base = T>>(self) -> Expr<<Self::Type as ColumnType>::Join<T>> {
        let (node, depth) = self.into_tree();
        match T::TYPE {
            // It takes each value as it is; the type in a CAST would make numbers of texts.
            Type::Any => Expr::new(node, depth),
            to => Expr::new(node.cast(to), depth + 1),
        }
    }

    /// The same as an `Option`, where one is asked for.
    fn optional(self) -> Expr<Option<<Self::Type as ColumnType>::Base>> {
        let (node, depth) = self.into_tree();
        Expr::new(node, depth)
    }

    /// Asks whether it is NULL: `a IS NULL`. It is for columns of an `Option`.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
    /// let query = User::filter(|u| u.bio.is_null());
    /// assert!(query.to_sql()?.ends_with(r#"WHERE t0."bio" IS NULL"#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn is_null(self) -> Expr<bool>
    where
        Self::Type: Nullable,
    {
        postfix(self, "IS NULL")
    }

    /// Asks whether it is not NULL: `a IS NOT NULL`. It is for columns of an `Option`.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
    /// let query = User::filter(|u| u.bio.is_not_null());
    /// assert!(query.to_sql()?.ends_with(r#"WHERE t0."bio" IS NOT NULL"#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn is_not_null(self) -> Expr<bool>
    where
        Self::Type: Nullable,
    {
        postfix(self, "IS NOT NULL")
    }

    /// Orders by it, smallest first; NULL is smaller than everything. It is the order that a bare column means.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
    /// let query = User::all().order_by(|u| u.age.asc());
    /// assert!(query.to_sql()?.ends_with(r#"ORDER BY t0."age""#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn asc(self) -> Order
    where
        Self::Type: Ordered,
    {
        Order::new(self.into_tree().0, false)
    }

    /// Orders by it, largest first; NULL is smaller than everything.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
    /// let query = User::all().order_by(|u| (u.age.desc(), u.name));
    /// assert!(query.to_sql()?.ends_with(r#"ORDER BY t0."age" DESC, t0."name""#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn desc(self) -> Order
    where
        Self::Type: Ordered,
    {
        Order::new(self.into_tree().0, true)
    }
}

impl<T: ColumnType> Expression for Expr<T> {
    type Type = T;

    fn into_tree(self) -> (Node, u32) {
        self.into_parts()
    }
}

fn pair<L: Expression, R: Operand<L::Type>>(
    left: L,
    right: R,
    join: fn(Box<[Node; 2]>) -> Node,
) -> Expr<bool> {
    joined(left.into_tree(), right.into_operand(), join)
}

fn joined(
    (left, left_depth): (Node, u32),
    (right, right_depth): (Node, u32),
    join: fn(Box<[Node; 2]>) -> Node,
) -> Expr<bool> {
    Expr::new(
        join(Box::new([left, right])),
        left_depth.max(right_depth) + 1,
    )
}

fn postfix<T>(operand: impl Expression, op: &'static str) -> Expr<T> {
    let (node, depth) = operand.into_tree();
    Expr::new(Node::Postfix(Box::new(node), op), depth + 1)
}
