//! Asking about relations in filters: EXISTS, which stops at the first row and uses the index of the foreign key.

use super::{Related, Relation, ShapeOf, Way};
use crate::expr::{Condition, Expr, Expression};
use crate::query::{Optional, ToMany, ToOne, columns, reached};
use crate::record::Record;
use crate::sql::Node;

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
        self.exists(condition)
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
        self.exists(condition).not()
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
        self.exists(condition)
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
        self.exists(|_| true).not()
    }

    fn exists<C: Condition>(self, condition: impl FnOnce(To::Fields) -> C) -> Expr<bool> {
        let Way {
            route, mut plan, ..
        } = From::way();
        let condition = condition(To::fields(plan.scope)).into_condition();
        let (condition, depth) = condition.into_tree();
        plan.select.columns.clear();
        plan.select.order.clear();
        plan.filter(Expr::new(condition, depth));
        let select = reached(
            &route.steps,
            &plan,
            columns(From::def(), self.owner, route.from().iter().copied()).collect(),
        );
        Expr::new(Node::Exists(Box::new(select)), depth + 2)
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
