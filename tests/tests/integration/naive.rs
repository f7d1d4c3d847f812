//! What nested eager loading is compared with: a query for each parent, in plain SQL.

use relmodel::prelude::*;
use relmodel_tests::{integer, statements};
use rusqlite::types::Value;

use crate::strategies::{ALL, How};

/// A row as text, and the rows below it: a list for each relation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tree {
    row: String,
    below: Vec<Vec<Tree>>,
}

/// A row with what was loaded below it.
pub fn tree<const N: usize>(row: String, below: [Vec<Tree>; N]) -> Tree {
    Tree {
        row,
        below: below.into(),
    }
}

/// The cells of a row of a model, written as those of plain SQL are.
macro_rules! row {
    ($($cell:expr),+ $(,)?) => {
        [$($crate::naive::Cell::text(&$cell)),+].join("|")
    };
}
pub(crate) use row;

/// All rows of a model, and the cells named, against a query in plain SQL.
macro_rules! same_rows {
    ($db:expr, $model:ident, $sql:expr, $($column:ident),+ $(,)?) => {
        let loaded = $model::all().load(&$db.db).unwrap();
        let loaded = loaded
            .into_iter()
            .map(|m| $crate::naive::tree($crate::naive::row![$(m.$column),+], []));
        let there = $crate::naive::naive($sql, []).trees(&$db);
        assert!(there.len() > 1, "{}", $sql);
        let (loaded, there) = (
            $crate::naive::sorted(loaded.collect()),
            $crate::naive::sorted(there),
        );
        $crate::naive::assert_same($sql, &loaded, &there);
    };
}
pub(crate) use same_rows;

/// A query for the rows below one row, whose cells it has as `?1`, `?2`, …, and the queries below each of its own.
pub struct Naive {
    sql: &'static str,
    below: Vec<Naive>,
}

/// A query in plain SQL, which is run once for each parent.
pub fn naive<const N: usize>(sql: &'static str, below: [Naive; N]) -> Naive {
    Naive {
        sql,
        below: below.into(),
    }
}

impl Naive {
    /// The rows, each with those below it.
    pub fn trees(&self, db: &Db) -> Vec<Tree> {
        db.with_connection(|raw| self.below(raw, &[]))
            .unwrap_or_else(|error| panic!("{}: {error}", self.sql))
    }

    fn below(
        &self,
        raw: &rusqlite::Connection,
        parent: &[Value],
    ) -> Result<Vec<Tree>, rusqlite::Error> {
        let mut statement = raw.prepare_cached(self.sql)?;
        let used = parent.iter().take(statement.parameter_count());
        for (place, value) in used.enumerate() {
            statement.raw_bind_parameter(place + 1, value)?;
        }
        let width = statement.column_count();
        let mut found = Vec::new();
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next()? {
            let cells = (0..width).map(|place| row.get(place));
            found.push(cells.collect::<Result<Vec<Value>, _>>()?);
        }
        drop(rows);
        drop(statement);
        let tree = |cells: Vec<Value>| {
            let below = self.below.iter().map(|naive| naive.below(raw, &cells));
            Ok(Tree {
                below: below.collect::<Result<_, _>>()?,
                row: cells.iter().map(plain).collect::<Vec<_>>().join("|"),
            })
        };
        found.into_iter().map(tree).collect()
    }
}

/// Loads in each way, and compares the rows with those of plain SQL and the number of statements with what is expected of
/// the usual way, `joined`, `subquery` and `batched`.
#[track_caller]
pub fn by_each_strategy(
    db: &Db,
    naive: &Naive,
    expected: [usize; 4],
    load: impl Fn(How) -> relmodel::Result<Vec<Tree>>,
) {
    let there = naive.trees(db);
    assert!(!there.is_empty(), "no row to compare: {}", naive.sql);
    for (how, expected) in ALL.into_iter().zip(expected) {
        let (loaded, run) = statements(db, || load(how));
        let loaded = loaded.unwrap_or_else(|error| panic!("{how:?}: {error}"));
        assert_same(&format!("{how:?}"), &loaded, &there);
        assert_eq!(run.len(), expected, "{how:?}: {run:#?}");
    }
}

/// Compares what was loaded with what plain SQL reads, and shows the first difference alone: there are many rows.
#[track_caller]
pub fn assert_same(what: &str, loaded: &[Tree], there: &[Tree]) {
    if let Some(difference) = difference(loaded, there) {
        panic!("{what}: {difference}");
    }
}

/// Compares the number of rows with what plain SQL counts, which is not zero.
#[track_caller]
pub fn assert_count<M: Model>(db: &Db, query: &Query<M>, sql: &str) {
    let there = integer(db, sql);
    assert!(there > 0, "nothing to find: {sql}");
    assert_eq!(query.count(db).unwrap(), there.cast_unsigned(), "{sql}");
    let loaded = query.load(db).unwrap().len();
    assert_eq!(loaded as i64, there, "{sql}");
}

fn difference(loaded: &[Tree], there: &[Tree]) -> Option<String> {
    for (one, other) in loaded.iter().zip(there) {
        if one.row != other.row {
            return Some(format!("loaded {:?}, there is {:?}", one.row, other.row));
        }
        assert_eq!(one.below.len(), other.below.len(), "relations of a row");
        for (place, (one_below, other_below)) in one.below.iter().zip(&other.below).enumerate() {
            if let Some(difference) = difference(one_below, other_below) {
                return Some(format!("{:?}, relation {place}: {difference}", one.row));
            }
        }
    }
    let (loaded, there) = (loaded.len(), there.len());
    (loaded != there).then(|| format!("loaded {loaded} rows, there are {there}"))
}

/// In an order that is the same for equal rows, at each level, where none was asked for.
pub fn sorted(mut trees: Vec<Tree>) -> Vec<Tree> {
    for tree in &mut trees {
        let below = std::mem::take(&mut tree.below);
        tree.below = below.into_iter().map(sorted).collect();
    }
    trees.sort();
    trees
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::Integer(integer) => integer.to_string(),
        Value::Real(real) => real.to_string(),
        Value::Text(text) => format!("'{text}'"),
        Value::Blob(bytes) => format!("{bytes:?}"),
    }
}

/// A cell of a model, as text. A real that is whole is written as the integer, as columns declared DECIMAL hold either.
pub trait Cell {
    fn text(&self) -> String;
}

macro_rules! shown {
    ($($type:ty),*) => {
        $(impl Cell for $type {
            fn text(&self) -> String {
                self.to_string()
            }
        })*
    };
}
shown!(i64, i32, u32, f64);

impl Cell for bool {
    fn text(&self) -> String {
        i64::from(*self).to_string()
    }
}

impl Cell for String {
    fn text(&self) -> String {
        format!("'{self}'")
    }
}

impl Cell for jiff::civil::DateTime {
    fn text(&self) -> String {
        format!("'{}'", self.strftime("%Y-%m-%d %H:%M:%S"))
    }
}

impl Cell for jiff::civil::Date {
    fn text(&self) -> String {
        format!("'{self}'")
    }
}

impl<M> Cell for Id<M> {
    fn text(&self) -> String {
        self.get().to_string()
    }
}

impl<T: Cell> Cell for Option<T> {
    fn text(&self) -> String {
        self.as_ref().map_or_else(|| "-".to_owned(), T::text)
    }
}

impl<T: Cell> Cell for &T {
    fn text(&self) -> String {
        T::text(self)
    }
}
