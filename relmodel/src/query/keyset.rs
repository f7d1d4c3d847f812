//! Pages by where the one before ended: the rows that come after one with certain values.

use super::cursor::{self, Cursor, fingerprint};
use super::plan::Plan;
use super::shape::{ManyRows, Origin};
use super::{Query, collect, faults, number, order, run};
use crate::db::{Executor, Reader};
use crate::error::{Error, Kind, Result};
use crate::record::{HasKey, Record};
use crate::row::Row;
use crate::sql::{Compare, Node, Param, Scope, Select, Term};
use crate::value::Value;

/// Some of a query's rows, and where the next begin: what [`Query::page_after`] gives.
#[derive(Debug, Clone, PartialEq)]
pub struct KeysetPage<S> {
    /// The rows of this page.
    pub rows: Vec<S>,
    /// Where the next page begins; none when there are no more rows.
    pub next: Option<Cursor>,
}

impl<M: Record, S: Row, C: Origin> Query<M, S, C> {
    /// Runs the query for the rows after those of another page, or for the first: a keyset page, which is found by its place in the order and not by counting.
    ///
    /// The cursor is the `next` of the page before. Rows that were inserted or deleted meanwhile move nothing: no row comes twice, and none
    /// that stays is missed. Where the columns of the order have an index, as the key has, the last page is found as fast as the first.
    ///
    /// What the rows are ordered by must be theirs: an order by chance, as by `random()`, has no place to go on from.
    ///
    /// The key is added to the order. Relations beside the rows are loaded for the rows of the page alone, with as many statements as by [`load`](Self::load).
    /// [`Cursor`] says how it is sent to where the next page is asked for.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] #[index(title)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// # let ann = NewUser { name: "ann" }.insert(&db)?;
    /// # Post::insert_all(&db, ["a", "b", "b", "c"].map(|title| NewPost { title, user_id: ann.id }))?;
    /// # let seen = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    /// # let log = seen.clone();
    /// # db.observe(move |e| if !e.is_control() { log.lock().unwrap().push(e.sql().to_owned()) });
    /// let posts = Post::all().order_by(|p| p.title.desc());
    /// let first = posts.page_after(&db, None, 2)?;
    /// let second = posts.page_after(&db, first.next.as_ref(), 2)?;
    ///
    /// let titles = |rows: &[Post]| rows.iter().map(|p| p.title.clone()).collect::<String>();
    /// assert_eq!(titles(&first.rows), "cb");
    /// assert_eq!(titles(&second.rows), "ba");
    /// assert_eq!(second.next, None);
    /// # let seen = seen.lock().unwrap();
    /// # let ran: [&str; 2] = [&seen[0], &seen[1]];
    /// assert_eq!(ran, [
    ///     r#"SELECT t0."id", t0."title", t0."user_id" FROM "post" AS t0 ORDER BY t0."title" DESC, t0."id" LIMIT ?1"#,
    ///     r#"SELECT t0."id", t0."title", t0."user_id" FROM "post" AS t0 WHERE t0."title" <= ?1 AND (t0."title" < ?2 OR t0."id" > ?3) ORDER BY t0."title" DESC, t0."id" LIMIT ?4"#,
    /// ]);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// One row more than the size is read, so that `next` is right, but nothing is loaded beside it.
    /// An order from the largest by a column that may be NULL is read from its beginning, since no index leads to "less, or NULL" in one step.
    ///
    /// # Errors
    /// `is_query` for a cursor of another query, for a size of 0, and for a query with `limit`, `offset` or `distinct`; else as [`load`](Self::load).
    pub fn page_after(
        &self,
        db: &dyn Executor,
        cursor: Option<&Cursor>,
        size: u64,
    ) -> Result<KeysetPage<S>>
    where
        M: HasKey,
        C::Shape: ManyRows,
    {
        let select = &self.plan.select;
        if select.limit.is_some() || select.offset.is_some() || select.distinct {
            return Err(self.refused(
                "a query with `limit`, `offset` or `distinct` has no keyset pages: leave them out, or ask for pages by their number with `page`",
            ));
        }
        let mut keyset = Keyset::of(&self.plan, size)?;
        let query = keyset.query()?;
        if let Some(cursor) = cursor {
            if cursor.query != query || cursor.values.len() != keyset.terms.len() {
                return Err(self.refused(
                    "the cursor is of another query: it goes on where a page of the same filters and the same order ended",
                ));
            }
            keyset.position = Some(cursor.values.clone());
        }
        let rows = keyset.rows::<S>(db, size)?;
        let next = keyset.position.filter(|_| keyset.is_more);
        Ok(KeysetPage {
            rows,
            next: next.map(|values| Cursor { query, values }),
        })
    }
}

