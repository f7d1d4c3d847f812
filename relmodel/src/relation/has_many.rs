//! `has_many`: the other side holds the foreign key, and several of its rows may point here.

use std::marker::PhantomData;

use super::{KeyType, Kind};
use crate::record::Record;
use crate::schema::{Link, ModelDef};

/// The kind of a `has_many` that goes by the foreign key `Key` of the other side.
#[derive(Debug)]
pub struct HasMany<Key>(PhantomData<fn() -> Key>);

impl<Key: KeyType> Kind for HasMany<Key> {
    const TARGET: fn() -> &'static ModelDef = Key::Owner::def;
    const LINK: Link = Link::Has {
        inverse: Key::NUMBER,
        many: true,
    };
}
