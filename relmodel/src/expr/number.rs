//! Arithmetic, by Rust's operators.

use std::ops::{Add, Div, Mul, Neg, Rem, Sub};

use super::{Column, Expr, Expression, Float, Integer, Number, Operand};
use crate::sql::Node;
use crate::value::{ColumnType, Type, Value};

type Tree = (Node, u32);

/// A number that can be reckoned with beside a column or expression of type `T`: a value, a column or an expression.
/// Integers stand beside integers of the same type, floats beside floats.
// The operators ask for this and nothing else: of a bound that does not speak of the right side rustc would say `E0369` alone.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be reckoned with beside a column of type `{T}`",
    label = "expected a number or an expression of type `{T}`"
)]
pub trait Addend<T: ColumnType> {
    /// Its own type, which is an `Option` where it may be NULL.
    type Type: ColumnType;
    /// Whether the result may be NULL where no side is: there are floats that have no sum.
    #[doc(hidden)]
    const MAY_FAIL: bool;
    /// Whether both are floats.
    #[doc(hidden)]
    const IS_FLOAT: bool;

    /// The tree, and how deep it is.
    #[doc(hidden)]
    fn into_addend(self) -> (Node, u32);
}

impl<T: Number, R: Operand<T>> Addend<T> for R {
    type Type = R::Type;
    const MAY_FAIL: bool = T::NULLABLE || R::Type::NULLABLE || T::IS_FLOAT;
    const IS_FLOAT: bool = T::IS_FLOAT;

    fn into_addend(self) -> (Node, u32) {
        self.into_operand()
    }
}

/// An integer that can divide with a remainder a column or expression of type `T`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't divide a column of type `{T}` with a remainder",
    label = "a remainder is of two integers of one type",
    note = "SQLite's `%` makes integers of floats: say so by `.cast::<i64>()`"
)]
pub trait Divisor<T: ColumnType> {
    /// The tree, and how deep it is.
    #[doc(hidden)]
    fn into_divisor(self) -> (Node, u32);
}

impl<T: Integer, R: Operand<T>> Divisor<T> for R {
    fn into_divisor(self) -> (Node, u32) {
        self.into_operand()
    }
}

fn arithmetic<T>(op: &'static str, left: Tree, right: Tree, nullable: bool) -> Expr<T> {
    let depth = left.1.max(right.1) + 1;
    let operands = vec![left.0, right.0];
    Expr::new(
        Node::Arithmetic {
            op,
            operands,
            nullable,
        },
        depth,
    )
}

/// A column of a table made elsewhere may hold integers among its floats, which SQLite would divide as such.
fn quotient<T>((left, depth): Tree, right: Tree, is_float: bool) -> Expr<T> {
    let is_real = |node: &Node| matches!(node, Node::Value(Value::Real(_)) | Node::Cast(_, "REAL"));
    let left = match is_float && !is_real(&left) && !is_real(&right.0) {
        true => (left.cast(Type::Real), depth + 1),
        false => (left, depth),
    };
    arithmetic("/", left, right, true)
}

fn negated<T>(operand: impl Expression) -> Expr<T> {
    let (node, depth) = operand.into_tree();
    Expr::new(Node::Negated(Box::new(node)), depth + 1)
}

macro_rules! operators {
    ([$($generics:tt)*] $left:ty) => {
        operators!([$($generics)*] $left, Add add "+");
        operators!([$($generics)*] $left, Sub sub "-");
        operators!([$($generics)*] $left, Mul mul "*");

        impl<$($generics)* T: ColumnType, R: Addend<T>> Div<R> for $left {
            type Output = Expr<Option<T::Base>>;

            fn div(self, other: R) -> Self::Output {
                quotient(self.into_tree(), other.into_addend(), R::IS_FLOAT)
            }
        }

        impl<$($generics)* T: ColumnType, R: Divisor<T>> Rem<R> for $left {
            type Output = Expr<Option<T::Base>>;

            fn rem(self, other: R) -> Self::Output {
                arithmetic("%", self.into_tree(), other.into_divisor(), true)
            }
        }

        impl<$($generics)* T: Number> Neg for $left {
            type Output = Expr<T>;

            fn neg(self) -> Expr<T> {
                negated(self)
            }
        }
    };
    ([$($generics:tt)*] $left:ty, $trait:ident $method:ident $op:literal) => {
        impl<$($generics)* T: ColumnType, R: Addend<T>> $trait<R> for $left {
            type Output = Expr<T::Join<R::Type>>;

            fn $method(self, other: R) -> Self::Output {
                arithmetic($op, self.into_tree(), other.into_addend(), R::MAY_FAIL)
            }
        }
    };
}

