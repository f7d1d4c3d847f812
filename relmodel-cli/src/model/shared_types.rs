//! The types of keys: a foreign key has the type of the key that it points at, through as many tables as there are.

use super::{Base, types};
use crate::inspect::Table;

/// A column: the number of its table, and its own.
pub(super) type Place = (usize, usize);

/// For each column the set of columns that have one type with it.
#[derive(Debug, Clone)]
pub(super) struct SharedTypes {
    /// The number of the first column of each table.
    first: Vec<usize>,
    /// Another column of the same set, or itself.
    parent: Vec<usize>,
    /// Of the column that is its own parent: the type of the set.
    sets: Vec<Set>,
}

#[derive(Debug, Clone, Copy)]
struct Set {
    base: Base,
    has_values: bool,
}

impl SharedTypes {
    /// Each column by itself.
    pub(super) fn of(tables: &[Table]) -> Self {
        let (mut first, mut sets) = (Vec::new(), Vec::new());
        for (number, table) in tables.iter().enumerate() {
            first.push(sets.len());
            for (place, column) in table.columns.iter().enumerate() {
                let is_key = table.key.contains(&place);
                let keys = &mut table.foreign_keys.iter();
                let points = keys.any(|key| key.from.contains(&place));
                let base = match types::verified(column).base {
                    _ if is_key && table.is_rowid => Base::Id(number),
                    // Keys are looked up and compared, which floats are not made for.
                    Base::Real | Base::Bool if (is_key || points) && column.values.reals == 0 => {
                        Base::Integer
                    }
                    base => base,
                };
                let has_values = !column.values.none();
                sets.push(Set { base, has_values });
            }
        }
        let parent = (0..sets.len()).collect();
        Self {
            first,
            parent,
            sets,
        }
    }

    /// The type of a column.
    pub(super) fn base(&self, place: Place) -> Base {
        self.sets[self.set(place)].base
    }

    /// Gives the columns of a foreign key the types of those it points at.
    ///
    /// # Errors
    /// Why they can't have them, as a sentence; then nothing is changed.
    pub(super) fn unite(
        &mut self,
        pairs: impl Iterator<Item = (Place, Place)>,
        tables: &[Table],
    ) -> Result<(), String> {
        let mut united = self.clone();
        for (from, to) in pairs {
            united.unite_pair(from, to, tables)?;
        }
        *self = united;
        Ok(())
    }

    fn unite_pair(&mut self, from: Place, to: Place, tables: &[Table]) -> Result<(), String> {
        let (one, other) = (self.set(from), self.set(to));
        if one == other {
            return Ok(());
        }
        let (this, that) = (self.sets[one], self.sets[other]);
        let base = match (this.base, that.base) {
            (this, that) if this == that => that,
            // A row with the key of another row has a key of that type.
            (Base::Id(model), Base::Id(_) | Base::Integer) if model == from.0 => that.base,
            (Base::Integer, Base::Id(_)) => that.base,
            (Base::Id(model), Base::Id(_)) => {
                let name = &tables[from.0].columns[from.1].name;
                let other = &tables[model].name;
                return Err(format!(
                    "`{name}` is a key of `{other}`, too, and a field has one type"
                ));
            }
            _ if !this.has_values => that.base,
            (this, Base::Any) if !that.has_values => this,
            (this, that) => {
                return Err(format!(
                    "`{}` is {} and `{}` there is {}",
                    tables[from.0].columns[from.1].name,
                    shown(this),
                    tables[to.0].columns[to.1].name,
                    shown(that)
                ));
            }
        };
        if matches!(base, Base::Any | Base::Real) {
            let name = &tables[from.0].columns[from.1].name;
            return Err(format!("`{name}` is {}, which is no key", shown(base)));
        }
        self.parent[one] = other;
        self.sets[other] = Set {
            base,
            has_values: this.has_values || that.has_values,
        };
        Ok(())
    }

    fn set(&self, (table, column): Place) -> usize {
        let mut set = self.first[table] + column;
        while self.parent[set] != set {
            set = self.parent[set];
        }
        set
    }
}

fn shown(base: Base) -> &'static str {
    match base {
        Base::Integer | Base::Id(_) => "an integer",
        Base::Real => "a float",
        Base::Bool => "a bool",
        Base::Text => "a text",
        Base::Blob => "a BLOB",
        Base::Any => "of several types",
    }
}
