//! Typed columns and expressions: a thin shell over the untyped tree of `sql`.

mod column;
mod condition;
mod operand;
mod order;
mod select;
mod text;

use std::marker::PhantomData;

pub use column::Column;
pub use condition::{Condition, all_of, any_of};
pub use operand::{ByValue, Operand, Values};
pub use order::{Order, OrderBy, Ordered, OrderedAs};
pub use select::Selection;

use crate::sql::{Compare, Node};
use crate::value::{ColumnType, Scalar};

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
    fn in_<V: Values<Self::Type>>(self, values: V) -> Expr<bool> {
        let (node, depth) = self.into_tree();
        Expr::new(
            Node::InList(Box::new(node), values.into_values()),
            depth + 1,
        )
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

    /// Asks whether the text contains `part`, as `str::contains`: with regard to case, and an empty part is in every text.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
    /// let query = User::filter(|u| u.name.contains("nn"));
    /// assert!(query.to_sql()?.ends_with(r#"WHERE instr(t0."name", ?1) > 0"#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn contains(self, part: &str) -> Expr<bool>
    where
        Self::Type: Text,
    {
        text::contains(self.into_tree(), part)
    }

    /// Asks whether the text begins with `prefix`, as `str::starts_with`: `a >= prefix AND a < …`, which an index serves.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
    /// let query = User::filter(|u| u.name.starts_with("an"));
    /// assert!(query.to_sql()?.ends_with(r#"WHERE t0."name" >= ?1 AND t0."name" < ?2"#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn starts_with(self, prefix: &str) -> Expr<bool>
    where
        Self::Type: Text,
    {
        text::starts_with(self.into_tree(), prefix)
    }

    /// Asks whether the text ends with `suffix`, as `str::ends_with`.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
    /// let query = User::filter(|u| u.name.ends_with("nn"));
    /// assert!(query.to_sql()?.contains(r#"WHERE substr(CAST(t0."name" AS BLOB), ?1) "#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn ends_with(self, suffix: &str) -> Expr<bool>
    where
        Self::Type: Text,
    {
        text::ends_with(self.into_tree(), suffix)
    }

    /// Asks by SQLite's own `LIKE`: `%` and `_` are wildcards, and the case of ASCII letters doesn't count.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
    /// let query = User::filter(|u| u.name.like("a%"));
    /// assert!(query.to_sql()?.ends_with(r#"WHERE t0."name" LIKE ?1"#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
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

/// A text: a `String`, a type with `#[derive(ColumnType)]` around one, or an `Option` of these.
#[diagnostic::on_unimplemented(
    message = "this needs text, but the expression is `{Self}`",
    label = "only text can be matched"
)]
pub trait Text {}

/// [`Text`], as a bound of a type that is stored as another. The lifetime lets the bound be judged where the text is matched
/// and not where the type is declared: a struct around a number is a column, but no text.
#[diagnostic::on_unimplemented(
    message = "this needs text, but the expression is around `{Self}`",
    label = "only text can be matched"
)]
pub trait TextAs<'a> {}

#[diagnostic::do_not_recommend]
impl<T: Text> TextAs<'_> for T {}

impl Text for String {}
#[diagnostic::do_not_recommend]
impl<T: Text> Text for Option<T> {}

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
