//! `belongs_to`: this side holds the foreign key. Foreign keys are types, and the other kinds go by them.

use std::marker::PhantomData;

use super::{Direct, Related};
use crate::db::Reader;
use crate::error::Result;
use crate::query::{Cardinality, Optional, Single};
use crate::record::Record;
use crate::schema::ModelDef;
use crate::value::{ColumnType, Scalar};

/// A model's foreign key to `Target`: its relation of the number `N`.
pub trait ForeignKey<Target, const N: u16>: Record {
    /// The column that holds it, a tuple of several, or [`Unenforced`] of these.
    type Column: Presence;
    /// What becomes of a row that is taken out of its owner's collection: [`Deletes`], [`SetsNull`] or [`Stays`].
    type OnRemove;
    /// Whether no two rows point at the same target.
    const UNIQUE: bool;

    /// Writes a key into the row.
    ///
    /// # Errors
    /// `is_decode` when it is not a value of the column.
    fn point(&mut self, key: &mut Reader<'_>) -> Result<()>;
}

/// A model that holds a foreign key to `Target`.
///
/// The target is found by this trait and not by how it is spelled, so aliases and re-exports work.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not belong to `{Target}`",
    label = "there is no foreign key to `{Target}` in `{Self}`",
    note = "a foreign key is declared above the field that holds it, in a struct with `#[derive(Model)]`: `#[belongs_to({Target})]`"
)]
pub trait BelongsTo<Target> {
    /// The foreign key; [`Ambiguous`] when there are several.
    type Key;
}

/// A model that holds a foreign key to `Target` by a name that hashes to `NAME`: what `inverse`, `from` and `to` ask for.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `belongs_to` of this name to `{Target}`",
    label = "not the name of a `belongs_to` of `{Self}` that leads to `{Target}`",
    note = "the name is the one that `{Self}` gives it: `author` in `#[belongs_to(author: {Target})]`"
)]
pub trait Named<Target, const NAME: u64> {
    /// The foreign key.
    type Key;
}

/// The foreign key of `Owner` to `Target` with the number `N`, as a type: it is as visible as the models are.
#[derive(Debug)]
pub struct Fk<Owner, Target, const N: u16>(PhantomData<fn() -> (Owner, Target)>);

/// Stands for the foreign key where a model has several to the same target.
#[derive(Debug)]
pub struct Ambiguous<Owner, Target>(PhantomData<fn() -> (Owner, Target)>);

/// Both ends of a foreign key, as data.
#[derive(Debug, Clone, Copy)]
pub struct Side {
    pub(super) owner: fn() -> &'static ModelDef,
    pub(super) target: fn() -> &'static ModelDef,
    pub(super) number: u16,
}

/// A foreign key as a type.
#[diagnostic::on_unimplemented(
    message = "which foreign key is meant? There are several between the two models",
    label = "there are several foreign keys to choose from",
    note = "name the `belongs_to` of the other side: `inverse = name` in a `has_many` or `has_one`, `from = name, to = name` in a `many_to_many`"
)]
pub trait KeyType: 'static {
    /// The model that holds it.
    type Owner: Record;
    /// The model it points at.
    type Target: Record;
    /// The column that holds it, or a tuple of several.
    type Column;
    /// What becomes of a row that is taken out of its owner's collection.
    type OnRemove;
    /// Its number among its owner's relations.
    const NUMBER: u16;
    /// Both ends of it, as data.
    const SIDE: Side = Side {
        owner: Self::Owner::def,
        target: Self::Target::def,
        number: Self::NUMBER,
    };

    /// Writes a key into a row.
    ///
    /// # Errors
    /// `is_decode` when it is not a value of the column.
    fn point(row: &mut Self::Owner, key: &mut Reader<'_>) -> Result<()>;
}

impl<Owner: ForeignKey<Target, N>, Target: Record, const N: u16> KeyType for Fk<Owner, Target, N> {
    type Owner = Owner;
    type Target = Target;
    type Column = Owner::Column;
    type OnRemove = Owner::OnRemove;
    const NUMBER: u16 = N;

    fn point(row: &mut Owner, key: &mut Reader<'_>) -> Result<()> {
        row.point(key)
    }
}

/// Taken out of its owner's collection, a row is deleted.
#[derive(Debug)]
pub struct Deletes;

/// Taken out of its owner's collection, a row stays, and its key becomes NULL.
#[derive(Debug)]
pub struct SetsNull;

/// A row can't be taken out of its owner's collection: its key must point somewhere.
#[derive(Debug)]
pub struct Stays;

/// The kind of a `belongs_to`.
#[derive(Debug)]
pub struct ByKey;

#[diagnostic::do_not_recommend]
impl Direct for ByKey {}

impl<From: ForeignKey<To, N>, To, const N: u16> Related<To, N> for From {
    type Shape = <From::Column as Presence>::Shape;
    type Kind = ByKey;
}

/// Whether a key may be absent: a row, or an `Option` of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be a column",
    label = "not a column type",
    note = "columns are integers, floats, `bool`, `String`, `Vec<u8>`, `Id<Model>`, date-times, or `Option` of these",
    note = "if `{Self}` is a model, the column holds its key and says so: `#[belongs_to({Self})]` above a field of type `Id<{Self}>`; the other side is `#[has_many(name: {Self})]` on the struct"
)]
pub trait Presence {
    /// How many rows the key leads to.
    type Shape: Cardinality;
    /// How many rows a key of this column and another leads to, which alone would lead to so many.
    type With<Other: Cardinality>: Cardinality;
}

impl<T: Scalar + ColumnType> Presence for T {
    type Shape = Single;
    type With<Other: Cardinality> = Other;
}

impl<T: Scalar> Presence for Option<T> {
    type Shape = Optional;
    type With<Other: Cardinality> = Optional;
}

/// A foreign key that the database does not enforce: it may lead to no row.
#[derive(Debug)]
pub struct Unenforced<Column>(PhantomData<fn() -> Column>);

impl<Column: Presence> Presence for Unenforced<Column> {
    type Shape = Optional;
    type With<Other: Cardinality> = Optional;
}

macro_rules! keys {
    ($($first:ident $($part:ident)+;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<$first: Presence, $($part: Presence),+> Presence for ($first, $($part),+) {
            type Shape = $first::With<<($($part,)+) as Presence>::Shape>;
            type With<Other: Cardinality> = $first::With<<($($part,)+) as Presence>::With<Other>>;
        }
    )+};
}

#[diagnostic::do_not_recommend]
impl<A: Presence> Presence for (A,) {
    type Shape = A::Shape;
    type With<Other: Cardinality> = A::With<Other>;
}

keys! {
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
    A B C D E F G;
    A B C D E F G H;
}

/// Whether a key of this type may be NULL.
#[must_use]
pub const fn is_nullable<Column: ColumnType>() -> bool {
    Column::NULLABLE
}
