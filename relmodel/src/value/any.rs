//! `AnyValue`: a value of whatever storage class, for columns that mix them.

use std::borrow::Cow;

use super::scalar::column;
use super::{Mismatch, Scalar, Type, Value, ValueRef};
use crate::error::Result;

/// A value of any storage class of SQLite but NULL, which is the `None` of an `Option<AnyValue>`.
///
/// It is the type of columns that hold one thing here and another there: the values of a settings table,
/// or what a database made elsewhere has in a column without a type. In a table of ours such a column is `ANY`,
/// which keeps every value as it is given: 1 and 1.0 and `'1'` stay what they are.
///
/// In SQL it is compared and ordered as SQLite does: numbers before texts before bytes, and the integer 1 equals the float 1.0.
/// In Rust these two differ.
///
/// ```
/// use relmodel::AnyValue;
/// use relmodel::prelude::*;
///
/// #[derive(Model, Debug, PartialEq)]
/// struct Setting {
///     #[key]
///     name: String,
///     value: AnyValue,
/// }
///
/// let db = Db::open_in_memory()?;
/// schema![Setting].create(&db)?;
/// NewSetting { name: "width", value: 80.into() }.insert(&db)?;
/// NewSetting { name: "theme", value: "dark".into() }.insert(&db)?;
///
/// let dark = Setting::filter(|s| s.value.eq(AnyValue::from("dark"))).one(&db)?;
/// assert_eq!(dark.name, "theme");
/// assert_eq!(Setting::find("width").load(&db)?.value, AnyValue::Integer(80));
/// # Ok::<(), relmodel::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum AnyValue {
    /// A 64-bit integer with sign.
    Integer(i64),
    /// A 64-bit float. NaN is `is_unstorable`.
    Real(f64),
    /// UTF-8 text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

impl From<i64> for AnyValue {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<f64> for AnyValue {
    fn from(value: f64) -> Self {
        Self::Real(value)
    }
}

impl From<&str> for AnyValue {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for AnyValue {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<Vec<u8>> for AnyValue {
    fn from(value: Vec<u8>) -> Self {
        Self::Blob(value)
    }
}

#[diagnostic::do_not_recommend]
impl Scalar for AnyValue {
    const TYPE: Type = Type::Any;
    const NAME: &'static str = "AnyValue";
    const ANY_TEXT: bool = true;
    type Given<'a> = Self;

    fn from_sql(value: ValueRef<'_>) -> Result<Self, Mismatch> {
        Ok(match value {
            ValueRef::Null => return Err(Mismatch::Type),
            ValueRef::Integer(v) => Self::Integer(v),
            ValueRef::Real(v) => Self::Real(v),
            ValueRef::Text(_) => Self::Text(String::from_sql(value)?),
            ValueRef::Blob(v) => Self::Blob(v.to_owned()),
        })
    }

    fn to_sql(&self) -> Value<'_> {
        match self {
            Self::Integer(v) => Value::Integer(*v),
            Self::Real(v) => Value::Real(*v),
            Self::Text(v) => Value::Text(Cow::Borrowed(v)),
            Self::Blob(v) => Value::Blob(Cow::Borrowed(v)),
        }
    }

    fn from_given<'a>(given: Self::Given<'a>) -> Value<'a> {
        match given {
            Self::Integer(v) => Value::Integer(v),
            Self::Real(v) => Value::Real(v),
            Self::Text(v) => Value::Text(Cow::Owned(v)),
            Self::Blob(v) => Value::Blob(Cow::Owned(v)),
        }
    }
}
column!(
    #[diagnostic::do_not_recommend]
    AnyValue
);
