// Models of `test.db`, written by `relmodel models`.

use relmodel::prelude::*;

/// A row of the table `owner`.
#[derive(Model, Debug, Clone, PartialEq)]
#[has_many(things: Thing, inverse = owner)]
#[has_many(things_by_gone: Thing, inverse = gone)]
#[has_many(things_by_twice: Thing, inverse = twice)]
#[has_many(things_by_both: Thing, inverse = both)]
pub struct Owner {
    pub id: Id<Owner>,
    pub email: Option<String>,
    #[unique]
    pub code: Option<String>,
}

/// A row of the view `owners`.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(view)]
pub struct Owners {
    pub id: Option<i64>,
}

/// A row of the table `thing`.
// Triggers of the database act on it: `thing_added`.
// The foreign key (missing_id) to missing is not said: there is no such table.
// The foreign key (view_id) to owners (id) is not said: that is a view.
// The foreign key (email) to owner (email) is not said: the columns there are not unique.
// The foreign key (column_id) to owner (absent) is not said: there are no such columns.
// The foreign key (word) to owner is not said: `word` is a text and `id` there is an integer.
// The foreign key (twice_id) to owner (id) is not said: it is declared twice.
// The foreign key (both_id) to other (id) is not said: `both_id` is a key of `owner`, too, and a field has one type.
// The foreign key (wide, email) to owner is not said: there are no such columns.
// The unique index `folded` is not said: its collation is not that of the column.
// The index `some` is not said: it has a WHERE.
// The index `lowered` is not said: it is over an expression.
// The index `downwards` is not said: it is in descending order.
#[derive(Model, Debug, Clone, PartialEq)]
pub struct Thing {
    pub id: Id<Thing>,
    pub missing_id: Option<i64>,
    pub view_id: Option<i64>,
    pub email: Option<String>,
    pub column_id: Option<i64>,
    pub word: Option<String>,
    // ON DELETE SET NULL is not said: the key can't be NULL.
    // ON UPDATE SET DEFAULT is not said: the key has no default.
    #[belongs_to(Owner)]
    pub owner_id: Id<Owner>,
    // 2 rows point at no row of `owner`: hence `constraint = false`.
    // ON DELETE CASCADE is not said: without a constraint there is none.
    #[belongs_to(Owner, constraint = false)]
    pub gone_id: Option<Id<Owner>>,
    #[belongs_to(Owner)]
    pub twice_id: Option<Id<Owner>>,
    #[belongs_to(Owner)]
    pub both_id: Option<Id<Owner>>,
    pub wide: Option<String>,
}

/// A row of the table `other`.
#[derive(Model, Debug, Clone, PartialEq)]
pub struct Other {
    pub id: Id<Other>,
}

// No model of `broken`: it is a view that can't be read: no such table: main.gone.

// No model of `words`: it is a virtual table: its module decides what it holds.

// No model of `words_config`: it is a shadow table, which belongs to a virtual table.

// No model of `words_content`: it is a shadow table, which belongs to a virtual table.

// No model of `words_data`: it is a shadow table, which belongs to a virtual table.

// No model of `words_docsize`: it is a shadow table, which belongs to a virtual table.

// No model of `words_idx`: it is a shadow table, which belongs to a virtual table.
