//! Streams: each row is given to a closure as it is read, so that no more than some of them are in memory.

use std::any::Any;
use std::marker::PhantomData;

use super::chain::{Chain, Lead};
use super::collect::{Collect, Rows};
use super::faults::{explain, explain_row};
use super::level::Level;
use super::plan::{Plan, Strategy};
use super::shape::{ManyRows, Origin};
use super::{Cells, Query, detached, raw, run};
use crate::db::{Executor, Reader};
use crate::error::{Error, Result};
use crate::record::Record;
use crate::row::Row;
use crate::value::Value;

/// So many rows are held at once where relations are loaded beside them by statements of their own.
const HELD: usize = 1000;

impl<M: Record, S: Row, C: Origin> Query<M, S, C> {
    /// Calls the closure with each row as it is read. However many there are, they are never in memory together.
    ///
    /// It is one statement, open until the last row. A to-one relation is joined to it. To-many relations are loaded
    /// for a thousand rows at a time, all on one state of the database: what others commit meanwhile is not seen.
    ///
    /// The closure may run other queries on the same database. **It should not write**: where another connection has committed
    /// since the first row, writing on this one fails at once (`is_busy`), and whether this stream sees what it writes itself
    /// is SQLite's choice. A loop that writes goes by [`in_batches`](Self::in_batches).
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// # let ann = NewUser { name: "ann" }.insert(&db)?;
    /// # Post::insert_all(&db, ["a", "b", "c"].map(|title| NewPost { title, user_id: ann.id }))?;
    /// let mut letters = 0;
    /// Post::all().with(|p| p.author).for_each(&db, |(post, author)| {
    ///     letters += post.title.len() + author.name.len();
    /// })?;
    /// assert_eq!(letters, 12);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`load`](Self::load). Rows before the one that can't be read have been given to the closure.
    pub fn for_each(&self, db: &dyn Executor, mut row: impl FnMut(S)) -> Result<()>
    where
        C::Shape: ManyRows,
    {
        self.try_for_each(db, |given| {
            row(given);
            Ok(())
        })
    }

    /// Calls the closure with each row as it is read, as [`for_each`](Self::for_each), until it gives an error.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] struct Tag { id: Id<Tag>, name: String }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Tag].create(&db)?;
    /// # Tag::insert_all(&db, ["a", "b"].map(|name| NewTag { name }))?;
    /// use std::io::Write;
    ///
    /// fn export(db: &dyn Executor, out: &mut Vec<u8>) -> Result<(), Box<dyn std::error::Error>> {
    ///     Tag::all().order_by(|t| t.name).try_for_each(db, |tag| {
    ///         writeln!(out, "{}", tag.name)?;
    ///         Ok(())
    ///     })
    /// }
    ///
    /// # let mut out = Vec::new();
    /// # export(&db, &mut out).unwrap();
    /// # assert_eq!(out, b"a\nb\n");
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// What the closure gives; else as [`load`](Self::load).
    pub fn try_for_each<E: From<Error>>(
        &self,
        db: &dyn Executor,
        row: impl FnMut(S) -> Result<(), E>,
    ) -> Result<(), E>
    where
        C::Shape: ManyRows,
    {
        let mut stop = None;
        let mut each = Each {
            row,
            stop: &mut stop,
            rows: PhantomData,
        };
        if !self.plan.is_empty {
            stream(db, &self.plan, &mut each)
                .map_err(|error| raw::explain(db, &self.plan, error))?;
        }
        stop.map_or(Ok(()), Err)
    }

    /// Calls the closure with each row as it is read, as [`for_each`](Self::for_each), without copying its texts:
    /// a `String` is given as a `&str`, a `Vec<u8>` as a `&[u8]`, which last as long as the call. [`select`](Self::select) chooses the columns.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] struct Tag { id: Id<Tag>, name: String }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Tag].create(&db)?;
    /// # Tag::insert_all(&db, ["a", "bcd"].map(|name| NewTag { name }))?;
    /// let mut longest = 0;
    /// Tag::all().select(|t| (t.id, t.name)).for_each_ref(&db, |(_, name): (_, &str)| {
    ///     longest = longest.max(name.len());
    /// })?;
    /// assert_eq!(longest, 3);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`for_each`](Self::for_each).
    pub fn for_each_ref(&self, db: &dyn Executor, mut row: impl FnMut(S::Ref<'_>)) -> Result<()>
    where
        S: Cells,
        C::Shape: ManyRows,
    {
        self.try_for_each_ref(db, |given| {
            row(given);
            Ok(())
        })
    }

    /// Calls the closure with each row as it is read, as [`for_each_ref`](Self::for_each_ref), until it gives an error.
    ///
    /// # Errors
    /// What the closure gives; else as [`for_each`](Self::for_each).
    pub fn try_for_each_ref<E: From<Error>>(
        &self,
        db: &dyn Executor,
        row: impl FnMut(S::Ref<'_>) -> Result<(), E>,
    ) -> Result<(), E>
    where
        S: Cells,
        C::Shape: ManyRows,
    {
        let mut stop = None;
        let mut each = EachRef::<S, _, E> {
            row,
            stop: &mut stop,
            rows: PhantomData,
        };
        if !self.plan.is_empty {
            stream(db, &self.plan, &mut each)
                .map_err(|error| raw::explain(db, &self.plan, error))?;
        }
        stop.map_or(Ok(()), Err)
    }
}

/// What takes the rows of a stream, one after the other.
trait Take {
    /// A row whose cells are all that there is of it. Says whether more are wanted.
    fn row(&mut self, reader: &mut Reader<'_>) -> Result<bool>;
    /// Rows beside which relations are loaded.
    fn rows(&mut self, load: &mut dyn FnMut(&mut dyn Collect) -> Result<()>) -> Result<bool>;
}

struct Each<'s, S, F, E> {
    row: F,
    /// What the closure gave, if it stopped the stream.
    stop: &'s mut Option<E>,
    rows: PhantomData<fn(S)>,
}

impl<S: Row, F: FnMut(S) -> Result<(), E>, E> Each<'_, S, F, E> {
    fn give(&mut self, row: S) -> bool {
        *self.stop = (self.row)(row).err();
        self.stop.is_none()
    }
}

impl<S: Row, F: FnMut(S) -> Result<(), E>, E> Take for Each<'_, S, F, E> {
    fn row(&mut self, reader: &mut Reader<'_>) -> Result<bool> {
        let row = S::decode(reader)?;
        Ok(self.give(row))
    }

    fn rows(&mut self, load: &mut dyn FnMut(&mut dyn Collect) -> Result<()>) -> Result<bool> {
        let mut rows = Rows::<S>::new();
        load(&mut rows)?;
        Ok(rows.into_rows().into_iter().all(|row| self.give(row)))
    }
}

struct EachRef<'s, S, F, E> {
    row: F,
    stop: &'s mut Option<E>,
    rows: PhantomData<fn(S)>,
}

