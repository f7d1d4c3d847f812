//! A model, or a type that is a column, with nothing left to doubt: every default filled in, every name known to be good.
//!
//! `expand` sees nothing but this, and can't fail.

use proc_macro2::{Ident, Span, TokenStream};
use syn::Visibility;

/// Everything that the expansion of a model needs.
pub(crate) struct Model {
    pub(crate) ident: Ident,
    pub(crate) visibility: Visibility,
    /// The path of the runtime's door for generated code.
    pub(crate) private: TokenStream,
    /// The table's name in the database.
    pub(crate) table: String,
    /// Whether it is a view.
    pub(crate) view: bool,
    /// In the order of the fields; at least one.
    pub(crate) columns: Vec<Column>,
    pub(crate) key: Key,
    /// In the order of their numbers.
    pub(crate) relations: Vec<Relation>,
    /// The models that keys point at, each spelling once.
    pub(crate) owners: Vec<Owner>,
    pub(crate) indexes: Vec<Index>,
    /// Conditions in SQL that each row meets.
    pub(crate) checks: Vec<String>,
    pub(crate) names: Names,
    /// Pairs of foreign keys that are all a new row needs.
    pub(crate) only_keys: Vec<(KeyRef, KeyRef)>,
    pub(crate) assertions: Vec<Assertion>,
}

/// The names of the items beside the model.
pub(crate) struct Names {
    /// `PostFields`
    pub(crate) fields: Ident,
    /// `PostKeys`
    pub(crate) keys: Ident,
    /// `NewPost`
    pub(crate) new: Ident,
    /// `NewPostWith`
    pub(crate) new_row: Ident,
}

/// A column.
pub(crate) struct Column {
    pub(crate) number: u16,
    pub(crate) ident: Ident,
    pub(crate) visibility: Visibility,
    pub(crate) ty: Ty,
    /// The column's name in the database.
    pub(crate) sql: String,
    /// Whether its type is spelled `Option`.
    pub(crate) optional: bool,
    pub(crate) default: Option<(DefaultValue, Span)>,
    /// The function that gives it when nothing is given.
    pub(crate) default_with: Option<TokenStream>,
    pub(crate) generated: Option<Generated>,
    pub(crate) collate: Option<(String, Span)>,
    /// The declared type, if it is not that of the Rust type.
    pub(crate) sql_type: Option<(String, Span)>,
    /// Conditions in SQL that its values meet.
    pub(crate) checks: Vec<String>,
    pub(crate) given: Given,
    /// Whether SQLite, which assigns it, never assigns the same again.
    pub(crate) autoincrement: bool,
}

/// A type as the user wrote it, with `Self` spelled out.
#[derive(Clone)]
pub(crate) struct Ty {
    pub(crate) tokens: TokenStream,
    pub(crate) span: Span,
}

/// What stands in a column when nothing is given.
#[derive(Clone)]
pub(crate) enum DefaultValue {
    Integer(i64),
    Real(f64),
    Text(String),
    Bool(bool),
    Now,
    Sql(String),
}

/// What SQLite computes a column from.
#[derive(Clone)]
pub(crate) struct Generated {
    pub(crate) sql: String,
    /// Whether its values are kept in the table, and not computed when they are read.
    pub(crate) stored: bool,
}

/// How a new row gets a column.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Given {
    /// A field of `New…`.
    Required,
    /// A setter.
    Optional,
    /// SQLite assigns it.
    Assigned,
    /// SQLite computes it from others.
    Generated,
    /// It can't: its type is no column's, which was reported.
    Never,
}

/// The key of a model; without columns where it has none.
pub(crate) struct Key {
    pub(crate) columns: Vec<u16>,
    pub(crate) types: Vec<Ty>,
}

/// A relation of any kind.
pub(crate) struct Relation {
    pub(crate) number: u16,
    pub(crate) ident: Ident,
    /// The name as other models say it.
    pub(crate) name: String,
    pub(crate) visibility: Visibility,
    pub(crate) target: Ty,
    pub(crate) kind: Kind,
    pub(crate) rows: Rows,
}

/// What a relation says of the rows that it leads to: closures over their columns.
#[derive(Default)]
pub(crate) struct Rows {
    pub(crate) condition: Option<Closure>,
    pub(crate) order: Option<Closure>,
}

/// A closure, with the token to blame for what it gives.
pub(crate) struct Closure {
    pub(crate) tokens: TokenStream,
    pub(crate) span: Span,
}

