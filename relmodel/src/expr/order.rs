//! What a query is ordered by.

use super::{Column, Expr, Expression};
use crate::sql::{Node, Term};
use crate::value::{AnyValue, ColumnType, Id};

/// A term of an order, with its direction: what [`asc`](Expression::asc) and [`desc`](Expression::desc) give.
#[derive(Debug, Clone)]
#[must_use = "an order does nothing until a query uses it"]
pub struct Order(Term);

impl Order {
    pub(super) fn new(node: Node, descending: bool) -> Self {
        Self(Term { node, descending })
    }
}

/// A type whose order in SQL is its own: every column type but those that are stored as text for want of a better.
#[diagnostic::on_unimplemented(
    message = "columns of type `{Self}` have no order",
    label = "its text in the database sorts in another order than its values",
    note = "it can be asked with `eq`, `ne` and `in_`; to order, load the rows and sort them"
)]
pub trait Ordered {}

/// [`Ordered`], as a bound of a type that is stored as another. The lifetime lets the bound be judged where the type is ordered
/// and not where it is declared: a struct around a `Decimal` is a column, but has no order.
#[diagnostic::on_unimplemented(
    message = "columns of type `{Self}`, and of types around it, have no order",
    label = "its text in the database sorts in another order than its values",
    note = "it can be asked with `eq`, `ne` and `in_`; to order, load the rows and sort them"
)]
pub trait OrderedAs<'a> {}

#[diagnostic::do_not_recommend]
impl<T: Ordered> OrderedAs<'_> for T {}

#[diagnostic::do_not_recommend]
impl<T: Ordered> Ordered for Option<T> {}
#[diagnostic::do_not_recommend]
impl<M> Ordered for Id<M> {}

macro_rules! ordered {
    ($($type:ty)*) => { $(
        #[diagnostic::do_not_recommend]
        impl Ordered for $type {}
    )* };
}

ordered!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize bool f32 f64 String Vec<u8> AnyValue);
#[cfg(feature = "jiff")]
ordered!(jiff::Timestamp jiff::civil::DateTime jiff::civil::Date jiff::civil::Time);
#[cfg(feature = "chrono")]
ordered!(chrono::DateTime<chrono::Utc> chrono::NaiveDateTime chrono::NaiveDate chrono::NaiveTime);
#[cfg(feature = "time")]
ordered!(time::OffsetDateTime time::PrimitiveDateTime time::Date time::Time);
#[cfg(feature = "uuid")]
ordered!(uuid::Uuid);

/// What `order_by` takes: a column or expression (smallest first), [`asc`](Expression::asc) or [`desc`](Expression::desc) of one,
/// or a tuple of up to six of these. A `Vec` of `.asc()` and `.desc()` is an order that the program makes when it runs.
///
/// ```
/// # use relmodel::prelude::*;
/// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
/// let query = User::all().order_by(|u| (u.age.desc(), u.name, u.id));
/// assert!(query.to_sql()?.ends_with(r#"ORDER BY t0."age" DESC, t0."name", t0."id""#));
/// # Ok::<(), relmodel::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an order",
    label = "expected a column, `.asc()` or `.desc()` of one, or a tuple of up to six of these, or a `Vec`",
    note = "columns of `Decimal` and `Json<T>` have no order in SQL: load the rows and sort them"
)]
pub trait OrderBy {
    /// The terms.
    #[doc(hidden)]
    fn into_terms(self) -> Vec<Term>;
}

#[diagnostic::do_not_recommend]
impl OrderBy for Order {
    fn into_terms(self) -> Vec<Term> {
        vec![self.0]
    }
}

#[diagnostic::do_not_recommend]
impl<M, T: ColumnType + Ordered> OrderBy for Column<M, T> {
    fn into_terms(self) -> Vec<Term> {
        self.asc().into_terms()
    }
}

#[diagnostic::do_not_recommend]
impl<T: ColumnType + Ordered> OrderBy for Expr<T> {
    fn into_terms(self) -> Vec<Term> {
        self.asc().into_terms()
    }
}

/// An order that is known at run time: of no terms it is none.
#[diagnostic::do_not_recommend]
impl<O: OrderBy> OrderBy for Vec<O> {
    fn into_terms(self) -> Vec<Term> {
        self.into_iter().flat_map(OrderBy::into_terms).collect()
    }
}

macro_rules! tuples {
    ($(($($part:ident $place:tt),+))+) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($part: OrderBy),+> OrderBy for ($($part,)+) {
            fn into_terms(self) -> Vec<Term> {
                let mut terms = Vec::new();
                $(terms.extend(self.$place.into_terms());)+
                terms
            }
        }
    )+};
}

tuples! {
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
    (A 0, B 1, C 2, D 3, E 4)
    (A 0, B 1, C 2, D 3, E 4, F 5)
}
