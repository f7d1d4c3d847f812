//! Values as keys of a map: the same to the bit.

use std::hash::{Hash, Hasher};

use crate::value::Value;

/// A value that equals another when SQLite gave the same storage class and content.
#[derive(Debug, Clone)]
pub(super) struct Same(pub(super) Value<'static>);

impl PartialEq for Same {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Value::Real(a), Value::Real(b)) => a.to_bits() == b.to_bits(),
            (a, b) => a == b,
        }
    }
}

impl Eq for Same {}

impl Hash for Same {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match &self.0 {
            Value::Null => 0.hash(state),
            Value::Integer(v) => v.hash(state),
            Value::Real(v) => v.to_bits().hash(state),
            Value::Text(v) => v.hash(state),
            Value::Blob(v) | Value::RawText(v) => v.hash(state),
            Value::Unstorable(v) => v.hash(state),
        }
    }
}