/// What differs between the kinds of relation.
pub(crate) enum Kind {
    BelongsTo(ForeignKey),
    HasMany(Lookup),
    HasOne(Lookup),
    ManyToMany {
        through: Ty,
        from: Lookup,
        to: Lookup,
    },
    /// Along other relations; along none where they could not be read, which was reported.
    Path(Vec<Ident>),
}

/// The key behind a `belongs_to`.
pub(crate) struct ForeignKey {
    /// The columns, in the order of what they refer to; at least one.
    pub(crate) columns: Vec<KeyColumn>,
    /// The `#[unique]` of the target that it refers to, if not its key.
    pub(crate) references: Option<Named>,
    /// Whether the database enforces it.
    pub(crate) enforced: bool,
    /// Which columns hold it, or what it refers to, could not be read, which was reported.
    pub(crate) refused: bool,
    /// The token to change when the types don't agree.
    pub(crate) span: Span,
    pub(crate) unique: bool,
    pub(crate) on_remove: OnRemove,
    pub(crate) on_delete: Action,
    pub(crate) on_update: Action,
}

/// A column of a foreign key.
#[derive(Clone)]
pub(crate) struct KeyColumn {
    pub(crate) number: u16,
    pub(crate) field: Ident,
    pub(crate) ty: Ty,
}

/// What becomes of a row that is removed from its owner's collection.
#[derive(Clone, Copy)]
pub(crate) enum OnRemove {
    Deletes,
    SetsNull,
    Stays,
}

/// What the database does to a key whose row goes or changes.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Action {
    Nothing,
    Restrict,
    SetNull,
    SetDefault,
    Cascade,
}

/// The search for the foreign key of `holder` that points at `owner`.
pub(crate) struct Lookup {
    pub(crate) holder: Ty,
    pub(crate) owner: Ty,
    /// By the name of its `belongs_to`, or else the only one.
    pub(crate) named: Option<Named>,
}

/// The name after `inverse`, `from` or `to`, or the names after `references`.
pub(crate) struct Named {
    pub(crate) hash: u64,
    pub(crate) span: Span,
}

/// A model that keys of this one point at.
pub(crate) struct Owner {
    pub(crate) target: Ty,
    /// `None`: several do.
    pub(crate) only: Option<u16>,
}

/// A foreign key of this model.
#[derive(Clone)]
pub(crate) struct KeyRef {
    pub(crate) target: Ty,
    /// The number of its `belongs_to`.
    pub(crate) number: u16,
    pub(crate) columns: Vec<u16>,
}

/// An index that was asked for.
pub(crate) struct Index {
    pub(crate) columns: Vec<u16>,
    pub(crate) unique: bool,
    /// What the names of its columns hash to.
    pub(crate) hash: u64,
}

/// What can only be known once types are, and is therefore left to a `const` assertion.
pub(crate) struct Assertion {
    /// The token to change when it fails.
    pub(crate) span: Span,
    pub(crate) fact: Fact,
}

/// What an assertion asserts.
pub(crate) enum Fact {
    /// A column of this type can be NULL; else the text is said.
    Nullable(Ty, String),
    /// The foreign key that is found there is unique.
    Unique(Lookup, String),
}

/// A type of the user's that is a column.
pub(crate) struct OwnType {
    pub(crate) ident: Ident,
    /// The path of the runtime's door for generated code.
    pub(crate) private: TokenStream,
    pub(crate) body: Body,
}

/// What such a type is stored as.
pub(crate) enum Body {
    /// As the one value that it is around.
    Around(Ty),
    /// As the word of its variant; at least one.
    Texts(Vec<(Ident, String)>),
    /// As the discriminant of its variant; at least one.
    Integers(Vec<Ident>),
    /// It can't be, which was reported.
    Refused,
}

/// A struct whose fields say what is loaded of a model.
pub(crate) struct Projection {
    pub(crate) ident: Ident,
    /// The path of the runtime's door for generated code.
    pub(crate) private: TokenStream,
    pub(crate) model: Ty,
    /// At least one.
    pub(crate) fields: Vec<Projected>,
}

/// A field of a projection.
pub(crate) struct Projected {
    pub(crate) ident: Ident,
    pub(crate) ty: Ty,
    pub(crate) fill: Fill,
}

/// What fills a field of a projection.
pub(crate) enum Fill {
    /// The column or relation of its name.
    Named,
    /// It is another projection of the same model.
    Flatten,
    /// What a closure gives, of the fields of the model.
    Closure(Closure),
    /// It can't be read, which was reported.
    Refused,
}
