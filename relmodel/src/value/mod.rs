//! Values as SQLite stores them, and the Rust types that stand for them in columns. No I/O.

mod any;
#[cfg(feature = "chrono")]
mod chrono;
#[cfg(any(feature = "chrono", feature = "time"))]
mod civil;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod date_time;
mod id;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "json")]
mod json;
#[cfg(feature = "rust_decimal")]
mod rust_decimal;
mod scalar;
#[cfg(feature = "time")]
mod time;
#[cfg(feature = "uuid")]
mod uuid;
mod words;

use std::borrow::Cow;
use std::fmt;

pub use any::AnyValue;
pub use id::Id;
#[cfg(feature = "json")]
pub use json::Json;
pub use words::{Words, variant, word};

/// A value on its way into a statement: borrowed where it can be.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// SQL NULL.
    Null,
    /// A 64-bit integer with sign.
    Integer(i64),
    /// A 64-bit float. NaN is refused when it is bound: SQLite would store NULL.
    Real(f64),
    /// UTF-8 text.
    Text(Cow<'a, str>),
    /// Bytes.
    Blob(Cow<'a, [u8]>),
    /// A text as a row held it that is not UTF-8. It can't be bound.
    RawText(Cow<'a, [u8]>),
    /// A Rust value that SQLite can't store, and why. Binding it is an error.
    Unstorable(Box<str>),
}

impl Value<'_> {
    /// Makes the same value, owned.
    #[must_use]
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Value::Null => Value::Null,
            Value::Integer(v) => Value::Integer(v),
            Value::Real(v) => Value::Real(v),
            Value::Text(v) => Value::Text(Cow::Owned(v.into_owned())),
            Value::Blob(v) => Value::Blob(Cow::Owned(v.into_owned())),
            Value::RawText(v) => Value::RawText(Cow::Owned(v.into_owned())),
            Value::Unstorable(v) => Value::Unstorable(v),
        }
    }

    /// Gives the value as a column would give it back.
    #[must_use]
    pub fn as_ref(&self) -> ValueRef<'_> {
        match self {
            Value::Null | Value::Unstorable(_) => ValueRef::Null,
            Value::Integer(v) => ValueRef::Integer(*v),
            Value::Real(v) => ValueRef::Real(*v),
            Value::Text(v) => ValueRef::Text(v.as_bytes()),
            Value::RawText(v) => ValueRef::Text(v),
            Value::Blob(v) => ValueRef::Blob(v),
        }
    }
}

/// A value as it would be written in SQL, for messages.
impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => f.write_str("NULL"),
            Value::Integer(v) => write!(f, "{v}"),
            Value::Real(v) => write!(f, "{v:?}"),
            Value::Text(v) => write!(f, "'{}'", v.replace('\'', "''")),
            Value::Blob(v) | Value::RawText(v) => {
                f.write_str("x'")?;
                v.iter().try_for_each(|byte| write!(f, "{byte:02x}"))?;
                f.write_str("'")
            }
            Value::Unstorable(why) => write!(f, "({why})"),
        }
    }
}

/// What is said of a NaN that would be stored.
pub(crate) const NOT_A_NUMBER: &str = "NaN can't be stored: SQLite would make it NULL";

/// A value as a row holds it. Text is not yet known to be UTF-8.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ValueRef<'a> {
    /// SQL NULL.
    Null,
    /// A 64-bit integer with sign.
    Integer(i64),
    /// A 64-bit float.
    Real(f64),
    /// The bytes of a text.
    Text(&'a [u8]),
    /// Bytes.
    Blob(&'a [u8]),
}

impl ValueRef<'_> {
    /// Gives the storage class by its name in SQLite.
    #[must_use]
    pub fn type_name(self) -> &'static str {
        match self {
            ValueRef::Null => "NULL",
            ValueRef::Integer(_) => "INTEGER",
            ValueRef::Real(_) => "REAL",
            ValueRef::Text(_) => "TEXT",
            ValueRef::Blob(_) => "BLOB",
        }
    }

    pub(crate) fn to_value(self) -> Value<'static> {
        match self {
            ValueRef::Null => Value::Null,
            ValueRef::Integer(v) => Value::Integer(v),
            ValueRef::Real(v) => Value::Real(v),
            ValueRef::Text(v) => match std::str::from_utf8(v) {
                Ok(text) => Value::Text(Cow::Owned(text.to_owned())),
                Err(_) => Value::RawText(Cow::Owned(v.to_owned())),
            },
            ValueRef::Blob(v) => Value::Blob(Cow::Owned(v.to_owned())),
        }
    }
}

