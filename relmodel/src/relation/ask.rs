//! Asking about relations in conditions: EXISTS, which stops at the first row and uses the index of the foreign key. And the value of one row.

use super::{Refined, Related, Relation, ShapeOf};
use crate::expr::{Condition, Expr, Expression};
use crate::query::{Optional, Origin, ToMany, ToOne};
use crate::record::Record;
use crate::value::ColumnType;

impl<From: Related<To, N, V>, To: Record, const N: u16, V: 'static> Relation<From, To, N, V> {
    /// Holds where the relation leads to a row for which the condition holds: `EXISTS (SELECT 1 FROM … WHERE …)`.
    /// `|_| true` asks whether there is any row. Of a relation to one row it is [`is`](Self::is).
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)]
    /// # #[has_many(posts: Post)]
    /// # struct User { id: Id<User>, name: String }
    /// # #[derive(Model)]
    /// # struct Post { id: Id<Post>, title: String, #[belongs_to(User)] user_id: Id<User> }
    /// let authors = User::filter(|u| u.posts.any(|p| p.title.contains("Rust")));
    /// assert_eq!(
    ///     authors.to_sql()?,
    ///     r#"SELECT t0."id", t0."name" FROM "user" AS t0 WHERE EXISTS (SELECT 1 FROM "post" AS t1 WHERE t1."user_id" = t0."id" AND instr(t1."title", ?1) > 0)"#,
    /// );
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    pub fn any<C: Condition>(self, condition: impl FnOnce(To::Fields) -> C) -> Expr<bool>
    where
        ShapeOf<From, To, N, V>: ToMany,
    {
        self.rows().exists(condition)
    }

    /// Holds where the relation leads to no row for which the condition holds: `NOT EXISTS (…)`.
    /// `|_| true` asks for those without any row.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// let silent = User::filter(|u| u.posts.none(|_| true));
    /// assert_eq!(
    ///     silent.to_sql()?,
    ///     r#"SELECT t0."id", t0."name" FROM "user" AS t0 WHERE NOT EXISTS (SELECT 1 FROM "post" AS t1 WHERE t1."user_id" = t0."id")"#,
    /// );
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    pub fn none<C: Condition>(self, condition: impl FnOnce(To::Fields) -> C) -> Expr<bool>
    where
        ShapeOf<From, To, N, V>: ToMany,
    {
        self.rows().exists(condition).not()
    }

    /// Holds where the condition holds for each row that the relation leads to, and where there is none: `NOT EXISTS (… NOT …)`.
    /// A condition that is NULL does not hold.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, likes: Option<i64>, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// let liked = User::filter(|u| u.posts.all(|p| p.likes.gt(2)));
    /// assert!(liked.to_sql()?.ends_with(
    ///     r#"WHERE NOT EXISTS (SELECT 1 FROM "post" AS t1 WHERE t1."user_id" = t0."id" AND (t1."likes" > ?1) IS NOT TRUE)"#,
    /// ));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    pub fn all<C: Condition>(self, condition: impl FnOnce(To::Fields) -> C) -> Expr<bool>
    where
        ShapeOf<From, To, N, V>: ToMany,
    {
        self.rows().exists(|fields| condition(fields).not()).not()
    }

    /// Holds where the one row that the relation leads to is there, and the condition holds for it: `EXISTS (…)`.
    /// Of a relation to many rows it is [`any`](Self::any).
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// let by_ann = Post::filter(|p| p.author.is(|u| u.name.eq("ann")));
    /// assert!(by_ann.to_sql()?.ends_with(
    ///     r#"WHERE EXISTS (SELECT 1 FROM "user" AS t1 WHERE t1."id" = t0."user_id" AND t1."name" = ?1)"#,
    /// ));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    pub fn is<C: Condition>(self, condition: impl FnOnce(To::Fields) -> C) -> Expr<bool>
    where
        ShapeOf<From, To, N, V>: ToOne,
    {
        self.rows().exists(condition)
    }

    /// Holds where the one row that the relation may lead to is not there: `NOT EXISTS (…)`.
    /// It is for a `has_one`, and for a `belongs_to` whose key is an `Option`.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)] #[has_one(profile: Profile)] struct User { id: Id<User> }
    /// # #[derive(Model)] struct Profile { id: Id<Profile>, #[unique] #[belongs_to(User)] user_id: Id<User> }
    /// let incomplete = User::filter(|u| u.profile.is_none());
    /// assert_eq!(
    ///     incomplete.to_sql()?,
    ///     r#"SELECT t0."id" FROM "user" AS t0 WHERE NOT EXISTS (SELECT 1 FROM "profile" AS t1 WHERE t1."user_id" = t0."id")"#,
    /// );
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    pub fn is_none(self) -> Expr<bool>
    where
        ShapeOf<From, To, N, V>: ToMaybe,
    {
        self.rows().exists(|_| true).not()
    }

    /// Gives a value of the one row that the relation leads to: `(SELECT … FROM …)`. Where the row may be absent it is an `Option`.
    ///
    /// It is an expression like others: to select it, to order by it, to compare it. Whole rows are loaded by [`with`](crate::Query::with).
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// let titles: Query<Post, (String, String)> = Post::all().select(|p| (p.title, p.author.get(|u| u.name)));
    /// assert_eq!(
    ///     titles.to_sql()?,
    ///     r#"SELECT t0."title", (SELECT t1."name" FROM "user" AS t1 WHERE t1."id" = t0."user_id") FROM "post" AS t0"#,
    /// );
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    pub fn get<E: Expression, T: ColumnType>(self, value: impl FnOnce(To::Fields) -> E) -> Expr<T>
    where
        ShapeOf<From, To, N, V>: ToOne<Value<E::Type> = T>,
    {
        self.rows().value(value)
    }

    /// The rows, whatever their number.
    pub(super) fn rows(self) -> Refined<From, To, To, ShapeOf<From, To, N, V>> {
        self.refinable()
    }
}

