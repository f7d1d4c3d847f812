//! Values as expressions.

use super::{ByValue, Column, Expr, Expression};
use crate::sql::Node;
use crate::value::{ColumnType, Scalar, Value};

/// What is an expression or becomes one: a column, an expression, or a value, which is bound.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no value of a column, and no expression",
    label = "expected a value, a column or an expression"
)]
pub trait IntoExpr {
    /// The type of the expression.
    type Type: ColumnType;

    /// The tree, and how deep it is.
    #[doc(hidden)]
    fn into_expr(self) -> (Node, u32);
}

fn bound(value: Value<'_>) -> (Node, u32) {
    (Node::Value(value.into_owned()), 1)
}

#[diagnostic::do_not_recommend]
impl<T: Scalar + ColumnType> IntoExpr for T {
    type Type = T;

    fn into_expr(self) -> (Node, u32) {
        bound(self.to_sql())
    }
}

#[diagnostic::do_not_recommend]
impl IntoExpr for &str {
    type Type = String;

    fn into_expr(self) -> (Node, u32) {
        bound(String::from_given(self))
    }
}

#[diagnostic::do_not_recommend]
impl<T: ByValue> IntoExpr for Option<T> {
    type Type = Self;

    fn into_expr(self) -> (Node, u32) {
        bound(self.to_value())
    }
}

#[diagnostic::do_not_recommend]
impl IntoExpr for Option<&str> {
    type Type = Option<String>;

    fn into_expr(self) -> (Node, u32) {
        bound(<Option<String>>::given(self))
    }
}

#[diagnostic::do_not_recommend]
impl<M, T: ColumnType> IntoExpr for Column<M, T> {
    type Type = T;

    fn into_expr(self) -> (Node, u32) {
        self.into_tree()
    }
}

#[diagnostic::do_not_recommend]
impl<T: ColumnType> IntoExpr for Expr<T> {
    type Type = T;

    fn into_expr(self) -> (Node, u32) {
        self.into_tree()
    }
}

/// Makes an expression of a value, where one is asked for: to select it, or to stand on the left of an operator. It is bound.
///
/// ```
/// # use relmodel::prelude::*;
/// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
/// let query = User::all().select(|u| (value("user"), value(100_i64) - u.age));
/// assert_eq!(query.to_sql()?, r#"SELECT ?1, ?2 - t0."age" FROM "user" AS t0"#);
/// # Ok::<(), relmodel::Error>(())
/// ```
pub fn value<T: ColumnType, V: IntoExpr<Type = T>>(value: V) -> Expr<T> {
    let (node, depth) = value.into_expr();
    Expr::new(node, depth)
}
