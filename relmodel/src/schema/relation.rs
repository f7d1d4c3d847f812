//! The description of a relation: which columns of which tables meet.

use super::ModelDef;

/// A relation of a model.
#[derive(Debug)]
pub struct RelationDef {
    /// The name of the accessor.
    pub name: &'static str,
    /// The model on the other side.
    pub target: fn() -> &'static ModelDef,
    /// How the two sides meet.
    pub link: Link,
    /// The foreign key, when this side holds it.
    pub key: Option<ForeignKeyDef>,
}

/// How the two sides of a relation meet.
#[derive(Debug, Clone, Copy)]
pub enum Link {
    /// By this side's foreign key.
    BelongsTo,
    /// By a foreign key of the target: the relation of this number there.
    Has {
        /// The target's `belongs_to`.
        inverse: u16,
        /// Whether there may be several.
        many: bool,
    },
    /// By the rows of a model between them.
    Through {
        /// The model between.
        model: fn() -> &'static ModelDef,
        /// Its `belongs_to` to this side.
        from: u16,
        /// Its `belongs_to` to the target.
        to: u16,
    },
    /// Along other relations, which the types know.
    Path,
}

/// A foreign key: the columns that hold it, and what the database does when the row it points at goes or changes.
#[derive(Debug)]
pub struct ForeignKeyDef {
    /// The columns, in the order of those that it refers to.
    pub columns: &'static [u16],
    /// The columns of the target whose values it holds, which tell its rows apart; none for the target's key.
    pub references: &'static [u16],
    /// Whether the database enforces it.
    pub is_enforced: bool,
    /// `ON DELETE`
    pub on_delete: Action,
    /// `ON UPDATE`
    pub on_update: Action,
}

/// What a foreign key refers to: a model, and columns of it that tell its rows apart; none for its key.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// The model.
    pub model: fn() -> &'static ModelDef,
    /// Its columns.
    pub columns: &'static [u16],
}

impl Target {
    /// A model's key.
    pub(crate) const fn key_of(model: fn() -> &'static ModelDef) -> Self {
        Self::columns_of(model, &[])
    }

    /// Other columns of a model that tell its rows apart.
    pub(crate) const fn columns_of(
        model: fn() -> &'static ModelDef,
        columns: &'static [u16],
    ) -> Self {
        Self { model, columns }
    }
}

/// What the database does with the rows that point at one that goes or changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// The statement fails.
    NoAction,
    /// The statement fails, even when the constraint is deferred.
    Restrict,
    /// The key becomes NULL.
    SetNull,
    /// The key becomes its default.
    SetDefault,
    /// The rows go or change, too.
    Cascade,
}

impl RelationDef {
    /// A `belongs_to`, by its name, its target and its columns.
    #[must_use]
    pub const fn belongs_to(name: &'static str, target: Target, columns: &'static [u16]) -> Self {
        let key = ForeignKeyDef {
            columns,
            references: target.columns,
            is_enforced: true,
            on_delete: Action::NoAction,
            on_update: Action::NoAction,
        };
        Self {
            name,
            target: target.model,
            link: Link::BelongsTo,
            key: Some(key),
        }
    }

    /// The database does not enforce the foreign key.
    #[must_use]
    pub const fn not_enforced(mut self) -> Self {
        if let Some(key) = &mut self.key {
            key.is_enforced = false;
        }
        self
    }

    /// What the database does when the row that the foreign key points at goes.
    #[must_use]
    pub const fn on_delete(mut self, action: Action) -> Self {
        if let Some(key) = &mut self.key {
            key.on_delete = action;
        }
        self
    }

    /// What the database does when the key that the foreign key holds changes.
    #[must_use]
    pub const fn on_update(mut self, action: Action) -> Self {
        if let Some(key) = &mut self.key {
            key.on_update = action;
        }
        self
    }

    /// The columns of this relation's foreign key; none on the other kinds.
    pub(crate) fn key_columns(&self) -> &'static [u16] {
        self.key.as_ref().map_or(&[], |key| key.columns)
    }

    /// The columns of the target that this relation's foreign key refers to, in the order of its own.
    pub(crate) fn referenced(&self) -> &'static [u16] {
        match &self.key {
            Some(key) if !key.references.is_empty() => key.references,
            _ => (self.target)().key,
        }
    }

    /// A relation that goes along others, by its name and its target.
    #[must_use]
    pub const fn path(name: &'static str, target: fn() -> &'static ModelDef) -> Self {
        Self {
            name,
            target,
            link: Link::Path,
            key: None,
        }
    }
}
