//! Links with more than their two keys: adding rows by them, and changing what they hold.

use std::borrow::Cow;

use super::collection::{Collection, LinkBy, Writable};
use super::members::member_columns;
use super::prepared::prepare;
use super::verbs::Insert;
use super::verbs::values;
use crate::db::Executor;
use crate::error::{Error, Kind, Result};
use crate::expr::{Assignments, ByValue};
use crate::query::{Many, Origin, Plan, Query, equal};
use crate::record::{HasKey, Record};
use crate::relation::{KeyType, Unenforced};
use crate::schema::Link;
use crate::sql::{Node, Scope};
use crate::value::{ColumnType, Value};

impl<M: HasKey, S, C: Origin> Query<M, S, C> {
    /// Adds a row to a `many_to_many` by a link that holds more than the two keys, and says whether it was added: a row that is linked already stays so, and its link as it is.
    ///
    /// The closure gets the two keys, the owner's and the row's, and gives the link. Whatever it says of these two, they are stored as they were given to it.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[many_to_many(tags: Tag, through = PostTag)] struct Post { id: Id<Post>, title: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Tag { id: Id<Tag>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct PostTag { #[key] #[belongs_to(Post)] #[cascade] post_id: Id<Post>, #[key] #[belongs_to(Tag)] #[cascade] tag_id: Id<Tag>, weight: i64 }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Post].create(&db)?;
    /// # let post = NewPost { title: "First" }.insert(&db)?;
    /// # let rust = NewTag { name: "rust" }.insert(&db)?;
    /// # db.observe(|e| assert_eq!(e.sql(), r#"INSERT INTO "post_tag" ("post_id", "tag_id", "weight") SELECT DISTINCT ?1, k.value, ?3 FROM rarray(?2) AS k WHERE NOT EXISTS (SELECT 1 FROM "post_tag" AS t WHERE t."post_id" = ?1 AND t."tag_id" = k.value)"#));
    /// let added = post.tags().add_with(&db, &rust, |post_id, tag_id| NewPostTag { post_id, tag_id, weight: 3 })?;
    /// assert!(added);
    /// # db.unobserve();
    /// # assert_eq!(post.tags().with_link().one(&db)?.1.weight, 3);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`add`](Self::add), and as [`insert`](crate::Insert::insert) for what the link holds.
    pub fn add_with<'k, K, R>(
        &'k self,
        db: &dyn Executor,
        row: &'k M,
        link: impl FnOnce(<K::Here as Handed>::Handed<'k>, <K::There as Handed>::Handed<'k>) -> R,
    ) -> Result<bool>
    where
        C: Writable<Collection: Collection<Link = K>>,
        K: LinkKeys,
        R: Insert<'k, Model = K::Link>,
    {
        let owner: Vec<Value<'k>> = self.owner().iter().map(lent).collect();
        let key: Vec<Value<'k>> = (member_columns(C::relation().1).iter())
            .map(|column| row.value(*column))
            .collect();
        let link = link(
            K::Here::hand(&mut owner.iter().cloned())?,
            K::There::hand(&mut key.iter().cloned())?,
        );
        let values = values(link);
        let key = key.into_iter().map(Value::into_owned).collect();
        self.members::<C>(db, false)
            .add_link(key, &prepare(values)?)
    }

    /// Sets columns of the link to a row of a `many_to_many`, and says how many links they are: one, none where the two are not linked, more where they are linked twice.
    /// It is [`update`](Query::update) of the through-model: `UPDATE … SET … WHERE …`.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[many_to_many(tags: Tag, through = PostTag)] struct Post { id: Id<Post>, title: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Tag { id: Id<Tag>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct PostTag { #[key] #[belongs_to(Post)] #[cascade] post_id: Id<Post>, #[key] #[belongs_to(Tag)] #[cascade] tag_id: Id<Tag>, weight: i64 }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Post].create(&db)?;
    /// # let post = NewPost { title: "First" }.insert(&db)?;
    /// # let rust = NewTag { name: "rust" }.insert(&db)?;
    /// # post.tags().add_with(&db, &rust, |post_id, tag_id| NewPostTag { post_id, tag_id, weight: 3 })?;
    /// # db.observe(|e| assert_eq!(e.sql(), r#"UPDATE "post_tag" AS t0 SET "weight" = t0."weight" + ?1 WHERE t0."post_id" = ?2 AND t0."tag_id" = ?3"#));
    /// post.tags().update_link(&db, &rust, |l| l.weight.set(l.weight + 1))?;
    /// # db.unobserve();
    /// # assert_eq!(post.tags().with_link().one(&db)?.1.weight, 4);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`update`](Query::update).
    pub fn update_link<K: LinkKeys, A: Assignments<K::Link>>(
        &self,
        db: &dyn Executor,
        row: &M,
        set: impl FnOnce(<K::Link as Record>::Fields) -> A,
    ) -> Result<u64>
    where
        C: Writable<Collection: Collection<Link = K>>,
    {
        let (_, relation) = C::relation();
        let mut plan = Plan::of(K::Link::def(), Scope::fresh());
        if let Link::Through { model, from, to } = relation.link {
            let side = |side: u16| model().relations[usize::from(side)].key_columns();
            let owner = self.owner().iter().cloned().map(Node::Value);
            let key = (member_columns(relation).iter())
                .map(|column| Node::Value(row.value(*column).into_owned()));
            plan.select.filter = equal(plan.scope, side(from), owner);
            plan.select.filter.extend(equal(plan.scope, side(to), key));
        }
        Query::<K::Link, K::Link, Many>::new(plan, Vec::new()).update(db, set)
    }
}

