//! The description of a model.

use super::{ColumnDef, ForeignKeyDef, RelationDef};

/// A model: its table, columns, key, relations and indexes.
#[derive(Debug)]
pub struct ModelDef {
    /// The name of the struct.
    pub name: &'static str,
    /// The name of the table.
    pub table: &'static str,
    /// The columns of the key, by their place in `columns`.
    pub key: &'static [u16],
    /// Whether it is a view, which a schema does not make.
    pub is_view: bool,
    /// The columns, in the order of the fields.
    pub columns: &'static [ColumnDef],
    /// The relations, those that hold a foreign key first.
    pub relations: &'static [RelationDef],
    /// The indexes that were asked for.
    pub indexes: &'static [IndexDef],
    /// Conditions in SQL that each row meets.
    pub checks: &'static [&'static str],
}

/// An index over columns of a model.
#[derive(Debug)]
pub struct IndexDef {
    /// The columns, by their place in the model.
    pub columns: &'static [u16],
    /// Whether no two rows may have the same values.
    pub unique: bool,
}

impl ModelDef {
    /// A view, which a schema does not make.
    #[must_use]
    pub const fn view(mut self) -> Self {
        self.is_view = true;
        self
    }

    /// The relations that hold a foreign key.
    pub(crate) fn foreign_keys(&self) -> impl Iterator<Item = (&RelationDef, &ForeignKeyDef)> {
        self.relations
            .iter()
            .filter_map(|relation| Some((relation, relation.key.as_ref()?)))
    }

    /// The columns of a foreign key that become NULL when a row is taken out of its owner's collection:
    /// those that can be NULL and are of no other foreign key, or, when there are none, those that can be NULL.
    pub(crate) fn released(&self, key: &RelationDef) -> Vec<u16> {
        let is_shared = |column: &u16| {
            let others = self
                .foreign_keys()
                .filter(|(other, _)| other.name != key.name);
            others
                .into_iter()
                .any(|(_, other)| other.columns.contains(column))
        };
        let nullable = key.key_columns().iter().copied();
        let nullable: Vec<u16> = nullable
            .filter(|column| self.column(*column).facts.nullable)
            .collect();
        let own: Vec<u16> = nullable
            .iter()
            .copied()
            .filter(|column| !is_shared(column))
            .collect();
        if own.is_empty() { nullable } else { own }
    }

    /// The column at a place that the derive wrote.
    pub(crate) fn column(&self, place: u16) -> &'static ColumnDef {
        &self.columns[usize::from(place)]
    }

    /// The places of all columns.
    pub(crate) fn places(&self) -> std::ops::Range<u16> {
        0..u16::try_from(self.columns.len()).unwrap_or(u16::MAX)
    }

    /// The column of the key, if that is SQLite's row number, which a NULL in an insert asks for.
    pub(crate) fn auto_key(&self) -> Option<u16> {
        match self.key {
            [key] if self.column(*key).auto => Some(*key),
            _ => None,
        }
    }
}
