//! The values of an enum's column: the only ones that it holds.

use std::borrow::Cow;

use super::{Mismatch, Scalar, Value, ValueRef};

/// The values that a column of an enum holds, one for each variant and in their order.
#[derive(Debug, Clone, Copy)]
pub enum Words {
    /// Texts.
    Texts(&'static [&'static str]),
    /// Integers.
    Integers(&'static [i64]),
}

impl Words {
    /// Finds the variant of a stored value, by its place.
    ///
    /// # Errors
    /// A [`Mismatch`] when the value is not one of them.
    fn find(self, value: ValueRef<'_>) -> Result<usize, Mismatch> {
        let place = match (self, value) {
            (Words::Texts(words), ValueRef::Text(text)) => {
                words.iter().position(|word| word.as_bytes() == text)
            }
            (Words::Integers(words), ValueRef::Integer(number)) => {
                words.iter().position(|word| *word == number)
            }
            _ => return Err(Mismatch::Type),
        };
        place.ok_or_else(|| {
            let list: Vec<String> = self.values().map(|value| value.to_string()).collect();
            Mismatch::Content(format!("not one of {}", list.join(", ")).into())
        })
    }

    /// Gives the values, in the order of the variants.
    pub(crate) fn values(self) -> impl Iterator<Item = Value<'static>> {
        let (texts, integers): (&[&str], &[i64]) = match self {
            Words::Texts(words) => (words, &[]),
            Words::Integers(words) => (&[], words),
        };
        let texts = texts.iter().map(|word| Value::Text(Cow::Borrowed(*word)));
        texts.chain(integers.iter().map(|word| Value::Integer(*word)))
    }

    /// Whether an integer is one of them.
    pub(crate) const fn has_integer(self, number: i64) -> bool {
        let Words::Integers(words) = self else {
            return false;
        };
        let mut place = 0;
        while place < words.len() {
            if words[place] == number {
                return true;
            }
            place += 1;
        }
        false
    }

    /// Whether a text is one of them.
    pub(crate) const fn has_text(self, text: &str) -> bool {
        let Words::Texts(words) = self else {
            return false;
        };
        let mut place = 0;
        while place < words.len() {
            if same(words[place].as_bytes(), text.as_bytes()) {
                return true;
            }
            place += 1;
        }
        false
    }
}

/// `==` of slices is not for constants.
const fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut place = 0;
    while place < a.len() {
        if a[place] != b[place] {
            return false;
        }
        place += 1;
    }
    true
}

/// Finds the variant of an enum's stored value, by its place.
///
/// # Errors
/// A [`Mismatch`] when the value is that of no variant.
pub fn variant<T: Scalar>(value: ValueRef<'_>) -> Result<usize, Mismatch> {
    T::WORDS.map_or(Err(Mismatch::Type), |words| words.find(value))
}

/// A word as it is stored.
#[must_use]
pub const fn word(word: &'static str) -> Value<'static> {
    Value::Text(Cow::Borrowed(word))
}
