//! Values, and how SQLite compares them: by storage class, numbers by value, texts by collation.

use std::cmp::Ordering;

use relmodel::AnyValue;
use rusqlite::types::{Value, ValueRef};

#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
    Blob(Vec<u8>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Collation {
    Binary,
    NoCase,
}

impl Cell {
    /// Whether `=` holds: never with NULL.
    pub fn equals(&self, other: &Self, collation: Collation) -> bool {
        *self != Self::Null && *other != Self::Null && self.order(other, collation).is_eq()
    }

    /// The order of ORDER BY: NULL, numbers, texts, bytes.
    pub fn order(&self, other: &Self, collation: Collation) -> Ordering {
        match (self, other) {
            (Self::Integer(a), Self::Integer(b)) => a.cmp(b),
            (Self::Text(a), Self::Text(b)) => match collation {
                Collation::Binary => a.as_bytes().cmp(b.as_bytes()),
                Collation::NoCase => no_case(a.as_bytes(), b.as_bytes()),
            },
            (Self::Blob(a), Self::Blob(b)) => a.cmp(b),
            (a, b) => match (a.number(), b.number()) {
                (Some(a), Some(b)) => a.total_cmp(&b),
                _ => a.class().cmp(&b.class()),
            },
        }
    }

    /// Integers in these tables are small enough for this.
    #[allow(clippy::cast_precision_loss, reason = "see above")]
    fn number(&self) -> Option<f64> {
        match self {
            Self::Integer(v) => Some(*v as f64),
            Self::Real(v) => Some(*v),
            _ => None,
        }
    }

    fn class(&self) -> u8 {
        match self {
            Self::Null => 0,
            Self::Integer(_) | Self::Real(_) => 1,
            Self::Text(_) => 2,
            Self::Blob(_) => 3,
        }
    }

    pub fn of(value: Option<AnyValue>) -> Self {
        match value {
            None => Self::Null,
            Some(AnyValue::Integer(v)) => Self::Integer(v),
            Some(AnyValue::Real(v)) => Self::Real(v),
            Some(AnyValue::Text(v)) => Self::Text(v),
            Some(AnyValue::Blob(v)) => Self::Blob(v),
        }
    }

    pub fn any(&self) -> Option<AnyValue> {
        Some(match self {
            Self::Null => return None,
            Self::Integer(v) => AnyValue::Integer(*v),
            Self::Real(v) => AnyValue::Real(*v),
            Self::Text(v) => AnyValue::Text(v.clone()),
            Self::Blob(v) => AnyValue::Blob(v.clone()),
        })
    }

    pub fn is_null(&self) -> bool {
        *self == Self::Null
    }

    pub fn stored(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Integer(v) => Value::Integer(*v),
            Self::Real(v) => Value::Real(*v),
            Self::Text(v) => Value::Text(v.clone()),
            Self::Blob(v) => Value::Blob(v.clone()),
        }
    }

    pub fn read(value: ValueRef<'_>) -> Self {
        match value {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(v) => Self::Integer(v),
            ValueRef::Real(v) => Self::Real(v),
            ValueRef::Text(v) => Self::Text(String::from_utf8(v.to_vec()).expect("UTF-8")),
            ValueRef::Blob(v) => Self::Blob(v.to_vec()),
        }
    }
}

/// As SQLite's NOCASE: ASCII letters are folded, and what follows a NUL in both is only counted.
fn no_case(a: &[u8], b: &[u8]) -> Ordering {
    for (a, b) in a.iter().zip(b) {
        let order = a.to_ascii_lowercase().cmp(&b.to_ascii_lowercase());
        if order.is_ne() {
            return order;
        }
        if *a == 0 {
            break;
        }
    }
    a.len().cmp(&b.len())
}
