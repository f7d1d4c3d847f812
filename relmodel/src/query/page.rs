//! Pages by their number: so many rows, and how many there are of all.

use super::collect::Rows;
use super::shape::{ManyRows, Origin};
use super::{Query, number, order};
use crate::db::Executor;
use crate::error::{Error, Kind, Result};
use crate::record::Record;
use crate::row::Row;
use crate::value::Value;

/// Some of a query's rows, and what a program needs to lead to the others: what [`Query::page`] gives.
///
/// ```
/// # use relmodel::prelude::*;
/// # #[derive(Model, Debug, PartialEq)] struct Tag { id: Id<Tag>, name: String }
/// # let db = Db::open_in_memory()?;
/// # schema![Tag].create(&db)?;
/// # Tag::insert_all(&db, ["a", "b", "c", "d", "e"].map(|name| NewTag { name }))?;
/// let page = Tag::all().order_by(|t| t.name).page(&db, 2, 2)?;
///
/// let names: Vec<&str> = page.rows.iter().map(|tag| tag.name.as_str()).collect();
/// assert_eq!(names, ["c", "d"]);
/// assert_eq!((page.number, page.size, page.total), (2, 2, 5));
/// assert_eq!((page.pages(), page.previous(), page.next()), (3, Some(1), Some(3)));
/// assert_eq!((page.first(), page.last()), (3, 4)); // "3 to 4 of 5"
/// # Ok::<(), relmodel::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<S> {
    /// The rows of this page.
    pub rows: Vec<S>,
    /// Which page it is, from 1.
    pub number: u64,
    /// How many rows a page has; the last has fewer.
    pub size: u64,
    /// How many rows all pages have together.
    pub total: u64,
}

impl<S> Page<S> {
    /// Gives how many pages there are. Of no rows it is 0.
    #[must_use]
    pub fn pages(&self) -> u64 {
        self.total.div_ceil(self.size.max(1))
    }

    /// Gives the number of the page after this one, if there is one.
    #[must_use]
    pub fn next(&self) -> Option<u64> {
        (self.number < self.pages()).then(|| self.number + 1)
    }

    /// Gives the number of the page before this one, if there is one. Of a page behind the last it is the last.
    #[must_use]
    pub fn previous(&self) -> Option<u64> {
        let before = self.number.saturating_sub(1).min(self.pages());
        (before > 0).then_some(before)
    }

    /// Gives the place of this page's first row among all, from 1; 0 when the page is empty.
    #[must_use]
    pub fn first(&self) -> u64 {
        match self.rows.len() {
            0 => 0,
            _ => (self.number.saturating_sub(1))
                .saturating_mul(self.size)
                .saturating_add(1),
        }
    }

    /// Gives the place of this page's last row among all, from 1; 0 when the page is empty.
    #[must_use]
    pub fn last(&self) -> u64 {
        match self.rows.len() {
            0 => 0,
            rows => self.first().saturating_add(rows as u64 - 1),
        }
    }

    /// Gives the numbers of pages to show as links: so many at each edge, and so many on both sides of this page.
    /// `None` stands where some are left out.
    ///
    /// ```
    /// # use relmodel::Page;
    /// let page = Page::<String> { rows: vec![], number: 6, size: 10, total: 118 };
    /// let links: Vec<String> = page
    ///     .links(1, 2)
    ///     .into_iter()
    ///     .map(|number| number.map_or("…".into(), |number| number.to_string()))
    ///     .collect();
    /// assert_eq!(links.join(" "), "1 … 4 5 6 7 8 … 12");
    /// ```
    #[must_use]
    pub fn links(&self, edge: u64, around: u64) -> Vec<Option<u64>> {
        let pages = self.pages();
        let near = self.number.saturating_sub(around)..=self.number.saturating_add(around);
        let parts = [
            1..=edge,
            near,
            pages.saturating_sub(edge).saturating_add(1)..=pages,
        ];
        let mut links = Vec::new();
        let mut last = 0;
        for part in parts {
            let (from, to) = ((*part.start()).max(last + 1), (*part.end()).min(pages));
            if from > to {
                continue;
            }
            if from > last + 1 {
                links.push(None);
            }
            links.extend((from..=to).map(Some));
            last = to;
        }
        if last < pages {
            links.push(None);
        }
        links
    }
}

