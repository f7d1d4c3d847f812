//! The one error type. What a caller may branch on is a predicate; the kinds behind them stay private.

use std::fmt;

/// `Result` with relmodel's [`Error`].
///
/// ```
/// use relmodel::prelude::*;
///
/// fn is_empty(db: &Db) -> relmodel::Result<bool> {
///     # #[derive(Model)] struct Tag { id: Id<Tag> }
///     Ok(Tag::all().count(db)? == 0)
/// }
/// # let db = Db::open_in_memory()?;
/// # assert!(is_empty(&db).unwrap_err().is_schema());
/// # Ok::<(), relmodel::Error>(())
/// ```
pub type Result<T, E = Error> = std::result::Result<T, E>;

type Source = Box<dyn std::error::Error + Send + Sync>;

/// What went wrong, in which model and which column.
///
/// The kinds are private, so that new ones are no breaking change: ask the predicates.
/// The text, by `{error}`, names the model, and the columns where they are known.
///
/// | | predicate |
/// |---|---|
/// | a row is missing, or there are two | [`is_not_found`](Self::is_not_found), [`is_not_single`](Self::is_not_single) |
/// | a rule of the table is broken | [`is_unique_violation`](Self::is_unique_violation), [`is_foreign_key_violation`](Self::is_foreign_key_violation), [`is_not_null_violation`](Self::is_not_null_violation), [`is_check_violation`](Self::is_check_violation) |
/// | a value doesn't fit | [`is_decode`](Self::is_decode) when read, [`is_unstorable`](Self::is_unstorable) when written |
/// | the query or the tables are wrong | [`is_query`](Self::is_query), [`is_limit`](Self::is_limit), [`is_schema`](Self::is_schema) |
/// | the file or the machine | [`is_cannot_open`](Self::is_cannot_open), [`is_corrupt`](Self::is_corrupt), [`is_busy`](Self::is_busy), [`is_read_only`](Self::is_read_only), [`is_full`](Self::is_full), [`is_interrupted`](Self::is_interrupted) |
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
    /// Says whether a row that was asked for is not there: by `load` of a `find` or a required to-one, `one`, `update`, `delete`, `reload` or `add`.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.0.kind == Kind::NotFound
    }

    /// Says whether there was more than one row where at most one was asked for.
    #[must_use]
    pub fn is_not_single(&self) -> bool {
        self.0.kind == Kind::NotSingle
    }

    /// Says whether a value would stand twice in a key, a `#[unique]` column or a unique index. [`columns`](Self::columns) says in which.
    #[must_use]
    pub fn is_unique_violation(&self) -> bool {
        self.0.kind == Kind::Unique
    }

    /// Says whether a foreign key would point at no row, or a row that others point at would go.
    #[must_use]
    pub fn is_foreign_key_violation(&self) -> bool {
        self.0.kind == Kind::ForeignKey
    }

    /// Says whether there would be NULL in a column that doesn't take it.
    #[must_use]
    pub fn is_not_null_violation(&self) -> bool {
        self.0.kind == Kind::NotNull
    }

    /// Says whether a `CHECK` of the table refused the row.
    #[must_use]
    pub fn is_check_violation(&self) -> bool {
        self.0.kind == Kind::Check
    }

    /// Says whether a stored value does not fit the Rust type of its column.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        self.0.kind == Kind::Decode
    }

    /// Says whether a Rust value can't be stored: NaN, or an integer beyond 64 bits with sign.
    #[must_use]
    pub fn is_unstorable(&self) -> bool {
        self.0.kind == Kind::Value
    }

    /// Says whether the statement, or a value in it, is larger or deeper than SQLite takes.
    /// Where that turns out while it writes, the transaction around it is rolled back as a whole: SQLite would leave what it had written.
    #[must_use]
    pub fn is_limit(&self) -> bool {
        self.0.kind == Kind::Limit
    }

    /// Says whether the query is put together in a way that has no meaning, such as a column used outside its closure,
    /// or a call stands where it has none, such as `defer_foreign_keys` outside of a transaction.
    #[must_use]
    pub fn is_query(&self) -> bool {
        self.0.kind == Kind::Query
    }

    /// Says whether the database has no such table or column. [`schema!`](crate::schema) makes the tables.
    #[must_use]
    pub fn is_schema(&self) -> bool {
        self.0.kind == Kind::Schema
    }

    /// Says whether the database file can't be opened.
    #[must_use]
    pub fn is_cannot_open(&self) -> bool {
        self.0.kind == Kind::Open
    }

    /// Says whether the file is damaged, or no database.
    #[must_use]
    pub fn is_corrupt(&self) -> bool {
        self.0.kind == Kind::Corrupt
    }

    /// Says whether another connection holds a lock for longer than the busy timeout.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.0.kind == Kind::Busy
    }

    /// Says whether the database can't be written.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.0.kind == Kind::ReadOnly
    }

    /// Says whether the disk, or the page limit of the database, is full; or a `#[key(autoincrement)]` has no number left.
    /// SQLite may have rolled back the transaction around it as a whole: what would run in it afterwards is an error then.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.0.kind == Kind::Full
    }

    /// Says whether the statement was stopped: by [`InterruptHandle::interrupt`](crate::InterruptHandle::interrupt), or because it ran for longer than its limit.
    #[must_use]
    pub fn is_interrupted(&self) -> bool {
        self.0.kind == Kind::Interrupted
    }

    /// Gives the model that was read or written, by its Rust name.
    #[must_use]
    pub fn model(&self) -> Option<&str> {
        self.0.model
    }

    /// Gives the table, by its name in the database, where it is known.
    #[must_use]
    pub fn table(&self) -> Option<&str> {
        self.0.table.as_deref()
    }

    /// Gives the columns, by their names in the database, where they are known.
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