impl<S: Cells, F: FnMut(S::Ref<'_>) -> Result<(), E>, E> Take for EachRef<'_, S, F, E> {
    fn row(&mut self, reader: &mut Reader<'_>) -> Result<bool> {
        let row = S::borrow(reader)?;
        *self.stop = (self.row)(row).err();
        Ok(self.stop.is_none())
    }

    /// Values have no relations beside them.
    fn rows(&mut self, _: &mut dyn FnMut(&mut dyn Collect) -> Result<()>) -> Result<bool> {
        Ok(false)
    }
}

/// A list that keeps nothing: its rows go on to the closure.
struct Passing<'t> {
    take: &'t mut dyn Take,
    goes_on: bool,
}

impl Collect for Passing<'_> {
    fn row(&mut self, _: u32, reader: &mut Reader<'_>) -> Result<()> {
        self.goes_on = self.take.row(reader)?;
        Ok(())
    }

    fn fill(&mut self, _: &mut [Box<dyn Any>]) {}

    fn split(self: Box<Self>, _: usize) -> Box<dyn Any> {
        Box::new(())
    }
}

fn stream(db: &dyn Executor, plan: &Plan, take: &mut dyn Take) -> Result<()> {
    plan.check()?;
    if plan.ones.is_empty() && plan.children.is_empty() {
        return plain(db, plan, take);
    }
    let plan = read_in_parts(plan);
    let level = Level::new(&plan);
    let select = level.select(false);
    if !plan.children.is_empty() || level.detached().next().is_some() {
        return in_parts(db, &plan, take);
    }
    let (mut chain, select) = Chain::new(level, select, Lead::None);
    let statement = select
        .to_statement()
        .map_err(|error| explain(error, &plan))?;
    let mut passing = Passing {
        take,
        goes_on: true,
    };
    db.query_while(&statement, &mut |reader| {
        chain.accept(reader, &mut passing)?;
        chain.forget();
        Ok(passing.goes_on)
    })
    .map_err(|error| explain(error, &plan))
}

/// Reads rows beside which nothing stands.
fn plain(db: &dyn Executor, plan: &Plan, take: &mut dyn Take) -> Result<()> {
    let read = plan.select.to_statement().and_then(|statement| {
        db.query_while(&statement, &mut |reader| match take.row(reader) {
            Ok(goes_on) => Ok(goes_on),
            Err(error) => Err(explain_row(error, plan, reader, 0)),
        })
    });
    read.map_err(|error| explain(error, plan))
}

/// The plan whose relations can be loaded for some of the rows: not joined to them and not by their whole statement again.
fn read_in_parts(plan: &Plan) -> Plan {
    let mut plan = plan.clone();
    for child in &mut plan.children {
        child.strategy = Strategy::Batched;
    }
    let has_children = !plan.children.is_empty();
    for one in &mut plan.ones {
        // Two rows of a has_one may stand on both sides of a border; its own statement sees both.
        if one.strategy == Strategy::Subquery || has_children && one.is_has_one() {
            one.strategy = Strategy::Batched;
        }
    }
    plan
}

/// Reads cells of so many rows, then what is loaded beside them, then the next.
fn in_parts(db: &dyn Executor, plan: &Plan, take: &mut dyn Take) -> Result<()> {
    let select = Level::new(plan).select(false);
    let width = select.columns.len();
    let statement = select
        .to_statement()
        .map_err(|error| explain(error, plan))?;
    let mut part: Vec<Vec<Value<'static>>> = Vec::new();
    let mut give = |part: &mut Vec<Vec<Value<'static>>>| {
        take.rows(&mut |rows| {
            let level = Level::new(plan);
            let select = level.select(false);
            let (mut chain, select) = Chain::new(level, select, Lead::None);
            detached::fetch_all(db, &chain, &select, part).map_err(|error| explain(error, plan))?;
            for cells in part.drain(..) {
                chain.accept(&mut Reader::values(&cells), rows)?;
            }
            run::below(db, chain, &select, rows)
        })
    };
    // The last part is loaded when the statement has ended.
    db.db().holding(|| {
        let mut goes_on = true;
        db.query_while(&statement, &mut |reader| {
            part.push(
                (0..width)
                    .map(|cell| reader.cell(cell).to_value())
                    .collect(),
            );
            if part.len() >= HELD {
                goes_on = give(&mut part)?;
            }
            Ok(goes_on)
        })
        .map_err(|error| explain(error, plan))?;
        if goes_on && !part.is_empty() {
            give(&mut part)?;
        }
        Ok(())
    })
}