/// What a relation is asked, asked of the rows that are left of it.
impl<From: Record, To: Record, S, C: Origin> Refined<From, To, S, C> {
    /// As [`Relation::any`], of these rows alone.
    pub fn any<E: Condition>(self, condition: impl FnOnce(To::Fields) -> E) -> Expr<bool>
    where
        C::Shape: ToMany,
    {
        self.exists(condition)
    }

    /// As [`Relation::none`], of these rows alone.
    pub fn none<E: Condition>(self, condition: impl FnOnce(To::Fields) -> E) -> Expr<bool>
    where
        C::Shape: ToMany,
    {
        self.exists(condition).not()
    }

    /// As [`Relation::all`], of these rows alone.
    pub fn all<E: Condition>(self, condition: impl FnOnce(To::Fields) -> E) -> Expr<bool>
    where
        C::Shape: ToMany,
    {
        self.exists(|fields| condition(fields).not()).not()
    }

    /// As [`Relation::is`], of the row that is left.
    pub fn is<E: Condition>(self, condition: impl FnOnce(To::Fields) -> E) -> Expr<bool>
    where
        C::Shape: ToOne,
    {
        self.exists(condition)
    }

    /// As [`Relation::is_none`]: there is no row, or it was left out.
    pub fn is_none(self) -> Expr<bool>
    where
        C::Shape: ToMaybe,
    {
        self.exists(|_| true).not()
    }

    /// As [`Relation::get`]: `None` where there is no row, or it was left out.
    pub fn get<E: Expression, T: ColumnType>(self, value: impl FnOnce(To::Fields) -> E) -> Expr<T>
    where
        C::Shape: ToOne<Value<E::Type> = T>,
    {
        self.value(value)
    }
}

/// The shape of a relation to one row that may be absent.
#[diagnostic::on_unimplemented(
    message = "this relation does not lead to a row that may be absent",
    label = "`is_none` is for an optional relation to one row",
    note = "a row by a required key is always there; for a relation to many rows write `.none(|_| true)`"
)]
pub trait ToMaybe {}

impl ToMaybe for Optional {}