/// The declared type of a column in the table, which is STRICT: SQLite refuses values of other types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// `INTEGER`
    Integer,
    /// `REAL`
    Real,
    /// `TEXT`
    Text,
    /// `BLOB`
    Blob,
    /// `ANY`
    Any,
}

impl Type {
    /// Gives the name in SQL.
    #[must_use]
    pub const fn sql(self) -> &'static str {
        match self {
            Type::Integer => "INTEGER",
            Type::Real => "REAL",
            Type::Text => "TEXT",
            Type::Blob => "BLOB",
            Type::Any => "ANY",
        }
    }
}

/// What the description of a column says of its type.
#[derive(Debug, Clone, Copy)]
pub struct Facts {
    /// The declared type.
    pub ty: Type,
    /// The Rust type without `Option`, for messages.
    pub rust: &'static str,
    /// Whether the column takes NULL.
    pub nullable: bool,
    /// What `now` means for it.
    pub now: Option<Now>,
    /// The integers that it holds.
    pub integers: (i64, i64),
    /// Whether every text is a value of it.
    pub any_text: bool,
    /// The only values that it holds, if it is an enum.
    pub words: Option<Words>,
    /// Whether a stored value is one of the type.
    pub reads: fn(ValueRef<'_>) -> bool,
}

impl Facts {
    /// Whether SQLite may store what the type does not hold, in a column of its declared type: an `i64` for a `u8`, or an `f64` for an `f32`.
    pub(crate) fn is_narrow(&self) -> bool {
        match self.ty {
            Type::Integer => self.integers != (i64::MIN, i64::MAX),
            Type::Real => !(self.reads)(ValueRef::Real(f64::MAX)),
            Type::Text => !self.any_text,
            Type::Blob => !(self.reads)(ValueRef::Blob(&[])),
            Type::Any => false,
        }
    }
}

/// Why a stored value is not a value of a Rust type. The reader adds model, column and both types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mismatch {
    /// Another storage class than the type reads.
    Type,
    /// The right storage class, but not a value of the type; the text says what is wrong.
    Content(Box<str>),
}

/// What `#[column(default = now)]` means for a type.
#[derive(Debug, Clone, Copy)]
pub struct Now {
    /// The program's clock, bound when a row is inserted by relmodel.
    pub value: fn() -> Value<'static>,
    /// The same as a default in the DDL, for other writers.
    pub sql: &'static str,
}

/// A type with values for a column, none of which is NULL.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be a column",
    label = "not a column type",
    note = "columns are integers, floats, `bool`, `String`, `Vec<u8>`, `Id<Model>`, types with `#[derive(ColumnType)]`; with features date-times, `Uuid`, `Decimal` and `Json<T>`; or `Option` of these",
    note = "if `{Self}` is a model, the column holds its key and says so: `#[belongs_to({Self})]` above a field of type `Id<{Self}>`; the other side is `#[has_many(name: {Self})]` on the struct"
)]
pub trait Scalar: Sized + 'static {
    /// The column's type in a STRICT table.
    const TYPE: Type;
    /// The type's name in messages.
    const NAME: &'static str;
    /// What `#[column(default = now)]` gives to a new row, for the types that have a now.
    const NOW: Option<Now> = None;
    /// The least and greatest integer that it holds; of other types these don't matter.
    const INTEGERS: (i64, i64) = (i64::MIN, i64::MAX);
    /// Whether every text is a value of the type.
    const ANY_TEXT: bool = false;
    /// The only values of the type, if it is an enum.
    const WORDS: Option<Words> = None;
    /// What `New…` structs take for the type: `&str` for `String`, else mostly the type itself.
    type Given<'a>;

    /// Reads a stored value.
    ///
    /// # Errors
    /// A [`Mismatch`] when the value is not one of this type.
    fn from_sql(value: ValueRef<'_>) -> Result<Self, Mismatch>;
    /// The value to store.
    fn to_sql(&self) -> Value<'_>;
    /// The value to store, from what a `New…` struct takes.
    fn from_given<'a>(given: Self::Given<'a>) -> Value<'a>;
}

