//! `has_many`: the other side holds the foreign key, and several of its rows may point here.

use std::marker::PhantomData;

use super::{Direct, Side};
use crate::schema::{Link, RelationDef};

/// The kind of a `has_many` that goes by the foreign key `Key` of the other side.
#[derive(Debug)]
pub struct HasMany<Key>(PhantomData<fn() -> Key>);

#[diagnostic::do_not_recommend]
impl<Key> Direct for HasMany<Key> {}

impl RelationDef {
    /// A `has_many`, by its name and the foreign key of the other side.
    #[must_use]
    pub const fn has_many(name: &'static str, key: Side) -> Self {
        let link = Link::Has {
            inverse: key.number,
            many: true,
        };
        Self {
            name,
            target: key.owner,
            link,
            key: None,
        }
    }
}
