//! Assignments: what an update sets columns to.

use std::fmt;
use std::marker::PhantomData;

use super::{Column, Expr, Operand};
use crate::sql::Node;
use crate::value::{ColumnType, Scalar};

/// What a column of `M` is set to: what [`Column::set`] gives, and [`Query::update`](crate::Query::update) takes.
#[must_use = "an assignment does nothing until an update takes it"]
pub struct Assignment<M> {
    column: u16,
    value: Node,
    model: PhantomData<fn() -> M>,
}

impl<M, T: ColumnType> Column<M, T> {
    /// Sets the column, in an update: to a value, or to an expression over the columns of the row as it was.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, likes: i64, subtitle: Option<String> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Post].create(&db)?;
    /// # let post = NewPost { title: "First", likes: 1 }.insert(&db)?;
    /// Post::find(post.id).update(&db, |p| (p.likes.set(p.likes + 1), p.subtitle.set(None)))?;
    /// # assert_eq!(post.reload(&db)?.likes, 2);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// What may be NULL can be given to a column that is an `Option`, and to no other: `coalesce` gives it another value.
    pub fn set<V: Settable<T>>(self, value: V) -> Assignment<M> {
        let (node, depth) = value.into_value();
        Assignment {
            column: self.place(),
            // Too deep a tree is told by the writer of the statement.
            value: Expr::<T>::new(node, depth).into_node(),
            model: PhantomData,
        }
    }
}

impl<M> Assignment<M> {
    pub(crate) fn into_parts(self) -> (u16, Node) {
        (self.column, self.value)
    }
}

impl<M> fmt::Debug for Assignment<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Assignment({}, {:?})", self.column, self.value)
    }
}

/// What a column of type `T` can be set to: a value, a column or an expression. What may be NULL can be given to an `Option` only.
#[diagnostic::on_unimplemented(
    message = "a column of type `{T}` can't be set to `{Self}`",
    label = "expected a value or an expression of type `{T}`",
    note = "what may be NULL can be given to a column that is an `Option`, and to no other; `.coalesce(value)` gives it another value",
    note = "an `Option<String>` is given as `.as_deref()`"
)]
pub trait Settable<T> {
    /// The tree, and how deep it is.
    #[doc(hidden)]
    fn into_value(self) -> (Node, u32);
}

#[diagnostic::do_not_recommend]
impl<T, V: Operand<T>> Settable<T> for V
where
    V::Type: Storable<T>,
{
    fn into_value(self) -> (Node, u32) {
        self.into_operand()
    }
}

/// A value of this type can be stored in a column of type `T`: of the same type, or in an `Option` of it.
#[diagnostic::on_unimplemented(
    message = "an expression of type `{Self}` can't be stored in a column of type `{T}`",
    label = "this may be NULL, and the column may not"
)]
pub trait Storable<T> {}

#[diagnostic::do_not_recommend]
impl<T: ColumnType> Storable<T> for T {}

#[diagnostic::do_not_recommend]
impl<T: Scalar> Storable<Option<T>> for T {}

/// What the closure of an update of `M` gives: what `column.set(…)` gives, or a tuple, array or `Vec` of such.
/// An `Option` of one that is `None` leaves the column as it is.
///
/// ```
/// # use relmodel::prelude::*;
/// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, likes: i64 }
/// /// What a form may change.
/// struct Changes {
///     title: Option<String>,
///     likes: Option<i64>,
/// }
///
/// fn change(db: &Db, id: Id<Post>, to: Changes) -> relmodel::Result<u64> {
///     Post::find(id).update(db, |p| (to.title.map(|title| p.title.set(title)), to.likes.map(|likes| p.likes.set(likes))))
/// }
/// # let db = Db::open_in_memory()?;
/// # schema![Post].create(&db)?;
/// # let post = NewPost { title: "First", likes: 1 }.insert(&db)?;
/// # assert_eq!(change(&db, post.id, Changes { title: None, likes: Some(3) })?, 1);
/// # assert_eq!(post.reload(&db)?, Post { likes: 3, ..post });
/// # Ok::<(), relmodel::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` says nothing of what to set in `{M}`",
    label = "expected `column.set(value)` for columns of `{M}`, or a tuple of such",
    note = "a tuple takes nine; more stand in an array or a `Vec`"
)]
pub trait Assignments<M> {
    /// Hands over the assignments, in order.
    #[doc(hidden)]
    fn give(self, to: &mut Vec<Assignment<M>>);
}

#[diagnostic::do_not_recommend]
impl<M> Assignments<M> for Assignment<M> {
    fn give(self, to: &mut Vec<Self>) {
        to.push(self);
    }
}

#[diagnostic::do_not_recommend]
impl<M, A: Assignments<M>> Assignments<M> for Option<A> {
    fn give(self, to: &mut Vec<Assignment<M>>) {
        if let Some(assignments) = self {
            assignments.give(to);
        }
    }
}

#[diagnostic::do_not_recommend]
impl<M, A: Assignments<M>, const N: usize> Assignments<M> for [A; N] {
    fn give(self, to: &mut Vec<Assignment<M>>) {
        self.into_iter()
            .for_each(|assignments| assignments.give(to));
    }
}

#[diagnostic::do_not_recommend]
impl<M, A: Assignments<M>> Assignments<M> for Vec<A> {
    fn give(self, to: &mut Vec<Assignment<M>>) {
        self.into_iter()
            .for_each(|assignments| assignments.give(to));
    }
}

macro_rules! tuples {
    ($(($($part:ident $place:tt),+))+) => {$(
        #[diagnostic::do_not_recommend]
        impl<M, $($part: Assignments<M>),+> Assignments<M> for ($($part,)+) {
            fn give(self, to: &mut Vec<Assignment<M>>) {
                $(self.$place.give(to);)+
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
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8)
}
