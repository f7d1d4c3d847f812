//! `has_many`: the other side holds the foreign key, and several of its rows may point here.

use std::marker::PhantomData;

use super::KeyType;
use crate::record::Record;
use crate::schema::{Link, RelationDef};

/// The kind of a `has_many` that goes by the foreign key `Key` of the other side.
#[derive(Debug)]
pub struct HasMany<Key>(PhantomData<fn() -> Key>);

impl RelationDef {
    /// A `has_many`, by its name.
    #[must_use]
    pub const fn has_many<Key: KeyType>(name: &'static str) -> Self {
        let link = Link::Has {
            inverse: Key::NUMBER,
            many: true,
        };
        Self {
            name,
            target: Key::Owner::def,
            link,
            key: None,
        }
    }
}