/// A query that is read part after part, each by where the one before ended.
#[derive(Debug)]
pub(super) struct Keyset {
    /// The query with a total order.
    plan: Plan,
    /// Where the terms of the order stand among its columns.
    terms: Vec<usize>,
    /// What the last row that was read is ordered by.
    pub(super) position: Option<Vec<Value<'static>>>,
    /// Whether there are rows after the last part.
    pub(super) is_more: bool,
}

impl Keyset {
    pub(super) fn of(plan: &Plan, size: u64) -> Result<Self> {
        if size == 0 {
            let message = "a part of a query has at least one row: its size is not 0";
            return Err(Error::new(Kind::Query, message).with_model(plan.model.name));
        }
        let mut plan = plan.clone();
        order::make_total(&mut plan)?;
        let select = &mut plan.select;
        let mut terms = Vec::new();
        for term in &select.order {
            let is_it = |cell: &Node| is_own(cell, &term.node, plan.scope);
            let place = select.columns.iter().position(is_it).unwrap_or_else(|| {
                select.columns.push(term.node.clone());
                select.columns.len() - 1
            });
            terms.push(place);
        }
        Ok(Self {
            is_more: !plan.is_empty,
            plan,
            terms,
            position: None,
        })
    }

    /// What tells the query from others: its text, without what is loaded of the rows and beside them, and the values in its order.
    /// Those in its filters say which rows there are, and not where they stand.
    fn query(&self) -> Result<u64> {
        let written = |select: &Select| match select.to_statement() {
            Ok(statement) => Ok((statement.text(), bytes(&statement.params))),
            Err(error) => Err(faults::explain(error, &self.plan)),
        };
        let whole = Select {
            columns: Vec::new(),
            joins: Vec::new(),
            ..self.plan.select.clone()
        };
        let mut tables = Select {
            from: whole.from.clone(),
            ..Select::default()
        };
        let before = written(&tables)?.1.len();
        tables.order.clone_from(&whole.order);
        let values = written(&tables)?.1.split_off(before);
        Ok(fingerprint(
            &[written(&whole)?.0.into_bytes(), values].concat(),
        ))
    }

    /// The next rows, at most so many.
    pub(super) fn rows<S: Row>(&mut self, db: &dyn Executor, size: u64) -> Result<Vec<S>> {
        if !self.is_more {
            return Ok(Vec::new());
        }
        let mut plan = self.plan.clone();
        if let Some(values) = self.position.take() {
            let condition = after(&plan.select.order, &values);
            plan.filter_by(condition);
        }
        plan.select.limit = Some(number(size.saturating_add(1)));
        let most = u32::try_from(size).unwrap_or(u32::MAX);
        let mut rows = Noted {
            rows: collect::Rows::<S>::new(),
            cells: &self.terms,
            left: most,
            last: Vec::new(),
        };
        self.is_more = run::load_some(db, &plan, most, &mut rows)?;
        self.position = Some(rows.last);
        // Left out at the beginning, and not before each part.
        self.plan.select.offset = None;
        Ok(rows.rows.into_rows())
    }
}

/// The values that are bound to a statement, one after the other.
fn bytes(params: &[Param<'_>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for param in params {
        match param {
            Param::Value(value) => cursor::write(&mut bytes, value),
            Param::List(values) => values
                .iter()
                .for_each(|value| cursor::write(&mut bytes, value)),
        }
    }
    bytes
}

