//! `uuid::Uuid`, as its 16 bytes.

use std::borrow::Cow;

use uuid::Uuid;

use super::scalar::column;
use super::{Mismatch, Scalar, Type, Value, ValueRef};
use crate::error::Result;

#[diagnostic::do_not_recommend]
impl Scalar for Uuid {
    const TYPE: Type = Type::Blob;
    const NAME: &'static str = "Uuid";
    type Given<'a> = Self;

    fn from_sql(value: ValueRef<'_>) -> Result<Self, Mismatch> {
        match value {
            ValueRef::Blob(bytes) => Self::from_slice(bytes).map_err(|_| {
                let bytes = bytes.len();
                Mismatch::Content(format!("a uuid has 16 bytes, and these are {bytes}").into())
            }),
            // It could be read, but never be found: a uuid in a condition is bytes.
            ValueRef::Text(_) => Err(Mismatch::Content(
                "it is text, and a `Uuid` is stored as 16 bytes: make the field a `String`, or the text bytes".into(),
            )),
            _ => Err(Mismatch::Type),
        }
    }

    fn to_sql(&self) -> Value<'_> {
        Value::Blob(Cow::Borrowed(self.as_bytes()))
    }

    fn from_given<'a>(given: Self::Given<'a>) -> Value<'a> {
        given.to_sql().into_owned()
    }
}
column!(
    #[diagnostic::do_not_recommend]
    Uuid
);
