//! `has_one`: the other side holds the foreign key, and at most one of its rows points here.

use std::marker::PhantomData;

use super::KeyType;
use crate::record::Record;
use crate::schema::{Link, RelationDef};

/// The kind of a `has_one` that goes by the foreign key `Key` of the other side.
#[derive(Debug)]
pub struct HasOne<Key>(PhantomData<fn() -> Key>);

impl RelationDef {
    /// A `has_one`, by its name.
    #[must_use]
    pub const fn has_one<Key: KeyType>(name: &'static str) -> Self {
        let link = Link::Has {
            inverse: Key::NUMBER,
            many: false,
        };
        Self {
            name,
            target: Key::Owner::def,
            link,
            key: None,
        }
    }
}

/// Whether no two rows have the same value in a foreign key.
#[must_use]
pub const fn is_unique<Key: KeyType>() -> bool {
    Key::UNIQUE
}