/// Links of two foreign keys.
#[diagnostic::on_unimplemented(
    message = "the rows of this relation have no links",
    label = "not an accessor of a `many_to_many` as it stands",
    note = "the rows of a `has_many` or `has_one` hold the key themselves: `add` writes it, and `update` what else they hold"
)]
pub trait LinkKeys {
    /// The through-model.
    type Link: Record;
    /// What it holds of the owner.
    type Here: Handed;
    /// What it holds of the row.
    type There: Handed;
}

#[diagnostic::do_not_recommend]
impl<Here, There> LinkKeys for LinkBy<Here, There>
where
    Here: KeyType<Column: Handed>,
    There: KeyType<Column: Handed>,
{
    type Link = Here::Owner;
    type Here = Here::Column;
    type There = There::Column;
}

/// The columns of a key, as `add_with` hands them over: `&str` for a `String`, else mostly the type itself; a tuple for several.
#[diagnostic::on_unimplemented(
    message = "a key of type `{Self}` can't be handed over",
    label = "neither a value, a text, bytes, nor a tuple of these",
    note = "insert the link itself: `NewPostTag {{ .. }}.insert(&db)`"
)]
pub trait Handed {
    /// What the closure gets.
    type Handed<'k>;

    /// Takes the next values.
    #[doc(hidden)]
    fn hand<'k>(values: &mut dyn Iterator<Item = Value<'k>>) -> Result<Self::Handed<'k>>;
}

#[diagnostic::do_not_recommend]
impl<T: ByValue + ColumnType> Handed for T {
    type Handed<'k> = T;

    fn hand<'k>(values: &mut dyn Iterator<Item = Value<'k>>) -> Result<T> {
        let value = values.next().unwrap_or(Value::Null);
        <T as ColumnType>::from_sql(value.as_ref()).map_err(|_| unfit(&value))
    }
}

macro_rules! lent {
    ($($type:ty, $lent:ty, $value:ident;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl Handed for $type {
            type Handed<'k> = &'k $lent;

            fn hand<'k>(values: &mut dyn Iterator<Item = Value<'k>>) -> Result<&'k $lent> {
                match values.next() {
                    Some(Value::$value(Cow::Borrowed(lent))) => Ok(lent),
                    other => Err(unfit(&other.unwrap_or(Value::Null))),
                }
            }
        }
    )*};
}

lent! {
    String, str, Text;
    Vec<u8>, [u8], Blob;
}

#[diagnostic::do_not_recommend]
impl<T: Handed> Handed for Option<T> {
    type Handed<'k> = Option<T::Handed<'k>>;

    fn hand<'k>(values: &mut dyn Iterator<Item = Value<'k>>) -> Result<Self::Handed<'k>> {
        T::hand(values).map(Some)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Handed> Handed for Unenforced<T> {
    type Handed<'k> = T::Handed<'k>;

    fn hand<'k>(values: &mut dyn Iterator<Item = Value<'k>>) -> Result<Self::Handed<'k>> {
        T::hand(values)
    }
}

macro_rules! tuples {
    ($(($($part:ident)+))+) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($part: Handed),+> Handed for ($($part,)+) {
            type Handed<'k> = ($($part::Handed<'k>,)+);

            fn hand<'k>(values: &mut dyn Iterator<Item = Value<'k>>) -> Result<Self::Handed<'k>> {
                Ok(($($part::hand(values)?,)+))
            }
        }
    )+};
}

tuples! {
    (A B)
    (A B C)
    (A B C D)
    (A B C D E)
    (A B C D E F)
    (A B C D E F G)
    (A B C D E F G H)
}

/// The same value, lent by the one that holds it.
fn lent<'k>(value: &'k Value<'static>) -> Value<'k> {
    match value {
        Value::Text(text) => Value::Text(Cow::Borrowed(text)),
        Value::Blob(bytes) => Value::Blob(Cow::Borrowed(bytes)),
        other => other.clone(),
    }
}

#[cold]
fn unfit(value: &Value<'_>) -> Error {
    let message = format!("a row with the key {value} can't be linked: nothing can point at it");
    Error::new(Kind::Query, message)
}
