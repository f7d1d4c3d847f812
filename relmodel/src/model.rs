//! What a model can do by itself: the verbs of the trait [`Model`].

use crate::db::Executor;
use crate::error::Result;
use crate::expr::Condition;
use crate::query::{Plan, Query, Single, columns};
use crate::record::{IntoKey, Record, key_of};
use crate::sql::{Node, Scope};
use crate::value::Value;
use crate::write::{self, NewRow};

/// A struct that is a table: what `#[derive(Model)]` makes of it.
///
/// Its verbs are provided methods, so that an inherent method of the same name wins.
pub trait Model: Record {
    /// All rows.
    fn all() -> Query<Self> {
        Query::new(Plan::of(Self::def(), Scope::fresh()), Vec::new())
    }

    /// The rows for which a condition holds.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)]
    /// # struct User { id: Id<User>, name: String, age: Option<i64> }
    /// let query = User::filter(|u| u.name.eq("jane").and(u.age.is_null().not()));
    /// assert_eq!(
    ///     query.to_sql()?,
    ///     r#"SELECT t0."id", t0."name", t0."age" FROM "user" AS t0 WHERE t0."name" = ?1 AND NOT (t0."age" IS NULL)"#,
    /// );
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn filter<C: Condition>(condition: impl FnOnce(Self::Fields) -> C) -> Query<Self> {
        Self::all().filter(condition)
    }

    /// The row with a key: `WHERE key = ?1`. `load` gives the row or a not-found error, `optional` an `Option`.
    fn find<K: IntoKey<Self::Key>>(key: K) -> Query<Self, Self, Single> {
        found(key.into_values())
    }

    /// Inserts rows in the order given, and gives them back as they were stored: 128 rows a statement, all or none.
    /// Of no rows it does nothing.
    ///
    /// # Errors
    /// As [`insert`](NewRow::insert).
    fn insert_all<'a, R: NewRow<'a, Model = Self>>(
        db: &dyn Executor,
        rows: impl IntoIterator<Item = R>,
    ) -> Result<Vec<Self>> {
        write::insert_all(db.db(), rows)
    }

    /// Writes the row: `UPDATE … SET … WHERE key`.
    ///
    /// # Errors
    /// `is_not_found` when the row is gone; `is_unique_violation`, `is_foreign_key_violation` or `is_check_violation`
    /// when it breaks a rule of the table; `is_unstorable` for NaN and too large integers.
    fn update(&self, db: &dyn Executor) -> Result<()> {
        write::update(db.db(), self)
    }

    /// Deletes the row, and with it what the database cascades: `DELETE … WHERE key`.
    ///
    /// # Errors
    /// `is_not_found` when the row is gone already; `is_foreign_key_violation` when rows without a cascade point at it.
    fn delete(&self, db: &dyn Executor) -> Result<()> {
        write::delete(db.db(), self)
    }

    /// Reads the row again.
    ///
    /// # Errors
    /// `is_not_found` when the row is gone; else as [`load`](Query::load).
    fn reload(&self, db: &dyn Executor) -> Result<Self> {
        found::<Self>(key_of(self).into_iter().map(Value::into_owned).collect()).load(db)
    }
}

impl<M: Record> Model for M {}

fn found<M: Record>(key: Vec<Value<'static>>) -> Query<M, M, Single> {
    let mut plan = Plan::of(M::def(), Scope::fresh());
    let columns = columns(M::def(), plan.scope, M::def().key.iter().copied());
    let terms = columns
        .zip(&key)
        .map(|(column, key)| Node::binary(column, "=", Node::Value(key.clone())));
    plan.select.filter = terms.collect();
    Query::new(plan, key)
}
