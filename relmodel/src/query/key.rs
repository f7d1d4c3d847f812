//! Keys as keys of a map: the same to the bit.

use std::hash::{Hash, Hasher};

use crate::value::Value;

/// The values of a key. It equals another when SQLite gave the same storage classes and content.
#[derive(Debug, Clone)]
pub(super) struct Same(pub(super) Vec<Value<'static>>);

impl PartialEq for Same {
    fn eq(&self, other: &Self) -> bool {
        let mut pairs = self.0.iter().zip(&other.0);
        self.0.len() == other.0.len() && pairs.all(|pair| is_same(pair.0, pair.1))
    }
}

impl Eq for Same {}

impl Hash for Same {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for value in &self.0 {
            match value {
                Value::Null => 0.hash(state),
                Value::Integer(v) => v.hash(state),
                Value::Real(v) => v.to_bits().hash(state),
                Value::Text(v) => v.hash(state),
                Value::Blob(v) | Value::RawText(v) => v.hash(state),
                Value::Unstorable(v) => v.hash(state),
            }
        }
    }
}

fn is_same(a: &Value<'_>, b: &Value<'_>) -> bool {
    match (a, b) {
        (Value::Real(a), Value::Real(b)) => a.to_bits() == b.to_bits(),
        (a, b) => a == b,
    }
}
