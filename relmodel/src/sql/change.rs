//! Statements that change the rows that a query finds, and inserts that may meet a row that is there.

use super::writer::Writer;
use super::{Node, Param, Scope, Source, Statement, Table};
use crate::error::Result;
use crate::schema::ModelDef;
use crate::value::Value;

/// An UPDATE or DELETE.
#[derive(Debug)]
pub(crate) struct Change {
    /// The table whose rows change.
    pub(crate) table: Source,
    /// What columns are set to.
    pub(crate) set: Vec<(u16, Node)>,
    /// Which rows: all of the conditions hold.
    pub(crate) filter: Vec<Node>,
    /// The columns that are given back of each row.
    pub(crate) returning: Vec<u16>,
}

/// An INSERT of a row, and what happens where another is equal in some columns.
#[derive(Debug)]
pub(crate) struct InsertOr<'a> {
    /// The table, as the row that is there.
    pub(crate) table: Source,
    /// The row that would be inserted.
    pub(crate) new: Source,
    /// Its columns and their values.
    pub(crate) columns: &'a [u16],
    pub(crate) values: Vec<&'a Value<'a>>,
    /// The columns that tell rows apart.
    pub(crate) key: &'static [u16],
    /// What columns of the row that is there are set to; `None` leaves it as it is.
    pub(crate) set: Option<Vec<(u16, Node)>>,
    /// Whether the row is given back that was inserted or changed.
    pub(crate) is_returned: bool,
}

impl Change {
    /// `UPDATE t AS t0 SET … WHERE …`
    pub(crate) fn to_update(&self) -> Result<Statement<'_>> {
        self.written("UPDATE ", |writer, model| {
            writer.sql.push_str(" SET ");
            assignments(writer, model, &self.set);
        })
    }

    /// `DELETE FROM t AS t0 WHERE …`
    pub(crate) fn to_delete(&self) -> Result<Statement<'_>> {
        self.written("DELETE FROM ", |_, _| {})
    }

    fn written<'a>(
        &'a self,
        verb: &'static str,
        set: impl Fn(&mut Writer<'a>, &'static ModelDef) + 'a,
    ) -> Result<Statement<'a>> {
        Statement::new(move |writer| {
            let Some(model) = writer.target(verb, &self.table) else {
                return;
            };
            set(writer, model);
            if !self.filter.is_empty() {
                writer.sql.push_str(" WHERE ");
                writer.junction(" AND ", &self.filter);
            }
            returning(writer, model, &self.returning);
        })
    }
}

impl InsertOr<'_> {
    /// `INSERT INTO t AS t0 (…) VALUES (…) ON CONFLICT (…) DO … RETURNING …`
    pub(crate) fn to_statement(&self) -> Result<Statement<'_>> {
        Statement::new(move |writer| {
            let Some(model) = writer.target("INSERT INTO ", &self.table) else {
                return;
            };
            writer.sql.push_str(" (");
            names(writer, model, self.columns);
            writer.sql.push_str(") VALUES (");
            for (place, value) in self.values.iter().enumerate() {
                writer.comma(place);
                writer.param(Param::Value(value));
            }
            writer.sql.push_str(") ON CONFLICT (");
            names(writer, model, self.key);
            match &self.set {
                None => writer.sql.push_str(") DO NOTHING"),
                Some(set) => {
                    writer.sql.push_str(") DO UPDATE SET ");
                    writer.open(&self.new);
                    assignments(writer, model, set);
                }
            }
            if self.is_returned {
                let all: Vec<u16> = model.places().collect();
                returning(writer, model, &all);
            }
        })
    }
}

impl Source {
    /// The row that an INSERT would have inserted, which its conflict clause calls `excluded`.
    pub(crate) fn excluded(model: &'static ModelDef, scope: Scope) -> Self {
        Self {
            table: Table::Excluded(model),
            ..Self::model(model, scope)
        }
    }
}

fn assignments<'a>(writer: &mut Writer<'a>, model: &ModelDef, set: &'a [(u16, Node)]) {
    for (place, (column, value)) in set.iter().enumerate() {
        writer.comma(place);
        names(writer, model, &[*column]);
        writer.sql.push_str(" = ");
        writer.argument(value);
    }
}

fn returning(writer: &mut Writer<'_>, model: &ModelDef, columns: &[u16]) {
    if !columns.is_empty() {
        writer.sql.push_str(" RETURNING ");
        names(writer, model, columns);
    }
}

fn names(writer: &mut Writer<'_>, model: &ModelDef, columns: &[u16]) {
    let names = columns.iter().map(|column| model.column(*column).name);
    writer.sql.names(names);
}
