//! Decides what the models are: names, types, keys and relations. It reads no database and writes no code.

mod columns;
mod defaults;
mod foreign_keys;
mod indexes;
mod inverse;
mod links;
mod names;
mod relation_names;
mod shared_types;
mod types;
mod words;

pub(crate) use self::names::{ident, is_plain};
use crate::inspect::{Action, Database, Generated};

/// All models, and what no model was made of.
#[derive(Debug, Default)]
pub struct Models {
    /// The name of the database's file.
    pub file: String,
    /// In the order of the tables and views.
    pub models: Vec<Model>,
    /// What was left out: the name in the database, and why.
    pub skipped: Vec<(String, String)>,
}

/// A model.
#[derive(Debug, Default)]
pub struct Model {
    /// The struct.
    pub name: String,
    /// The table's name in the database.
    pub table: String,
    /// Whether that is the one relmodel makes of the struct's.
    pub is_default_table: bool,
    /// Whether it is a view.
    pub is_view: bool,
    /// Whether no column tells its rows apart.
    pub keyless: bool,
    /// What can't be said otherwise.
    pub notes: Vec<String>,
    /// In the order of the columns.
    pub fields: Vec<Field>,
    /// Indexes over several columns.
    pub indexes: Vec<Index>,
    /// Conditions in SQL.
    pub checks: Vec<String>,
    /// The relations to one row whose key is here.
    pub foreign_keys: Vec<ForeignKey>,
    /// The relations whose keys are in other models.
    pub inverses: Vec<Inverse>,
    /// How many rows the table had.
    pub rows: u64,
    /// Its name for one row and for many, in snake_case.
    words: (String, String),
    /// The names of its fields and relations.
    taken: names::Taken,
}

/// A column and its field.
#[derive(Debug)]
pub struct Field {
    /// The field.
    pub name: String,
    /// The column's name in the database.
    pub column: String,
    /// What is stored there.
    pub base: Base,
    /// Whether it can be NULL.
    pub optional: bool,
    /// Whether it is in the key, and how.
    pub key: Option<Key>,
    /// Whether it alone is unique.
    pub unique: bool,
    /// Whether it alone has an index.
    pub index: bool,
    /// What stands in it when nothing is given, as it is written in the attribute.
    pub default: Option<String>,
    /// The collation.
    pub collate: Option<String>,
    /// Conditions in SQL.
    pub checks: Vec<String>,
    /// What it is computed from.
    pub generated: Option<Generated>,
    /// What can't be said otherwise.
    pub notes: Vec<String>,
    /// The number of the column in the database.
    number: usize,
}

/// How a field is in the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// It is given by the program, or is assigned because of its type.
    Plain,
    /// It is assigned, and never again.
    Autoincrement,
}

/// The type of a field without `Option`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// `i64`
    Integer,
    /// `f64`
    Real,
    /// `bool`
    Bool,
    /// `String`
    Text,
    /// `Vec<u8>`
    Blob,
    /// `AnyValue`
    Any,
    /// `Id` of the model of this number.
    Id(usize),
}

/// An index over several columns.
#[derive(Debug)]
pub struct Index {
    /// Whether it is unique.
    pub unique: bool,
    /// Its fields by number.
    pub fields: Vec<usize>,
}

/// A `belongs_to`.
#[derive(Debug)]
pub struct ForeignKey {
    /// The relation.
    pub name: String,
    /// The model by number.
    pub target: usize,
    /// The fields here, in the order of those there.
    pub fields: Vec<usize>,
    /// The fields there, unless they are its key.
    pub references: Vec<usize>,
    /// What happens when the row there goes.
    pub on_delete: Action,
    /// What happens when the key there changes.
    pub on_update: Action,
    /// Whether every value points at a row.
    pub constraint: bool,
    /// Whether it is written above its field, which holds no other.
    pub on_field: bool,
    /// What can't be said otherwise.
    pub notes: Vec<String>,
}

/// A relation whose key is in another model.
#[derive(Debug)]
pub struct Inverse {
    /// The relation.
    pub name: String,
    /// The model by number.
    pub target: usize,
    /// How it goes there.
    pub kind: Kind,
}

/// The kinds of relation whose key is in another model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// `has_many`, by the foreign key of this name if there are several.
    HasMany(Option<String>),
    /// `has_one`, by the foreign key of this name if there are several.
    HasOne(Option<String>),
    /// `many_to_many`
    ManyToMany {
        /// The model between, by number.
        through: usize,
        /// The names of the foreign keys `from` and `to`, if there are several.
        ends: Option<(String, String)>,
    },
}

/// Decides what the models of a database are.
#[must_use]
pub fn decide(database: &Database) -> Models {
    let tables = &database.tables;
    let mut shared = shared_types::SharedTypes::of(tables);
    let found = foreign_keys::find(tables, &mut shared);
    let mut models = columns::models(tables, &shared);
    foreign_keys::add(&mut models, tables, found);
    for (model, table) in models.iter_mut().zip(tables) {
        indexes::add(model, table);
    }
    relation_names::name(&mut models);
    inverse::add(&mut models);
    links::add(&mut models);
    let mut skipped: Vec<_> = database
        .skipped
        .iter()
        .map(|skipped| (skipped.name.clone(), skipped.why.clone()))
        .collect();
    skipped.sort();
    Models {
        file: database.file.clone(),
        models,
        skipped,
    }
}

impl Model {
    /// The numbers of the fields of the key, in order.
    #[must_use]
    pub fn key(&self) -> Vec<usize> {
        let fields = self.fields.iter().enumerate();
        let key = fields.filter(|(_, field)| field.key.is_some());
        key.map(|(number, _)| number).collect()
    }

    /// The field of a column.
    fn field_of(&self, column: usize) -> Option<usize> {
        self.fields.iter().position(|field| field.number == column)
    }

    /// Whether no two rows have the same in these fields.
    fn is_unique(&self, fields: &[usize]) -> bool {
        let within = |unique: &[usize]| {
            !unique.is_empty() && unique.iter().all(|field| fields.contains(field))
        };
        let indexes = self.indexes.iter().filter(|index| index.unique);
        within(&self.key())
            || fields.iter().any(|field| self.fields[*field].unique)
            || indexes.into_iter().any(|index| within(&index.fields))
    }

    /// How many foreign keys point at a model.
    fn keys_to(&self, target: usize) -> usize {
        let keys = self.foreign_keys.iter();
        keys.filter(|key| key.target == target).count()
    }
}

impl ForeignKey {
    /// Whether there may be no row: a column can be NULL, or the database checks nothing.
    #[must_use]
    pub fn is_optional(&self, model: &Model) -> bool {
        !self.constraint
            || self
                .fields
                .iter()
                .any(|field| model.fields[*field].optional)
    }
}