/// Whether a cell is the column of a query's own table by which it is ordered.
fn is_own(cell: &Node, term: &Node, table: Scope) -> bool {
    let column = |node: &Node| match node {
        Node::Column { scope, column, .. } if *scope == table => Some(*column),
        _ => None,
    };
    column(cell).is_some() && column(cell) == column(term)
}

/// A list that notes what the last row that it takes is ordered by. When there are fewer rows, nothing comes after them.
struct Noted<'k, S> {
    rows: collect::Rows<S>,
    cells: &'k [usize],
    /// How many rows it takes yet.
    left: u32,
    last: Vec<Value<'static>>,
}

impl<S: Row> collect::Collect for Noted<'_, S> {
    fn row(&mut self, owner: u32, reader: &mut Reader<'_>) -> Result<()> {
        self.rows.row(owner, reader)?;
        self.left = self.left.saturating_sub(1);
        if self.left == 0 {
            let cells = self.cells.iter();
            self.last = cells.map(|cell| reader.cell(*cell).to_value()).collect();
        }
        Ok(())
    }

    fn fill(&mut self, lists: &mut [Box<dyn std::any::Any>]) {
        self.rows.fill(lists);
    }

    fn split(self: Box<Self>, owners: usize) -> Box<dyn std::any::Any> {
        Box::new(self.rows).split(owners)
    }
}

/// Whether a row comes after the one with these values.
fn after(terms: &[Term], values: &[Value<'static>]) -> Node {
    let is_plain =
        |term: &Term| term.descending == terms[0].descending && !term.node.is_null_as_operand();
    if terms.len() > 1 && terms.iter().all(is_plain) && !values.contains(&Value::Null) {
        let op = if terms[0].descending { "<" } else { ">" };
        let row = |nodes: Vec<Node>| Node::Row(nodes);
        return Node::binary(
            row(terms.iter().map(|term| term.node.clone()).collect()),
            op,
            row(values.iter().cloned().map(Node::Value).collect()),
        );
    }
    // From the last term on: rows that are equal in all terms before.
    let mut rest = None;
    for (term, value) in terms.iter().zip(values).rev() {
        rest = Some(match rest {
            None => beyond(term, value),
            Some(rest) => beyond_or(term, value, rest),
        });
    }
    rest.unwrap_or(Node::Any(Vec::new()))
}

/// Whether a row comes after by this term alone. NULL is less than every value.
fn beyond(term: &Term, value: &Value<'static>) -> Node {
    let compared = |op| Node::binary(term.node.clone(), op, Node::Value(value.clone()));
    match (term.descending, value) {
        (false, Value::Null) => Node::Postfix(Box::new(term.node.clone()), "IS NOT NULL"),
        (false, _) => compared(">"),
        (true, Value::Null) => Node::Any(Vec::new()),
        (true, _) if term.node.is_null_as_operand() => Node::Any(vec![
            compared("<"),
            Node::Postfix(Box::new(term.node.clone()), "IS NULL"),
        ]),
        (true, _) => compared("<"),
    }
}

/// Whether a row comes after by this term, or is equal in it and comes after by the rest.
fn beyond_or(term: &Term, value: &Value<'static>, rest: Node) -> Node {
    let has_null_beyond = term.descending && term.node.is_null_as_operand();
    if *value == Value::Null || has_null_beyond {
        let sides = Box::new([term.node.clone(), Node::Value(value.clone())]);
        let tie = Node::All(vec![Node::Compare(Compare::Same, sides), rest]);
        return match beyond(term, value) {
            Node::Any(mut terms) => {
                terms.push(tie);
                Node::Any(terms)
            }
            beyond => Node::Any(vec![beyond, tie]),
        };
    }
    // The first condition is for the index: it leads to where the rows begin.
    let op = if term.descending { "<=" } else { ">=" };
    let from = Node::binary(term.node.clone(), op, Node::Value(value.clone()));
    Node::All(vec![from, Node::Any(vec![beyond(term, value), rest])])
}
