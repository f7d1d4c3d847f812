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
}

/// A foreign key: the columns that hold it, and what the database does when the row it points at goes or changes.
#[derive(Debug)]
pub struct ForeignKeyDef {
    /// The columns, in the order of the target's key.
    pub columns: &'static [u16],
    /// `ON DELETE`
    pub on_delete: Action,
    /// `ON UPDATE`
    pub on_update: Action,
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

/// One table on the way from an owner to its target: `model.to = previous.from`.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// The table that is entered.
    pub model: &'static ModelDef,
    /// The columns of the table before.
    pub from: &'static [u16],
    /// The columns of this table that equal them.
    pub to: &'static [u16],
}

impl RelationDef {
    /// A `belongs_to`, by its name, its target and its columns.
    #[must_use]
    pub const fn belongs_to(
        name: &'static str,
        target: fn() -> &'static ModelDef,
        columns: &'static [u16],
    ) -> Self {
        let key = ForeignKeyDef {
            columns,
            on_delete: Action::NoAction,
            on_update: Action::NoAction,
        };
        Self {
            name,
            target,
            link: Link::BelongsTo,
            key: Some(key),
        }
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

    /// The way from a row of `owner` to the target.
    pub(crate) fn steps(&self, owner: &'static ModelDef) -> Vec<Step> {
        let target = (self.target)();
        match self.link {
            Link::BelongsTo => vec![Step {
                model: target,
                from: self.key_columns(),
                to: target.key,
            }],
            Link::Has { inverse, .. } => {
                let inverse = &target.relations[usize::from(inverse)];
                vec![Step {
                    model: target,
                    from: owner.key,
                    to: inverse.key_columns(),
                }]
            }
            Link::Through { model, from, to } => {
                let through = model();
                let columns = |side: u16| through.relations[usize::from(side)].key_columns();
                vec![
                    Step {
                        model: through,
                        from: owner.key,
                        to: columns(from),
                    },
                    Step {
                        model: target,
                        from: columns(to),
                        to: target.key,
                    },
                ]
            }
        }
    }
}
