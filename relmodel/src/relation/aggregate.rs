//! Counting and summing up the rows of a relation: one value for each row that it leads from, by a sub-query.

use super::inside::Aggregate;
use super::{Refined, Related, Relation, ShapeOf};
use crate::expr::{Expr, Expression, Number, Ordered};
use crate::query::{Origin, ToMany};
use crate::record::Record;
use crate::value::ColumnType;

impl<From: Related<To, N, V>, To: Record, const N: u16, V: 'static> Relation<From, To, N, V> {
    /// Counts the rows that the relation leads to: `(SELECT count(*) FROM …)`. Each relation is counted by itself, however many are.
    ///
    /// It is an expression like others, and so are [`sum`](Self::sum), [`avg`](Self::avg), [`min`](Self::min) and [`max`](Self::max):
    /// to select it, to order by it, to compare it. A refined relation has them, too, for the rows that are left of it.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, likes: i64, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// # let ann = NewUser { name: "ann" }.insert(&db)?;
    /// # NewPost { title: "Rust", likes: 3, user_id: ann.id }.insert(&db)?;
    /// let counted: Vec<(String, i64)> = User::filter(|u| u.posts.count().gt(0))
    ///     .order_by(|u| u.posts.filter(|p| p.likes.gt(9)).count().desc())
    ///     .select(|u| (u.name, u.posts.count()))
    ///     .load(&db)?;
    /// # assert_eq!(counted, [("ann".to_owned(), 1)]);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    pub fn count(self) -> Expr<i64>
    where
        ShapeOf<From, To, N, V>: ToMany,
    {
        self.rows().aggregated(Aggregate::Count, Vec::new())
    }

    /// Sums up a number of each row that the relation leads to; 0 where there is none, as `Iterator::sum`. NULLs don't count.
    /// Of integers it is an `i64`, of floats an `f64`.
    ///
    /// A sum of more than 64 bits is an error when it is read.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, likes: i64, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// let likes: Query<User, i64> = User::all().select(|u| u.posts.sum(|p| p.likes));
    /// assert_eq!(
    ///     likes.to_sql()?,
    ///     r#"SELECT (SELECT coalesce(sum(t1."likes"), 0) FROM "post" AS t1 WHERE t1."user_id" = t0."id") FROM "user" AS t0"#,
    /// );
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    pub fn sum<E: Expression, T: Number>(self, value: impl FnOnce(To::Fields) -> E) -> Expr<T>
    where
        ShapeOf<From, To, N, V>: ToMany,
        E::Type: Number<Sum = T>,
    {
        self.rows().aggregate(Aggregate::Sum(T::IS_FLOAT), value)
    }

    /// Gives the average of a number of each row that the relation leads to: `(SELECT avg(…) …)`. `None` where there is none. NULLs don't count.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, likes: i64, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// let averages: Query<User, Option<f64>> = User::all().select(|u| u.posts.avg(|p| p.likes));
    /// assert!(averages.to_sql()?.starts_with(r#"SELECT (SELECT avg(t1."likes") FROM "post" AS t1 WHERE"#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    pub fn avg<E: Expression>(self, value: impl FnOnce(To::Fields) -> E) -> Expr<Option<f64>>
    where
        ShapeOf<From, To, N, V>: ToMany,
        E::Type: Number,
    {
        self.rows().aggregate(Aggregate::Of("avg", true), value)
    }

    /// Gives the least value of the rows that the relation leads to: `(SELECT min(…) …)`. `None` where there is none. NULLs don't count.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, likes: i64, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// let firsts: Query<User, Option<String>> = User::all().select(|u| u.posts.min(|p| p.title));
    /// assert!(firsts.to_sql()?.starts_with(r#"SELECT (SELECT min(t1."title") FROM "post" AS t1 WHERE"#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    pub fn min<E: Expression>(
        self,
        value: impl FnOnce(To::Fields) -> E,
    ) -> Expr<Option<<E::Type as ColumnType>::Base>>
    where
        ShapeOf<From, To, N, V>: ToMany,
        E::Type: Ordered,
    {
        self.rows().aggregate(Aggregate::Of("min", true), value)
    }

    /// Gives the greatest value of the rows that the relation leads to: `(SELECT max(…) …)`. `None` where there is none. NULLs don't count.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, likes: i64, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// let newest = User::all().order_by(|u| u.posts.max(|p| p.id).desc());
    /// assert!(newest.to_sql()?.contains(r#"ORDER BY (SELECT max(t1."id") FROM "post" AS t1 WHERE"#));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    pub fn max<E: Expression>(
        self,
        value: impl FnOnce(To::Fields) -> E,
    ) -> Expr<Option<<E::Type as ColumnType>::Base>>
    where
        ShapeOf<From, To, N, V>: ToMany,
        E::Type: Ordered,
    {
        self.rows().aggregate(Aggregate::Of("max", true), value)
    }
}

/// What is made of a relation's rows, made of those that are left of it. After `limit` these are the first so many.
impl<From: Record, To: Record, S, C: Origin> Refined<From, To, S, C> {
    /// As [`Relation::count`], of these rows alone.
    pub fn count(self) -> Expr<i64>
    where
        C::Shape: ToMany,
    {
        self.aggregated(Aggregate::Count, Vec::new())
    }

    /// As [`Relation::sum`], of these rows alone.
    pub fn sum<E: Expression, T: Number>(self, value: impl FnOnce(To::Fields) -> E) -> Expr<T>
    where
        C::Shape: ToMany,
        E::Type: Number<Sum = T>,
    {
        self.aggregate(Aggregate::Sum(T::IS_FLOAT), value)
    }

    /// As [`Relation::avg`], of these rows alone.
    pub fn avg<E: Expression>(self, value: impl FnOnce(To::Fields) -> E) -> Expr<Option<f64>>
    where
        C::Shape: ToMany,
        E::Type: Number,
    {
        self.aggregate(Aggregate::Of("avg", true), value)
    }

    /// As [`Relation::min`], of these rows alone.
    pub fn min<E: Expression>(
        self,
        value: impl FnOnce(To::Fields) -> E,
    ) -> Expr<Option<<E::Type as ColumnType>::Base>>
    where
        C::Shape: ToMany,
        E::Type: Ordered,
    {
        self.aggregate(Aggregate::Of("min", true), value)
    }

    /// As [`Relation::max`], of these rows alone.
    pub fn max<E: Expression>(
        self,
        value: impl FnOnce(To::Fields) -> E,
    ) -> Expr<Option<<E::Type as ColumnType>::Base>>
    where
        C::Shape: ToMany,
        E::Type: Ordered,
    {
        self.aggregate(Aggregate::Of("max", true), value)
    }
}
