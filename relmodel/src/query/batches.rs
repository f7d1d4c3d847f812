//! Batches: so many rows at a time, each by a load of its own, so that a program may write between them.

use std::marker::PhantomData;

use super::Query;
use super::keyset::Keyset;
use super::page::count;
use super::shape::{ManyRows, Origin};
use crate::db::Executor;
use crate::error::Result;
use crate::record::{HasKey, Record};
use crate::row::Row;

/// The rows of a query, so many at a time: what [`Query::in_batches`] gives.
#[must_use = "nothing is read until the batches are iterated"]
pub struct Batches<'db, S> {
    db: &'db dyn Executor,
    /// Where the next batch begins, or why there is none; nothing after the last.
    next: Option<Result<Keyset>>,
    size: u64,
    /// How many rows the query's limit leaves.
    left: Option<u64>,
    rows: PhantomData<fn() -> S>,
}

impl<M: Record, S: Row, C: Origin> Query<M, S, C> {
    /// Reads the rows so many at a time, with all that is loaded beside them: an iterator over `Vec`s, each read by a load of its own.
    ///
    /// Nothing is open between two batches, so the loop may write, and others may, too. Each batch begins where the one before ended, by the key
    /// and not by counting: rows that are deleted in the loop make it miss none. Each batch is of the state of the database at its time.
    ///
    /// With an [`order_by`](Self::order_by) it goes by that order and then by the key. A loop that changes the columns of the order
    /// moves rows to where they come again, or never; so by itself it goes by the key, which nothing moves.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// # let ann = NewUser { name: "ann" }.insert(&db)?;
    /// # Post::insert_all(&db, ["a", "b", "c"].map(|title| NewPost { title, user_id: ann.id }))?;
    /// # NewUser { name: "bob" }.insert(&db)?;
    /// for batch in User::all().with(|u| u.posts).in_batches(&db, 1000) {
    ///     for (mut user, posts) in batch? {
    ///         user.name = format!("{} ({})", user.name, posts.len());
    ///         user.update(&db)?;
    ///     }
    /// }
    /// assert_eq!(User::all().first(&db)?.unwrap().name, "ann (3)");
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// Each batch is a `Result`, as [`load`](Self::load) gives it; `is_query` for a size of 0, and for a query with `distinct`. After an error there is no further batch.
    pub fn in_batches<'db>(&self, db: &'db dyn Executor, size: u64) -> Batches<'db, S>
    where
        M: HasKey,
        C::Shape: ManyRows,
    {
        let mut plan = self.plan.clone().into_plan();
        let left = plan.select.limit.take().as_ref().map(count);
        let next = match plan.select.distinct {
            true => Err(self.refused(
                "a query with `distinct` can't be read in batches: leave it out, or use `for_each`",
            )),
            false => Keyset::of(&plan, size),
        };
        Batches {
            db,
            next: Some(next).filter(|_| left != Some(0)),
            size,
            left,
            rows: PhantomData,
        }
    }
}

impl<S: Row> Iterator for Batches<'_, S> {
    type Item = Result<Vec<S>>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut keyset = match self.next.take()? {
            Ok(keyset) => keyset,
            Err(error) => return Some(Err(error)),
        };
        let size = self.left.map_or(self.size, |left| left.min(self.size));
        let rows = match keyset.rows::<S>(self.db, size) {
            Ok(rows) => rows,
            Err(error) => return Some(Err(error)),
        };
        if let Some(left) = &mut self.left {
            *left = left.saturating_sub(rows.len() as u64);
        }
        let goes_on = keyset.is_more && self.left != Some(0);
        self.next = goes_on.then_some(Ok(keyset));
        (!rows.is_empty()).then_some(Ok(rows))
    }
}

impl<S: Row> std::iter::FusedIterator for Batches<'_, S> {}

impl<S> std::fmt::Debug for Batches<'_, S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Batches").finish_non_exhaustive()
    }
}
