//! Expressions in SQL that the user wrote.

use super::{Expr, IntoExpr};
use crate::sql::{Node, Raw};
use crate::value::{ColumnType, Scalar, Type};

impl<T: ColumnType> Expr<T> {
    /// An expression in SQL, for what relmodel has no method for. Each `?` stands for one of `values`,
    /// a tuple of values, which are bound, and of columns and expressions. One alone needs no tuple, and `()` is none.
    ///
    /// The text is yours: nothing that a user of your program typed belongs into it, but into the values.
    /// `T` is what it gives, `Option<T>` where that may be NULL.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] struct User { id: Id<User>, name: String, age: i64, bio: Option<String>, active: bool }
    /// let query = User::filter(|u| Expr::<i64>::raw("unicode(?)", u.name).gt(127))
    ///     .order_by(|u| Expr::<f64>::raw("? * sin(?)", (u.age, 0.5)));
    /// assert!(query.to_sql()?.ends_with(
    ///     r#"WHERE (unicode(t0."name")) > ?1 ORDER BY (t0."age" * sin(?2))"#,
    /// ));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// The query is `is_query` when it is run, and so is `to_sql`, where the numbers of `?` and of values differ,
    /// and where the text is not one whole expression: it holds a comment, a `;`, a named parameter or a single parenthesis.
    pub fn raw<A: Arguments>(sql: &str, values: A) -> Self {
        let mut trees = Vec::new();
        values.push_to(&mut trees);
        let depth = trees.iter().map(|(_, depth)| *depth).max().unwrap_or(0);
        let values = trees.into_iter().map(|(node, _)| node).collect();
        let is_condition = !T::NULLABLE
            && matches!(<T::Base as Scalar>::TYPE, Type::Integer)
            && <T::Base as Scalar>::INTEGERS == <bool as Scalar>::INTEGERS;
        Self::new(Node::Raw(Raw::new(sql, values, is_condition)), depth + 1)
    }
}

/// What stands for the `?` of an expression in SQL: a value, a column, an expression, or a tuple of up to eight of these.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't stand for the `?` of an expression",
    label = "expected a value, a column, an expression, or a tuple of these"
)]
pub trait Arguments {
    /// Adds the trees.
    #[doc(hidden)]
    fn push_to(self, trees: &mut Vec<(Node, u32)>);
}

#[diagnostic::do_not_recommend]
impl<V: IntoExpr> Arguments for V {
    fn push_to(self, trees: &mut Vec<(Node, u32)>) {
        trees.push(self.into_expr());
    }
}

impl Arguments for () {
    fn push_to(self, _: &mut Vec<(Node, u32)>) {}
}

macro_rules! tuples {
    ($(($($part:ident $place:tt),+))+) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($part: IntoExpr),+> Arguments for ($($part,)+) {
            fn push_to(self, trees: &mut Vec<(Node, u32)>) {
                $(trees.push(self.$place.into_expr());)+
            }
        }
    )+};
}

tuples! {
    (A 0)
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
    (A 0, B 1, C 2, D 3, E 4)
    (A 0, B 1, C 2, D 3, E 4, F 5)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7)
}
