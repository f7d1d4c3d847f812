//! Keys as keys of a map.

use std::hash::{Hash, Hasher};

use crate::value::Value;

/// The values of a key. It equals another when SQLite takes their values for equal by their bytes: 1 and 1.0 are, 'a' and 'A' are not.
#[derive(Debug, Clone)]
pub(super) struct Same(pub(super) Vec<Value<'static>>);

impl PartialEq for Same {
    fn eq(&self, other: &Self) -> bool {
        let mut pairs = self.0.iter().zip(&other.0);
        self.0.len() == other.0.len() && pairs.all(|(a, b)| number(a) == number(b) && is_same(a, b))
    }
}

impl Eq for Same {}

impl Hash for Same {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for value in &self.0 {
            match (number(value), value) {
                (Some(number), _) => number.hash(state),
                (None, Value::Real(v)) => v.to_bits().hash(state),
                (None, Value::Text(v)) => v.hash(state),
                (None, Value::Blob(v) | Value::RawText(v)) => v.hash(state),
                (None, Value::Unstorable(v)) => v.hash(state),
                (None, Value::Null | Value::Integer(_)) => 0.hash(state),
            }
        }
    }
}

fn is_same(a: &Value<'_>, b: &Value<'_>) -> bool {
    match (a, b) {
        (Value::Real(_) | Value::Integer(_), Value::Real(_) | Value::Integer(_)) => {
            number(a).is_some() || a == b
        }
        (a, b) => a == b,
    }
}

/// The integer that a number is, if it is one of 64 bits.
fn number(value: &Value<'_>) -> Option<i64> {
    match value {
        Value::Integer(v) => Some(*v),
        Value::Real(v) => integer(*v),
        _ => None,
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::float_cmp,
    reason = "the range is checked, and whole floats of that range are integers to the last bit"
)]
fn integer(real: f64) -> Option<i64> {
    const BOUND: f64 = 9_223_372_036_854_775_808.0;
    let is_in_range = (-BOUND..BOUND).contains(&real);
    (is_in_range && real.trunc() == real).then_some(real as i64)
}
