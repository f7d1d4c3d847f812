//! The one error type. What a caller may branch on is a predicate; the kinds behind them stay private.

use std::fmt;

/// `Result` with relmodel's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

type Source = Box<dyn std::error::Error + Send + Sync>;

/// What went wrong, in which model and which column.
///
/// The kinds are private, so that new ones are no breaking change: ask the predicates.
///
/// ```
/// use relmodel::prelude::*;
///
/// #[derive(Model, Debug)]
/// struct Tag {
///     id: Id<Tag>,
///     #[unique]
///     name: String,
/// }
///
/// let db = Db::open_in_memory()?;
/// schema![Tag].create(&db)?;
/// NewTag { name: "rust" }.insert(&db)?;
///
/// let error = NewTag { name: "rust" }.insert(&db).unwrap_err();
/// assert!(error.is_unique_violation());
/// assert_eq!(error.model(), Some("Tag"));
/// assert_eq!(error.columns(), ["name"]);
/// # Ok::<(), relmodel::Error>(())
/// ```
pub struct Error(Box<Repr>);

struct Repr {
    kind: Kind,
    message: String,
    model: Option<&'static str>,
    table: Option<String>,
    columns: Vec<String>,
    /// The cell of the row that could not be read, until it has become a column.
    cell: Option<usize>,
    source: Option<Source>,
}

/// What an [`Error`] is about; each has its predicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    NotFound,
    NotSingle,
    Unique,
    ForeignKey,
    NotNull,
    Check,
    Decode,
    Value,
    Limit,
    Query,
    Schema,
    Open,
    Corrupt,
    Busy,
    ReadOnly,
    Full,
    Interrupted,
    Database,
}

impl Error {
    /// A row that was asked for is not there: `find`, `one`, `update`, `reload`, or a required to-one.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.0.kind == Kind::NotFound
    }

    /// More than one row where at most one was asked for.
    #[must_use]
    pub fn is_not_single(&self) -> bool {
        self.0.kind == Kind::NotSingle
    }

    /// A value stands twice in a key, a `#[unique]` column or a unique index.
    #[must_use]
    pub fn is_unique_violation(&self) -> bool {
        self.0.kind == Kind::Unique
    }

    /// A foreign key would point at no row, or a row that others point at would go.
    #[must_use]
    pub fn is_foreign_key_violation(&self) -> bool {
        self.0.kind == Kind::ForeignKey
    }

    /// NULL in a column that doesn't take it.
    #[must_use]
    pub fn is_not_null_violation(&self) -> bool {
        self.0.kind == Kind::NotNull
    }

    /// A `CHECK` of the table refused the row.
    #[must_use]
    pub fn is_check_violation(&self) -> bool {
        self.0.kind == Kind::Check
    }

    /// A stored value does not fit the Rust type of its column.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        self.0.kind == Kind::Decode
    }

    /// A Rust value can't be stored: NaN, or an integer beyond 64 bits with sign.
    #[must_use]
    pub fn is_unstorable(&self) -> bool {
        self.0.kind == Kind::Value
    }

    /// The statement is larger or deeper than SQLite takes.
    #[must_use]
    pub fn is_limit(&self) -> bool {
        self.0.kind == Kind::Limit
    }

    /// The query is put together in a way that has no meaning, such as a column used outside its closure.
    #[must_use]
    pub fn is_query(&self) -> bool {
        self.0.kind == Kind::Query
    }

    /// The database has no such table or column.
    #[must_use]
    pub fn is_schema(&self) -> bool {
        self.0.kind == Kind::Schema
    }

    /// The database file can't be opened.
    #[must_use]
    pub fn is_cannot_open(&self) -> bool {
        self.0.kind == Kind::Open
    }

    /// The file is damaged, or no database.
    #[must_use]
    pub fn is_corrupt(&self) -> bool {
        self.0.kind == Kind::Corrupt
    }

    /// Another connection holds a lock for longer than the busy timeout.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.0.kind == Kind::Busy
    }

    /// The database can't be written.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.0.kind == Kind::ReadOnly
    }

    /// The disk, or the page limit of the database, is full.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.0.kind == Kind::Full
    }

    /// The statement was interrupted.
    #[must_use]
    pub fn is_interrupted(&self) -> bool {
        self.0.kind == Kind::Interrupted
    }

    /// The model that was read or written, by its Rust name.
    #[must_use]
    pub fn model(&self) -> Option<&str> {
        self.0.model
    }

    /// The table, by its name in the database, where it is known.
    #[must_use]
    pub fn table(&self) -> Option<&str> {
        self.0.table.as_deref()
    }

    /// The columns, by their names in the database, where they are known.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.0.columns
    }

    #[cold]
    #[inline(never)]
    pub(crate) fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self(Box::new(Repr {
            kind,
            message: message.into(),
            model: None,
            table: None,
            columns: Vec::new(),
            cell: None,
            source: None,
        }))
    }

    pub(crate) fn kind(&self) -> Kind {
        self.0.kind
    }

    pub(crate) fn with_source(mut self, source: impl Into<Source>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    pub(crate) fn with_model(mut self, model: &'static str) -> Self {
        self.0.model.get_or_insert(model);
        self
    }

    pub(crate) fn with_table(mut self, table: &str) -> Self {
        self.0.table = Some(table.to_owned());
        self
    }

    pub(crate) fn with_columns(mut self, columns: Vec<String>) -> Self {
        self.0.columns = columns;
        self
    }

    pub(crate) fn with_cell(mut self, cell: usize) -> Self {
        self.0.cell = Some(cell);
        self
    }

    /// The cell that could not be read; given once, to whoever knows which column it is.
    pub(crate) fn take_cell(&mut self) -> Option<usize> {
        self.0.cell.take()
    }

    pub(crate) fn message(&self) -> &str {
        &self.0.message
    }

    pub(crate) fn with_message(mut self, message: impl Into<String>) -> Self {
        self.0.message = message.into();
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.model {
            Some(model) => write!(f, "{model}: {}", self.0.message),
            None => f.write_str(&self.0.message),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({:?}, {:?})", self.0.kind, self.to_string())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_ref().map(|source| &**source as _)
    }
}