impl<S> IntoIterator for Page<S> {
    type Item = S;
    type IntoIter = std::vec::IntoIter<S>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.into_iter()
    }
}

impl<'a, S> IntoIterator for &'a Page<S> {
    type Item = &'a S;
    type IntoIter = std::slice::Iter<'a, S>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.iter()
    }
}

impl<M: Record, S: Row, C: Origin> Query<M, S, C> {
    /// Runs the query for one of its pages, whose numbers begin with 1: `SELECT count(*) …`, then `SELECT … LIMIT ?1 OFFSET ?2`, on one state of the database.
    ///
    /// Relations beside the rows are loaded for the rows of the page alone, with as many statements as by [`load`](Self::load).
    /// The key is added to the order, so that no row comes twice and none is missed. A page behind the last has no rows; none are asked for then.
    /// The `limit` and `offset` of the query say which rows are divided into pages.
    ///
    /// SQLite reads all rows before those of the page, and counts all of them. For pages deep in a large table, or while rows
    /// come and go, there is [`page_after`](Self::page_after).
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// # let ann = NewUser { name: "ann" }.insert(&db)?;
    /// # Post::insert_all(&db, ["a", "b", "c"].map(|title| NewPost { title, user_id: ann.id }))?;
    /// # let seen = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    /// # let log = seen.clone();
    /// # db.observe(move |e| if !e.is_control() { log.lock().unwrap().push(e.sql().to_owned()) });
    /// let page = Post::all().order_by(|p| p.title.desc()).page(&db, 1, 2)?;
    /// assert_eq!(page.total, 3);
    /// assert_eq!(page.rows[0].title, "c");
    /// # let seen = seen.lock().unwrap();
    /// # let ran: [&str; 2] = [&seen[0], &seen[1]];
    /// assert_eq!(ran, [
    ///     r#"SELECT count(*) FROM "post" AS t0"#,
    ///     r#"SELECT t0."id", t0."title", t0."user_id" FROM "post" AS t0 ORDER BY t0."title" DESC, t0."id" LIMIT ?1 OFFSET ?2"#,
    /// ]);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// `is_query` for a page 0 or a size of 0, and for a model without a key whose query has no order; else as [`load`](Self::load).
    pub fn page(&self, db: &dyn Executor, number: u64, size: u64) -> Result<Page<S>>
    where
        C::Shape: ManyRows,
    {
        if number == 0 {
            return Err(self.refused("the first page is the page 1: there is no page 0"));
        }
        if size == 0 {
            return Err(self.refused("a page has at least one row: its size is not 0"));
        }
        let mut plan = self.plan.clone().into_plan();
        order::make_total(&mut plan)?;
        db.db().reading(|| {
            let total = self.count(db)?;
            let start = (number - 1).saturating_mul(size);
            let rows = if start < total {
                let select = &mut plan.select;
                let before = select.offset.as_ref().map_or(0, count);
                let most = match select.limit {
                    Some(_) => size.min(total - start),
                    None => size,
                };
                select.limit = Some(self::number(most));
                select.offset = Some(self::number(start.saturating_add(before)));
                Rows::load(db, &plan)?
            } else {
                Vec::new()
            };
            Ok(Page {
                rows,
                number,
                size,
                total,
            })
        })
    }

    /// A call that has no meaning for this query.
    #[cold]
    pub(super) fn refused(&self, message: &str) -> Error {
        Error::new(Kind::Query, message).with_model(self.plan.model.name)
    }
}

/// The number that [`number`] made.
pub(super) fn count(value: &Value<'_>) -> u64 {
    match value {
        Value::Integer(rows) => u64::try_from(*rows).unwrap_or(0),
        _ => 0,
    }
}
