//! `Json<T>`: any type of serde in one column, as text.

use std::ops::{Deref, DerefMut};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::scalar::column;
use super::{Mismatch, Scalar, Type, Value, ValueRef};
use crate::error::Result;

/// A value of any type that serde writes and reads, in one column: JSON text.
///
/// The row holds it whole, and SQL sees only its text: `eq` compares texts, so it is true of two values that are written alike.
/// In a type that has no fixed order, such as a `HashMap`, equal values may be written differently.
/// What could not be read again is `is_unstorable`: NaN, which JSON writes as `null`, or values nested deeper than serde_json reads.
///
/// By `Deref` it is used as the value in it. To serde it is that value, without a wrapper.
///
/// ```
/// use relmodel::Json;
/// use relmodel::prelude::*;
///
/// #[derive(Model, Debug, PartialEq)]
/// struct Page {
///     id: Id<Page>,
///     words: Json<Vec<String>>,
/// }
///
/// let db = Db::open_in_memory()?;
/// schema![Page].create(&db)?;
/// let page = NewPage { words: Json(vec!["a".into(), "b".into()]) }.insert(&db)?;
/// assert_eq!(page.reload(&db)?.words.len(), 2);
/// # Ok::<(), relmodel::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Json<T>(pub T);

impl<T> Deref for Json<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Json<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T> From<T> for Json<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T: Serialize> Serialize for Json<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Json<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self)
    }
}

impl<T: Serialize + DeserializeOwned + 'static> Scalar for Json<T> {
    const TYPE: Type = Type::Text;
    const NAME: &'static str = "Json";
    type Given<'a> = Self;

    fn from_sql(value: ValueRef<'_>) -> Result<Self, Mismatch> {
        match value {
            ValueRef::Text(text) => serde_json::from_slice(text)
                .map(Self)
                .map_err(|error| Mismatch::Content(error.to_string().into())),
            _ => Err(Mismatch::Type),
        }
    }

    fn to_sql(&self) -> Value<'_> {
        let text = match serde_json::to_string(&self.0) {
            Ok(text) => text,
            Err(error) => return Value::Unstorable(format!("it can't be JSON: {error}").into()),
        };
        // Else the row would be there, and could not be read.
        match serde_json::from_str::<T>(&text) {
            Ok(_) => Value::Text(text.into()),
            Err(error) => {
                Value::Unstorable(format!("as JSON it could not be read again: {error}").into())
            }
        }
    }

    fn from_given<'a>(given: Self::Given<'a>) -> Value<'a> {
        given.to_sql().into_owned()
    }
}
column!([T: Serialize + DeserializeOwned + 'static] Json<T>);
