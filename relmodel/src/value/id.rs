//! `Id<M>`: the key that SQLite assigns, typed by the model it belongs to.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::num::ParseIntError;
use std::str::FromStr;

use super::scalar::column;
use super::{Mismatch, Scalar, Type, Value, ValueRef};
use crate::error::Result;

/// The key of a row of `M`: an `i64` that can't be taken for the key of another model.
///
/// A field `id: Id<Self>` is the model's key, and SQLite assigns its values (`INTEGER PRIMARY KEY`).
/// A key that the program gives is of another type, such as `#[key] id: i64`.
///
/// SQLite may give the number of the last row again after that row is deleted: a row value that is kept beyond its row's end
/// may then be taken for another row. `#[key(autoincrement)]` above the field prevents it.
///
/// It is `Copy`, ordered and hashed by its number whatever `M` is, and with the feature `serde` it is written as its number.
///
/// ```
/// use relmodel::Id;
/// # struct User;
/// # struct Post;
/// let id = Id::<User>::from(7);
/// assert_eq!(id.get(), 7);
/// assert_eq!(id.to_string(), "7");
/// assert_eq!("7".parse::<Id<User>>(), Ok(id));
/// ```
pub struct Id<M>(i64, PhantomData<fn() -> M>);

impl<M> Id<M> {
    /// Makes the key with this number. Where the type is known `7.into()` does, too.
    #[must_use]
    pub const fn new(number: i64) -> Self {
        Self(number, PhantomData)
    }

    /// Gives the number, as the database holds it.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }
}

// By hand: a derive would ask the model for the same traits.
impl<M> Clone for Id<M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Id<M> {}

impl<M> PartialEq for Id<M> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<M> Eq for Id<M> {}

impl<M> PartialOrd for Id<M> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<M> Ord for Id<M> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

impl<M> Hash for Id<M> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<M> fmt::Debug for Id<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Id({})", self.0)
    }
}

impl<M> fmt::Display for Id<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<M> FromStr for Id<M> {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, ParseIntError> {
        text.parse().map(Self::new)
    }
}

impl<M> From<i64> for Id<M> {
    fn from(number: i64) -> Self {
        Self::new(number)
    }
}

impl<M> From<Id<M>> for i64 {
    fn from(id: Id<M>) -> Self {
        id.0
    }
}

impl<M: 'static> Scalar for Id<M> {
    const TYPE: Type = Type::Integer;
    const NAME: &'static str = "Id";
    type Given<'a> = Self;

    #[inline]
    fn from_sql(value: ValueRef<'_>) -> Result<Self, Mismatch> {
        match value {
            ValueRef::Integer(v) => Ok(Self::new(v)),
            _ => Err(Mismatch::Type),
        }
    }

    fn to_sql(&self) -> Value<'_> {
        Value::Integer(self.0)
    }

    fn from_given<'a>(given: Self::Given<'a>) -> Value<'a> {
        Value::Integer(given.0)
    }
}
column!([M: 'static] Id<M>);

#[cfg(feature = "serde")]
impl<M> serde::Serialize for Id<M> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

#[cfg(feature = "serde")]
impl<'de, M> serde::Deserialize<'de> for Id<M> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        i64::deserialize(deserializer).map(Self::new)
    }
}
