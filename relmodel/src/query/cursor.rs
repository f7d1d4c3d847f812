//! Cursors: where a page ended, as a text that is safe in a URL.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Kind, Result};
use crate::value::Value;

/// Where a page of a query ended, and the next begins: what [`Query::page_after`](crate::Query::page_after) gives and takes.
///
/// It is a text of letters, digits, `-` and `_`, by [`to_string`](ToString::to_string) and [`parse`](str::parse), and may stand in a URL as it is.
/// With the feature `serde` it is written as that text. It lasts as long as the program asks the same query:
/// it says by which values the last row was ordered, and not how many rows came before.
///
/// It is refused by a query with another text, such as another filter or order, and with another value in its order.
/// A query with other values in its filters takes it: they say which rows there are, and not where they stand.
///
/// It is opaque and checked, but not secret: who decodes it reads these values.
///
/// ```
/// # use relmodel::prelude::*;
/// # #[derive(Model, Debug, PartialEq)] struct Tag { id: Id<Tag>, name: String }
/// # let db = Db::open_in_memory()?;
/// # schema![Tag].create(&db)?;
/// # Tag::insert_all(&db, ["a", "b", "c"].map(|name| NewTag { name }))?;
/// use relmodel::Cursor;
///
/// let page = Tag::all().order_by(|t| t.name).page_after(&db, None, 2)?;
/// let sent: String = page.next.map(|cursor| cursor.to_string()).unwrap_or_default();
///
/// let received: Cursor = sent.parse()?;
/// let rest = Tag::all().order_by(|t| t.name).page_after(&db, Some(&received), 2)?;
/// assert_eq!(rest.rows[0].name, "c");
///
/// assert!("garbage".parse::<Cursor>().unwrap_err().is_query());
/// let other = Tag::all().order_by(|t| t.name.desc()).page_after(&db, Some(&received), 2);
/// assert!(other.unwrap_err().is_query()); // a cursor of another query
/// # Ok::<(), relmodel::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Cursor {
    /// The query that it is of.
    pub(super) query: u64,
    /// What the last row was ordered by.
    pub(super) values: Vec<Value<'static>>,
}

/// The first byte, which another form would change.
const VERSION: u8 = 1;
/// The bytes at the end that tell a cursor from garbage.
const CHECK: usize = 4;
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = vec![VERSION];
        bytes.extend(self.query.to_be_bytes());
        self.values
            .iter()
            .for_each(|value| write(&mut bytes, value));
        let check = fingerprint(&bytes).to_be_bytes();
        bytes.extend(&check[..CHECK]);
        f.write_str(&encode(&bytes))
    }
}

impl FromStr for Cursor {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let refused = || Error::new(Kind::Query, "this text is not a cursor, or not a whole one");
        decode(text)
            .and_then(|bytes| read(&bytes))
            .ok_or_else(refused)
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Cursor {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Cursor {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl serde::de::Visitor<'_> for Text {
            type Value = Cursor;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the text of a cursor")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Cursor, E> {
                text.parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_str(Text)
    }
}

/// A number that tells texts apart, the same in every program: FNV-1a.
pub(super) fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

pub(super) fn write(bytes: &mut Vec<u8>, value: &Value<'_>) {
    let mut sized = |kind: u8, content: &[u8]| {
        bytes.push(kind);
        bytes.extend((content.len() as u64).to_be_bytes());
        bytes.extend(content);
    };
    match value {
        Value::Null | Value::Unstorable(_) => bytes.push(0),
        Value::Integer(v) => {
            bytes.push(1);
            bytes.extend(v.to_be_bytes());
        }
        Value::Real(v) => {
            bytes.push(2);
            bytes.extend(v.to_bits().to_be_bytes());
        }
        Value::Text(v) => sized(3, v.as_bytes()),
        Value::Blob(v) => sized(4, v),
        Value::RawText(v) => sized(5, v),
    }
}

fn read(bytes: &[u8]) -> Option<Cursor> {
    let (content, check) = bytes.split_at_checked(bytes.len().checked_sub(CHECK)?)?;
    if fingerprint(content).to_be_bytes()[..CHECK] != *check {
        return None;
    }
    let (version, mut rest) = content.split_first()?;
    if *version != VERSION {
        return None;
    }
    let query = number(&mut rest)?;
    let mut values = Vec::new();
    while let Some((kind, mut left)) = rest.split_first() {
        values.push(match kind {
            0 => Value::Null,
            1 => Value::Integer(number(&mut left)?.cast_signed()),
            // SQLite has no NaN, and so no row is ordered by it.
            2 => Value::Real(Some(f64::from_bits(number(&mut left)?)).filter(|v| !v.is_nan())?),
            kind => {
                let length = usize::try_from(number(&mut left)?).ok()?;
                let (content, after) = left.split_at_checked(length)?;
                left = after;
                let content = content.to_vec();
                match kind {
                    3 => Value::Text(String::from_utf8(content).ok()?.into()),
                    4 => Value::Blob(content.into()),
                    _ => return None,
                }
            }
        });
        rest = left;
    }
    Some(Cursor { query, values })
}

fn number(bytes: &mut &[u8]) -> Option<u64> {
    let (number, rest) = bytes.split_first_chunk::<8>()?;
    *bytes = rest;
    Some(u64::from_be_bytes(*number))
}

/// The URL-safe letters of base64, without padding.
fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = three.iter().enumerate().fold(0, |bits, (place, byte)| {
            bits | u32::from(*byte) << (16 - 8 * place)
        });
        for place in 0..=three.len() {
            let letter = bits >> (18 - 6 * place) & 63;
            text.push(char::from(LETTERS[letter as usize]));
        }
    }
    text
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for four in text.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for (place, letter) in four.iter().enumerate() {
            let number = LETTERS.iter().position(|known| known == letter)?;
            bits |= u32::try_from(number).ok()? << (18 - 6 * place);
        }
        let count = four.len() - 1;
        bytes.extend(&bits.to_be_bytes()[1..=count]);
    }
    // One text for one cursor: what is left over of the last letter says nothing else.
    (encode(&bytes) == text).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    #[test]
    fn every_list_of_bytes_is_read_as_it_was_written() {
        for length in 0..70_u8 {
            let bytes: Vec<u8> = (0..length).map(|byte| byte.wrapping_mul(89)).collect();
            let text = encode(&bytes);
            assert_eq!(decode(&text), Some(bytes), "{text}");
        }
        assert_eq!(encode(b"\xfb\xff\xfe"), "-__-");
    }

    #[test]
    fn what_was_not_written_is_not_read() {
        for text in ["A", "AAAAA", "AB", "AA=", "AA==", "A A", "\u{e4}AA", "AA+/"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
