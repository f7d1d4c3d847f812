//! A walk as a table: the rows that one step leads to, taken again and again from what it led to.

use super::writer::Writer;
use super::{Node, Param, Source};
use crate::schema::ModelDef;
use crate::value::Value;

/// No table of a program's is called so: inside the walk the name would stand for the walk.
const NAME: &str = "relmodel_walk";

/// The rows that a step leads to from owners, and from these rows again, and so on: for each owner each row once.
///
/// Its columns are the depth at which a row was first found, what tells the owners apart, and what the row is known by.
#[derive(Debug, Clone)]
pub struct Walk {
    /// The owners.
    pub owners: Source,
    /// What the first step goes by, of an owner.
    pub key: Vec<Node>,
    /// What tells the owners apart.
    pub lead: Vec<Node>,
    /// The model of the rows.
    pub model: &'static ModelDef,
    /// The columns that tell a row from others.
    pub known_by: &'static [u16],
    /// The columns by which the next step goes.
    pub next_by: &'static [u16],
    /// The columns that equal those by which the step went.
    pub reached_by: &'static [u16],
    /// The greatest depth.
    pub at_most: Option<Value<'static>>,
}

impl<'a> Writer<'a> {
    /// The rows are found by a recursive query, one step a round: it recurses neither here nor in SQLite.
    ///
    /// It ends in a circle, by the algorithm of R. P. Brent (1980): a row remembers one row of its way, the one
    /// at the last depth that is a power of two. A way that comes back to that goes in a circle.
    pub(super) fn walk(&mut self, walk: &'a Walk) {
        let outside = self.open.len();
        self.open(&walk.owners);
        self.push(&["(WITH RECURSIVE ", NAME, " AS (SELECT 1 AS depth"]);
        for (place, lead) in walk.lead.iter().enumerate() {
            self.sql.push_str(", ");
            self.node(lead);
            self.sql.push_str(" AS l");
            self.number(place);
        }
        self.row_columns(walk, walk.known_by, " AS k");
        self.row_columns(walk, walk.next_by, " AS n");
        self.row_columns(walk, walk.known_by, " AS m");
        self.source(0, &walk.owners);
        self.sql.push_str(" CROSS JOIN ");
        self.sql.name(walk.model.table);
        self.sql.push_str(" AS t ON ");
        for (place, key) in walk.key.iter().enumerate() {
            self.sql.push_str(if place == 0 { "" } else { " AND " });
            self.row_column(walk, walk.reached_by, place);
            self.sql.push_str(" = ");
            self.node(key);
        }
        if let Some(at_most) = &walk.at_most {
            self.sql.push_str(" AND 1 <= ");
            self.param(Param::Value(at_most));
        }
        self.again(walk);
        self.sql.push_str(") SELECT min(depth) AS c0");
        let (lead, known) = (walk.lead.len(), walk.known_by.len());
        let columns = (0..lead).map(|place| ("l", place));
        let columns = columns.chain((0..known).map(|place| ("k", place)));
        for (cell, (name, place)) in columns.clone().enumerate() {
            self.push(&[", ", name]);
            self.number(place);
            self.sql.push_str(" AS c");
            self.number(cell + 1);
        }
        self.push(&[" FROM ", NAME, " GROUP BY "]);
        for (cell, (name, place)) in columns.enumerate() {
            self.comma(cell);
            self.sql.push_str(name);
            self.number(place);
            // What tells the owners apart is known to the caller as it is written.
            self.sql
                .push_str(if name == "l" { " COLLATE BINARY" } else { "" });
        }
        self.sql.push(')');
        self.open.truncate(outside);
    }

    /// The next round.
    fn again(&mut self, walk: &'a Walk) {
        self.sql.push_str(" UNION SELECT w.depth + 1");
        for place in 0..walk.lead.len() {
            self.sql.push_str(", w.l");
            self.number(place);
        }
        self.row_columns(walk, walk.known_by, "");
        self.row_columns(walk, walk.next_by, "");
        for place in 0..walk.known_by.len() {
            // `depth & (depth - 1)` is 0 where the depth is a power of two.
            self.sql.push_str(", iif(w.depth & (w.depth - 1), w.m");
            self.number(place);
            self.sql.push_str(", w.k");
            self.number(place);
            self.sql.push(')');
        }
        self.push(&[" FROM ", NAME, " AS w CROSS JOIN "]);
        self.sql.name(walk.model.table);
        self.sql.push_str(" AS t ON ");
        self.equal(walk, walk.reached_by, "w.n");
        self.sql.push_str(" WHERE NOT (");
        self.equal(walk, walk.known_by, "w.m");
        // Where rows have several above them, which keys don't allow but tables made elsewhere do, this ends it.
        self.sql.push_str(") AND w.depth < (SELECT count(*) FROM ");
        self.sql.name(walk.model.table);
        self.sql.push(')');
        if let Some(at_most) = &walk.at_most {
            self.sql.push_str(" AND w.depth < ");
            self.param(Param::Value(at_most));
        }
    }

    fn row_columns(&mut self, walk: &Walk, columns: &[u16], name: &'static str) {
        for place in 0..columns.len() {
            self.sql.push_str(", ");
            self.row_column(walk, columns, place);
            if !name.is_empty() {
                self.sql.push_str(name);
                self.number(place);
            }
        }
    }

    fn row_column(&mut self, walk: &Walk, columns: &[u16], place: usize) {
        if let Some(column) = columns.get(place) {
            self.sql.push_str("t.");
            self.sql.name(walk.model.column(*column).name);
        }
    }

    fn equal(&mut self, walk: &Walk, columns: &[u16], before: &'static str) {
        for place in 0..columns.len() {
            self.sql.push_str(if place == 0 { "" } else { " AND " });
            self.row_column(walk, columns, place);
            self.push(&[" = ", before]);
            self.number(place);
        }
    }
}
