//! `has_one`: the other side holds the foreign key, and at most one of its rows points here.

use std::marker::PhantomData;

use super::{Ambiguous, Direct, Fk, ForeignKey, Side};
use crate::schema::{Link, RelationDef};

/// The kind of a `has_one` that goes by the foreign key `Key` of the other side.
#[derive(Debug)]
pub struct HasOne<Key>(PhantomData<fn() -> Key>);

#[diagnostic::do_not_recommend]
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

/// A foreign key as a type, of which it is known whether no two rows have the same.
pub trait Uniqueness {
    /// Whether they don't.
    const UNIQUE: bool;
}

impl<Owner: ForeignKey<Target, N>, Target, const N: u16> Uniqueness for Fk<Owner, Target, N> {
    const UNIQUE: bool = Owner::UNIQUE;
}

/// Which key is meant is asked where it is looked for, and not again here.
impl<Owner, Target> Uniqueness for Ambiguous<Owner, Target> {
    const UNIQUE: bool = true;
}

/// Whether no two rows have the same value in a foreign key.
#[must_use]
pub const fn is_unique<Key: Uniqueness>() -> bool {
    Key::UNIQUE
}
