//! One query run in every way that there is: each gives the same rows, or some of them.

use relmodel::__private::Row as Loaded;
use relmodel::{AnyValue, Error, Executor, Query};

use crate::cell::Cell;
use crate::check::Case;
use crate::data::Row;
use crate::deep;
use crate::dynamic::{Dyn, Fields};
use crate::load::{Condition, Load};
use crate::naive::{self, Naive};
use crate::shown::{Ways, comparable, is_exact};
use crate::templates::root;
use crate::tree::{IntoTree, Tree};

/// How a query's rows are compared.
struct Rows<'a> {
    case: &'a Case<'a>,
    right: Vec<String>,
    size: usize,
    has_key: bool,
    /// Whether the order says of each two rows which comes first.
    is_exact: bool,
    /// Whether a limit or an offset leaves out rows.
    is_cut: bool,
}

impl Case<'_> {
    /// Runs a projection, and values of the same rows, in every way. How many answers were compared.
    pub fn check_verbs(
        &self,
        db: &dyn Executor,
        ways: &Ways,
        right: &[Tree],
    ) -> Result<usize, String> {
        let (schema, load) = (self.schema, self.load);
        let mut rows = Rows {
            case: self,
            right: self.compared(right.to_vec()),
            size: ways.size,
            is_cut: load.options.limit.is_some() || load.options.offset.is_some(),
            has_key: !schema.models[load.model].key.is_empty(),
            is_exact: is_exact(self, load.model, &load.options.order),
        };
        let count = rows.check(db, &deep::query(load))?;
        let chosen = Chosen {
            case: self,
            columns: ways.columns,
            condition: Condition::IsNull(ways.columns[0]),
        };
        rows.right = self.compared(chosen.rows());
        let query = root(load).select(|row| {
            let [a, b] = chosen.columns;
            (
                row.maybe(a),
                row.maybe(b),
                row.plain(&chosen.condition),
                deep::count_below(load, row),
            )
        });
        Ok(count + rows.check(db, &query)? + chosen.check_once(db)?)
    }

    fn compared(&self, rows: Vec<Tree>) -> Vec<String> {
        let rows = rows.into_iter();
        rows.map(|row| format!("{:?}", comparable(self, 0, row)))
            .collect()
    }
}

impl Rows<'_> {
    fn same(
        &self,
        what: &str,
        found: Vec<Tree>,
        right: &[String],
        in_order: bool,
    ) -> Result<(), String> {
        let mut found = self.case.compared(found);
        let is_same = match in_order {
            true => found == right,
            false => {
                let mut right = right.to_vec();
                found.sort();
                right.sort();
                found == right
            }
        };
        match is_same {
            true => Ok(()),
            false => Err(format!(
                "other rows by {what}\n  found: {found:?}\n  right: {right:?}"
            )),
        }
    }

    fn check<S: Loaded + IntoTree>(
        &self,
        db: &dyn Executor,
        query: &Query<Dyn<0>, S>,
    ) -> Result<usize, String> {
        let right = &*self.right;
        let rows = query.load(db).map_err(failed("load"))?;
        self.same("load", trees(rows), right, self.is_exact)?;
        let mut each = Vec::new();
        query
            .for_each(db, |row| each.push(row))
            .map_err(failed("for_each"))?;
        self.same("for_each", trees(each), right, self.is_exact)?;
        let count = query.count(db).map_err(failed("count"))?;
        let exists = query.exists(db).map_err(failed("exists"))?;
        if (count, exists) != (right.len() as u64, !right.is_empty()) {
            return Err(format!(
                "count {count}, exists {exists} of {} rows",
                right.len()
            ));
        }
        match (query.one(db), right.len()) {
            (Ok(row), 1) => self.same("one", trees(vec![row]), right, true)?,
            (Err(error), 0) if error.is_not_found() => {}
            (Err(error), 2..) if error.is_not_single() => {}
            (Ok(_), count) => return Err(format!("one of {count} rows")),
            (Err(error), _) => return Err(failed("one")(error)),
        }
        if !self.has_key && !self.is_exact {
            return Ok(4);
        }
        let first = query.first(db).map_err(failed("first"))?;
        let right_first = &right[..right.len().min(1)];
        self.same(
            "first",
            trees(first.into_iter().collect()),
            right_first,
            true,
        )?;
        Ok(5 + self.check_parts(db, query)?)
    }

    /// By pages and batches.
    fn check_parts<S: Loaded + IntoTree>(
        &self,
        db: &dyn Executor,
        query: &Query<Dyn<0>, S>,
    ) -> Result<usize, String> {
        let right = &*self.right;
        let size = self.size as u64;
        let mut answers = 0;
        for (number, part) in (1..).zip(right.chunks(self.size)) {
            let page = query.page(db, number, size).map_err(failed("page"))?;
            if page.total != right.len() as u64 {
                return Err(format!("{} rows in {} pages", page.total, page.pages()));
            }
            self.same("page", trees(page.rows), part, true)?;
            answers += 1;
        }
        if !self.has_key {
            return Ok(answers);
        }
        let mut found = Vec::new();
        for batch in query.in_batches(db, size) {
            found.extend(batch.map_err(failed("in_batches"))?);
            if found.len() > right.len() {
                break;
            }
        }
        self.same("in_batches", trees(found), right, true)?;
        if self.is_cut {
            return Ok(answers + 1);
        }
        let (mut found, mut cursor) = (Vec::new(), None);
        while found.len() <= right.len() {
            let page = query
                .page_after(db, cursor.as_ref(), size)
                .map_err(failed("page_after"))?;
            found.extend(page.rows);
            let Some(next) = page.next else { break };
            cursor = Some(next.to_string().parse().map_err(failed("a cursor"))?);
        }
        self.same("page_after", trees(found), right, true)?;
        Ok(answers + 2)
    }
}

