//! `has_one`: the other side holds the foreign key, and at most one of its rows points here.

use std::marker::PhantomData;

use super::{KeyType, Kind};
use crate::record::Record;
use crate::schema::{Link, ModelDef};

/// The kind of a `has_one` that goes by the foreign key `Key` of the other side.
#[derive(Debug)]
pub struct HasOne<Key>(PhantomData<fn() -> Key>);

impl<Key: KeyType> Kind for HasOne<Key> {
    const TARGET: fn() -> &'static ModelDef = Key::Owner::def;
    const LINK: Link = Link::Has {
        inverse: Key::NUMBER,
        many: false,
    };
}

/// A relation that is right only over a unique key.
pub trait NeedsUnique {
    /// Whether its key is.
    const UNIQUE: bool;
}

impl<Key: KeyType> NeedsUnique for HasOne<Key> {
    const UNIQUE: bool = Key::UNIQUE;
}

/// Whether the foreign key of a `has_one` is unique.
#[must_use]
pub const fn is_unique<Kind: NeedsUnique>() -> bool {
    Kind::UNIQUE
}