operators!([] Expr<T>);
operators!([M,] Column<M, T>);

/// What numbers can be asked beside Rust's operators `+`, `-`, `*`, `/` and `%`, which work on columns and expressions of numbers.
///
/// ```
/// # use relmodel::prelude::*;
/// # #[derive(Model)] struct Item { id: Id<Item>, price: f64, rebate: Option<f64>, number: i64 }
/// let query = Item::filter(|i| (i.number + 1).gt(7)).select(|i| (i.price * (-i.price), i.number / 2));
/// assert_eq!(
///     query.to_sql()?,
///     r#"SELECT t0."price" * (-t0."price"), t0."number" / ?1 FROM "item" AS t0 WHERE (t0."number" + ?2) > ?3"#,
/// );
/// # Ok::<(), relmodel::Error>(())
/// ```
///
/// | | gives | |
/// |---|---|---|
/// | `a + b`, `a - b`, `a * b` | `T`, or `Option<T>` where a side is one | |
/// | `a / b` | `Option<T>` | `None` where `b` is 0. Integers are divided as in Rust |
/// | `a % b` | `Option<T>` | `None` where `b` is 0. It is for integers |
/// | `-a` | `T` | |
///
/// Both sides are of one type: `.cast::<f64>()` makes a float of an integer. A value on the left is written `value(1_i64) - i.number`.
///
/// SQLite reckons with integers of 64 bits and makes a float of a result that does not fit. It is `is_decode` where it is read,
/// as a result is that does not fit into the field's smaller type. In a condition it counts as the float that it is.
pub trait NumberFunctions: Expression {
    /// Gives the number without its sign: `abs(a)`. The least `i64` has none: reading it is an error of SQLite's.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct Item { id: Id<Item>, price: f64, rebate: Option<f64>, number: i64 }
    /// let query = Item::filter(|i| i.number.abs().lt(3));
    /// assert!(query.to_sql()?.ends_with(r#"WHERE abs(t0."number") < ?1"#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn abs(self) -> Expr<Self::Type>
    where
        Self::Type: Number,
    {
        let (node, depth) = self.into_tree();
        Expr::new(Node::call("abs", vec![node]), depth + 1)
    }

    /// Gives the nearest whole number, as a float: `round(a)`. Halves are rounded away from 0.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct Item { id: Id<Item>, price: f64, rebate: Option<f64>, number: i64 }
    /// let whole: Query<Item, i64> = Item::all().select(|i| i.price.round().cast::<i64>());
    /// assert_eq!(whole.to_sql()?, r#"SELECT CAST(round(t0."price") AS INTEGER) FROM "item" AS t0"#);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn round(self) -> Expr<Self::Type>
    where
        Self::Type: Float,
    {
        let (node, depth) = self.into_tree();
        Expr::new(Node::call("round", vec![node]), depth + 1)
    }

    /// Rounds to so many digits behind the point: `round(a, digits)`.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct Item { id: Id<Item>, price: f64, rebate: Option<f64>, number: i64 }
    /// let query = Item::all().select(|i| i.rebate.round_to(2));
    /// assert_eq!(query.to_sql()?, r#"SELECT round(t0."rebate", 2) FROM "item" AS t0"#);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn round_to(self, digits: u8) -> Expr<Self::Type>
    where
        Self::Type: Float,
    {
        let (node, depth) = self.into_tree();
        Expr::new(
            Node::call("round", vec![node, Node::Number(digits)]),
            depth + 1,
        )
    }
}

impl<E: Expression> NumberFunctions for E {}
