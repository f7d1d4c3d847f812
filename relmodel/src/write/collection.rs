//! What a collection is: which accessors can be written through, and what may be done with the rows of each kind of relation.

use std::marker::PhantomData;

use crate::db::Reader;
use crate::error::Result;
use crate::query::Origin;
use crate::record::Record;
use crate::relation::{
    Deletes, HasMany, HasOne, KeyType, ManyToMany, Of, OnlyKeys, Related, SetsNull, relation_of,
};
use crate::schema::{ModelDef, RelationDef};
use crate::value::Value;

/// A query that is an accessor as it stands.
#[diagnostic::on_unimplemented(
    message = "this query can't be written through",
    label = "only an accessor of a to-many or has_one relation, as it stands, can be written through",
    note = "refining it (`filter`, `order_by`, `with`, …) makes a plain query of it"
)]
pub trait Writable: Origin {
    /// The collection behind it.
    type Collection: Collection;

    /// The model of the owner, and the relation.
    #[doc(hidden)]
    fn relation() -> (&'static ModelDef, &'static RelationDef);
}

impl<From: Related<To, N, V>, To: Record, const N: u16, V: 'static> Writable for Of<From, To, N, V>
where
    From::Kind: Collection,
{
    type Collection = From::Kind;

    fn relation() -> (&'static ModelDef, &'static RelationDef) {
        (From::def(), relation_of::<From, N>())
    }
}

/// A kind of relation whose rows can be added and removed.
#[diagnostic::on_unimplemented(
    message = "this relation can't be written through",
    label = "only read",
    note = "a `belongs_to` is written by setting the key in the row and `update`, or from the other side; a relation with a `where`, or along others, is only read"
)]
pub trait Collection {
    /// A row of the collection: `&mut` where its key is in the row itself, `&` where it is in a link.
    type Item<'i>;
    /// The model of the rows.
    type Model: Record;
    /// What becomes of a row that is taken out.
    type OnRemove;
    /// What adding a row takes.
    type Link;

    /// The row.
    #[doc(hidden)]
    fn row<'i>(item: &'i Self::Item<'_>) -> &'i Self::Model;
    /// Writes the owner's key into a row at hand.
    #[doc(hidden)]
    fn point(item: Self::Item<'_>, key: &[Value<'static>]) -> Result<()>;
}

/// Adding takes no more than the row.
#[derive(Debug)]
pub struct NoLink;

/// Adding makes a row of the through-model.
#[derive(Debug)]
pub struct LinkBy<Here, There>(PhantomData<fn() -> (Here, There)>);

/// A collection that rows can be added to.
pub trait Linkable {}

impl Linkable for NoLink {}

impl<Here: KeyType, There: KeyType> Linkable for LinkBy<Here, There> where
    Here::Owner: OnlyKeys<Here, There>
{
}

/// A collection that rows can be taken out of.
#[diagnostic::on_unimplemented(
    message = "a row can't be removed from this collection: its foreign key is required and has no `#[cascade(delete_orphan)]`",
    label = "the key of a removed row could point nowhere",
    note = "make the key an `Option`, say `#[cascade(delete_orphan)]` beside its `#[belongs_to]`, or delete the row itself"
)]
pub trait Removable {
    /// Whether the rows go, or only their keys.
    #[doc(hidden)]
    const DELETES: bool;
}

impl Removable for Deletes {
    const DELETES: bool = true;
}

impl Removable for SetsNull {
    const DELETES: bool = false;
}

macro_rules! held_by_the_row {
    ($($kind:ident)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<Key: KeyType> Collection for $kind<Key> {
            type Item<'i> = &'i mut Key::Owner;
            type Model = Key::Owner;
            type OnRemove = Key::OnRemove;
            type Link = NoLink;

            fn row<'i>(item: &'i &mut Key::Owner) -> &'i Key::Owner {
                item
            }

            fn point(item: &mut Key::Owner, key: &[Value<'static>]) -> Result<()> {
                Key::point(item, &mut Reader::values(key))
            }
        }
    )*};
}

held_by_the_row!(HasMany HasOne);

#[diagnostic::do_not_recommend]
impl<Here: KeyType, There: KeyType<Owner = Here::Owner>> Collection for ManyToMany<Here, There> {
    type Item<'i> = &'i There::Target;
    type Model = There::Target;
    type OnRemove = Deletes;
    type Link = LinkBy<Here, There>;

    fn row<'i>(item: &'i &There::Target) -> &'i There::Target {
        item
    }

    fn point(_: &There::Target, _: &[Value<'static>]) -> Result<()> {
        Ok(())
    }
}