/// A type that a model's field can have: a [`Scalar`], or an `Option` of one.
/// A type of your own becomes one by [`derive(ColumnType)`](derive@crate::ColumnType).
///
/// | type | in the database | feature |
/// |---|---|---|
/// | the integer types, `bool` | INTEGER | |
/// | `f32`, `f64` | REAL | |
/// | `String` | TEXT | |
/// | `Vec<u8>` | BLOB | |
/// | [`Id<M>`](Id) | INTEGER | |
/// | [`AnyValue`] | ANY, whatever it is | |
/// | `Timestamp`, `civil::DateTime`, `civil::Date`, `civil::Time` | TEXT | `jiff` |
/// | `DateTime<Utc>`, `NaiveDateTime`, `NaiveDate`, `NaiveTime` | TEXT | `chrono` |
/// | `OffsetDateTime`, `PrimitiveDateTime`, `Date`, `Time` | TEXT | `time` |
/// | `Uuid` | BLOB, its 16 bytes | `uuid` |
/// | `Decimal` | TEXT, without trailing zeros | `rust_decimal` |
/// | `Json<T>`, of any `T` of serde | TEXT | `json` |
///
/// Date-times are UTC text, always with nine digits, `2026-11-22 07:44:00.123456789`: the order in SQL is the order in time.
/// So the years are 0 to 9999, and others are `is_unstorable`, as leap seconds are. An `OffsetDateTime` comes back in UTC.
/// What other programs wrote is read with `T`, `Z`, an offset or fewer digits, too.
/// Those of `chrono` and `time` that know no offset are then UTC.
///
/// The text of a uuid is not read as a `Uuid`: a uuid in a condition is bytes, and would never be equal to it.
///
/// `Decimal` and `Json<T>` can be compared by `eq`, `ne` and `in_`, but have no order: that of their text would not be theirs.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be a column",
    label = "not a column type",
    note = "columns are integers, floats, `bool`, `String`, `Vec<u8>`, `Id<Model>`, types with `#[derive(ColumnType)]`; with features date-times, `Uuid`, `Decimal` and `Json<T>`; or `Option` of these",
    note = "if `{Self}` is a model, the column holds its key and says so: `#[belongs_to({Self})]` above a field of type `Id<{Self}>`; the other side is `#[has_many(name: {Self})]` on the struct"
)]
pub trait ColumnType: Sized + 'static {
    /// The type without `Option`.
    type Base: Scalar;
    /// Whether the column takes NULL.
    const NULLABLE: bool;
    /// What the description of a column says of the type.
    const FACTS: Facts = Facts {
        ty: <Self::Base as Scalar>::TYPE,
        rust: <Self::Base as Scalar>::NAME,
        nullable: Self::NULLABLE,
        now: <Self::Base as Scalar>::NOW,
        integers: <Self::Base as Scalar>::INTEGERS,
        any_text: <Self::Base as Scalar>::ANY_TEXT,
        words: <Self::Base as Scalar>::WORDS,
        reads: |value| Self::from_sql(value).is_ok(),
    };
    /// What `New…` structs take.
    type Given<'a>;
    /// The type of an expression that also needs a value of this type: `U`, or an `Option` where this is one.
    type Join<U: ColumnType>: ColumnType<Base = U::Base>;

    /// Reads a stored value.
    ///
    /// # Errors
    /// A [`Mismatch`] when the value is not one of this type.
    fn from_sql(value: ValueRef<'_>) -> Result<Self, Mismatch>;
    /// The value to store.
    fn to_value(&self) -> Value<'_>;
    /// The value to store, from what a `New…` struct takes.
    fn given<'a>(given: Self::Given<'a>) -> Value<'a>;
}

impl<T: Scalar> ColumnType for Option<T> {
    type Base = T;
    const NULLABLE: bool = true;
    type Given<'a> = Option<T::Given<'a>>;
    type Join<U: ColumnType> = Option<U::Base>;

    #[inline]
    fn from_sql(value: ValueRef<'_>) -> Result<Self, Mismatch> {
        match value {
            ValueRef::Null => Ok(None),
            value => T::from_sql(value).map(Some),
        }
    }

    fn to_value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, T::to_sql)
    }

    fn given<'a>(given: Self::Given<'a>) -> Value<'a> {
        given.map_or(Value::Null, T::from_given)
    }
}
