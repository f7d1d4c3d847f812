//! `select`: a row's columns and expressions in place of the whole row.

use super::{Origin, Query};
use crate::expr::Selection;
use crate::record::Record;
use crate::row::Row;

/// The whole row, beside which nothing is loaded yet.
#[diagnostic::on_unimplemented(
    message = "the result is `{Self}` already",
    label = "this comes before `with`, `select` and `project`, and once",
    note = "relations beside selected values are fields of a struct with `#[derive(Projection)]`"
)]
pub trait Whole<M> {}

impl<M: Record> Whole<M> for M {}

impl<M: Record, S, C: Origin> Query<M, S, C> {
    /// Gives columns and expressions in place of the whole row: the value of one, or a tuple. Only they are read.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] struct User { id: Id<User>, name: String, age: Option<i64> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// # NewUser { name: "ann" }.insert(&db)?;
    /// let names: Vec<String> = User::all().select(|u| u.name).load(&db)?;
    /// let ages: Vec<(Id<User>, Option<i64>)> = User::all().select(|u| (u.id, u.age)).load(&db)?;
    /// assert_eq!(
    ///     User::all().select(|u| (u.id, u.age)).to_sql()?,
    ///     r#"SELECT t0."id", t0."age" FROM "user" AS t0"#,
    /// );
    /// # assert_eq!((names.len(), ages.len()), (1, 1));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    pub fn select<E, Out: Row>(
        self,
        selection: impl FnOnce(M::Fields) -> E,
    ) -> Query<M, Out, C::Shape>
    where
        S: Whole<M>,
        E: Selection<Out = Out>,
    {
        let cells = selection(self.fields()).into_cells();
        self.refined(|plan| plan.select.columns = cells)
    }

    /// Gives each result once: `SELECT DISTINCT`. Texts are equal by the collation of their column.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] struct User { id: Id<User>, name: String }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// # User::insert_all(&db, ["ann", "bob", "ann"].map(|name| NewUser { name }))?;
    /// let names = User::all().order_by(|u| u.name).select(|u| u.name).distinct();
    /// assert_eq!(names.load(&db)?, ["ann", "bob"]);
    /// assert_eq!(names.count(&db)?, 2);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    pub fn distinct(self) -> Query<M, S, C::Shape> {
        self.refined(|plan| plan.select.distinct = true)
    }
}
