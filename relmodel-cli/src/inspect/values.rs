//! What the columns of a table hold: every row is read once.

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use super::{Table, quoted};

/// What a column holds: how many values there are of each storage class, and more of some.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Values {
    /// How many are NULL.
    pub nulls: u64,
    /// How many are integers.
    pub integers: u64,
    /// How many are floats.
    pub reals: u64,
    /// How many are texts.
    pub texts: u64,
    /// How many are BLOBs.
    pub blobs: u64,
    /// How many integers are neither 0 nor 1.
    pub not_bool: u64,
    /// How many texts are not UTF-8.
    pub not_utf8: u64,
}

impl Values {
    /// Whether there is no value but NULL.
    #[must_use]
    pub fn none(&self) -> bool {
        self.integers + self.reals + self.texts + self.blobs == 0
    }

    fn add(&mut self, value: ValueRef<'_>) {
        match value {
            ValueRef::Null => self.nulls += 1,
            ValueRef::Integer(number) => {
                self.integers += 1;
                self.not_bool += u64::from(!(0..=1).contains(&number));
            }
            ValueRef::Real(_) => self.reals += 1,
            ValueRef::Text(text) => {
                self.texts += 1;
                self.not_utf8 += u64::from(std::str::from_utf8(text).is_err());
            }
            ValueRef::Blob(_) => self.blobs += 1,
        }
    }
}

/// Counts the rows, and what their columns hold.
pub(super) fn read(connection: &Connection, table: &mut Table) -> rusqlite::Result<()> {
    let columns = table.columns.iter().map(|column| quoted(&column.name));
    let columns = columns.collect::<Vec<_>>().join(", ");
    let sql = format!("SELECT {columns} FROM {}", quoted(&table.name));
    let mut statement = connection.prepare(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        table.rows += 1;
        for (number, column) in table.columns.iter_mut().enumerate() {
            column.values.add(row.get_ref(number)?);
        }
    }
    Ok(())
}
