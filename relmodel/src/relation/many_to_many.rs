//! `many_to_many`: the rows of a model between hold a foreign key to each side.

use std::marker::PhantomData;

use super::{KeyType, Kind};
use crate::record::Record;
use crate::schema::{Link, ModelDef};

/// The kind of a `many_to_many` that goes through the model that holds the foreign keys `Here` and `There`.
#[derive(Debug)]
pub struct ManyToMany<Here, There>(PhantomData<fn() -> (Here, There)>);

impl<Here: KeyType, There: KeyType<Owner = Here::Owner>> Kind for ManyToMany<Here, There> {
    const TARGET: fn() -> &'static ModelDef = There::Target::def;
    const LINK: Link = Link::Through {
        model: Here::Owner::def,
        from: Here::NUMBER,
        to: There::NUMBER,
    };
}

/// A through-model whose rows need no more than two foreign keys to be made.
#[diagnostic::on_unimplemented(
    message = "a link in `{Self}` needs more than its two keys",
    label = "`{Self}` has further required columns",
    note = "insert the link itself: `New{Self} {{ .. }}.insert(&db)`"
)]
pub trait OnlyKeys<Here, There> {}