fn failed(what: &'static str) -> impl Fn(Error) -> String {
    move |error| format!("{what}: {error}")
}

fn trees<S: IntoTree>(rows: Vec<S>) -> Vec<Tree> {
    rows.into_iter().map(S::into_tree).collect()
}

/// Values of the rows, how many a relation leads to among them, and values made of groups of them.
struct Chosen<'a> {
    case: &'a Case<'a>,
    columns: [u16; 2],
    condition: Condition,
}

impl<'a> Chosen<'a> {
    fn rows(&self) -> Vec<Tree> {
        let plain = Load {
            nodes: Vec::new(),
            shown: None,
            ..self.case.load.clone()
        };
        let (rows, _) = naive::answer(self.case.schema, self.case.tables, &plain);
        let naive = Naive::of(self.case.schema, self.case.tables);
        let [a, b] = self.columns.map(usize::from);
        let chosen = rows.into_iter().map(|Tree { row, .. }| {
            let holds = naive.holds(plain.model, &row, &self.condition);
            let holds = Cell::Integer(holds.into());
            let below = deep::counted(self.case.load);
            let count = below.map_or(0, |node| naive.loaded(node, &row).len());
            let count = Cell::Integer(i64::try_from(count).expect("few"));
            Tree::leaf(vec![row[a].clone(), row[b].clone(), holds, count])
        });
        chosen.collect()
    }

    /// Whether `distinct` gives each once, and `group_by` all groups with what is made of them.
    fn check_once(&self, db: &dyn Executor) -> Result<usize, String> {
        let (load, [a, b]) = (self.case.load, self.columns);
        if load.options.limit.is_some() || load.options.offset.is_some() {
            return Ok(0);
        }
        let of = &self.case.schema.models[load.model];
        let [first, second] = self.columns.map(|column| of.collation(column));
        let by = |x: &Row, y: &Row| {
            x[0].order(&y[0], first)
                .then_with(|| x[1].order(&y[1], second))
        };
        let mut right: Vec<Row> = self.rows().into_iter().map(|tree| tree.row).collect();
        let query = root(load).select(|row: Fields<0>| (row.maybe(a), row.maybe(b)));
        let found = query
            .distinct()
            .load(db)
            .map_err(|error| format!("distinct: {error}"))?;
        let mut found: Vec<Row> = found
            .into_iter()
            .map(|(a, b)| [a, b].map(Cell::of).to_vec())
            .collect();
        found.sort_by(by);
        right.sort_by(by);
        let mut once = right.clone();
        once.dedup_by(|x, y| by(x, y).is_eq());
        let is_same =
            found.len() == once.len() && found.iter().zip(&once).all(|(x, y)| by(x, y).is_eq());
        if !is_same {
            return Err(format!(
                "other rows by distinct: {found:?}, and right is {once:?}"
            ));
        }

        let groups = root(load)
            .group_by(|row| row.maybe(a))
            .order_by(|group| group.key())
            .select(|group| (group.key(), group.count(), group.max(|row| row.maybe(b))));
        let groups: Vec<(Option<AnyValue>, i64, Option<AnyValue>)> = groups
            .load(db)
            .map_err(|error| format!("group_by: {error}"))?;
        let by_key = |x: &Row, y: &Row| x[0].order(&y[0], first).is_eq();
        let right: Vec<&[Row]> = right.chunk_by(by_key).collect();
        let is_same = |group: &(Option<AnyValue>, i64, Option<AnyValue>), rows: &&[Row]| {
            let greatest = rows
                .iter()
                .map(|row| &row[1])
                .max_by(|x, y| x.order(y, second));
            Cell::of(group.0.clone()).order(&rows[0][0], first).is_eq()
                && group.1 == i64::try_from(rows.len()).expect("few")
                && greatest
                    .is_some_and(|right| Cell::of(group.2.clone()).order(right, second).is_eq())
        };
        match groups.len() == right.len() && groups.iter().zip(&right).all(|(x, y)| is_same(x, y)) {
            true => Ok(2),
            false => Err(format!("other groups: {groups:?}, and right is {right:?}")),
        }
    }
}

impl IntoTree for (Option<AnyValue>, Option<AnyValue>, bool, i64) {
    fn into_tree(self) -> Tree {
        let (a, b, holds, count) = self;
        let holds = Cell::Integer(holds.into());
        Tree::leaf(vec![Cell::of(a), Cell::of(b), holds, Cell::Integer(count)])
    }
}
