//! `has_one`: the other side holds the foreign key, and at most one of its rows points here.

use std::marker::PhantomData;

use super::{Direct, KeyType, Side};
use crate::schema::{Link, RelationDef};

/// The kind of a `has_one` that goes by the foreign key `Key` of the other side.
#[derive(Debug)]
pub struct HasOne<Key>(PhantomData<fn() -> Key>);

impl<Key> Direct for HasOne<Key> {}

impl RelationDef {
    /// A `has_one`, by its name and the foreign key of the other side.
    #[must_use]
    pub const fn has_one(name: &'static str, key: Side) -> Self {
        let link = Link::Has {
            inverse: key.number,
            many: false,
        };
        Self {
            name,
            target: key.owner,
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
