//! Writing through accessors: `post.tags().add(&db, &tag)`. What a relation can't do does not compile.

use super::failure::explain;
use super::row::gone;
use crate::db::{Db, Executor, Reader};
use crate::error::Result;
use crate::query::{Origin, Query};
use crate::record::{Record, key_of};
use crate::relation::{
    Deletes, HasMany, HasOne, KeyType, ManyToMany, Of, OnlyKeys, Related, SetsNull, relation_of,
};
use crate::schema::{Default, Link, ModelDef, RelationDef};
use crate::sql::Param;
use crate::sql::write::{self as sql, Members};
use crate::value::{Value, ValueRef};

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
    message = "a `belongs_to` can't be written through",
    label = "not a collection",
    note = "set the key in the row and `update` it, or write from the other side"
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
pub struct LinkBy<Here, There>(std::marker::PhantomData<fn() -> (Here, There)>);

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

/// # Writing a collection
///
/// An accessor of a to-many relation or of a `has_one`, as it stands, can also be written: `post.tags().add(&db, &tag)?`.
/// A refined one can't. The rows of a `many_to_many` are given as `&row`, those of a `has_many` or `has_one` as `&mut row`,
/// since their foreign key is in the row itself: it is written in the database and in the row at hand,
/// so that a later `row.update(&db)` does not undo it.
impl<M: Record, S, C: Origin> Query<M, S, C> {
    /// Adds a row to the collection. What is there already stays as it is.
    ///
    /// On a `has_many` or `has_one` it is `add(&db, &mut row)`: the row's foreign key is written, in the database and in the row at hand.
    /// On a `many_to_many` it is `add(&db, &row)`: a row of the through-model is inserted, unless the two are linked
    /// (`INSERT INTO link … SELECT … WHERE NOT EXISTS (…)`).
    /// Where a link needs more columns this does not compile: insert the link, `NewPostTag { .. }.insert(&db)?`.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[many_to_many(tags: Tag, through = PostTag)] #[has_many(comments: Comment)] struct Post { id: Id<Post>, title: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Tag { id: Id<Tag>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct PostTag { #[key] #[belongs_to(Post)] #[cascade] post_id: Id<Post>, #[key] #[belongs_to(Tag)] #[cascade] tag_id: Id<Tag> }
    /// # #[derive(Model, Debug, PartialEq)] struct Comment { id: Id<Comment>, text: String, #[belongs_to(Post)] post_id: Option<Id<Post>> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Post].create(&db)?;
    /// # let post = NewPost { title: "First" }.insert(&db)?;
    /// # let [rust, orm] = [NewTag { name: "rust" }.insert(&db)?, NewTag { name: "orm" }.insert(&db)?];
    /// post.tags().add(&db, &rust)?; // many_to_many
    /// assert_eq!(post.tags().load(&db)?, [rust]);
    ///
    /// let mut comment = NewComment { text: "Good" }.insert(&db)?;
    /// post.comments().add(&db, &mut comment)?; // has_many
    /// assert_eq!(comment.post_id, Some(post.id));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// `is_not_found` when the row of a `has_many` is gone; `is_foreign_key_violation` when a side of a link is gone;
    /// `is_unique_violation` when a `has_one` is taken.
    pub fn add<'i, I>(&self, db: &dyn Executor, row: I) -> Result<()>
    where
        C: Writable<Collection: Collection<Item<'i> = I, Link: Linkable>>,
    {
        self.add_all(db, [row])
    }

    /// Adds rows to the collection, by one statement: all or none. Of no rows it does nothing.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[many_to_many(tags: Tag, through = PostTag)] #[has_many(comments: Comment)] struct Post { id: Id<Post>, title: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Tag { id: Id<Tag>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct PostTag { #[key] #[belongs_to(Post)] #[cascade] post_id: Id<Post>, #[key] #[belongs_to(Tag)] #[cascade] tag_id: Id<Tag> }
    /// # #[derive(Model, Debug, PartialEq)] struct Comment { id: Id<Comment>, text: String, #[belongs_to(Post)] post_id: Option<Id<Post>> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Post].create(&db)?;
    /// # let post = NewPost { title: "First" }.insert(&db)?;
    /// # let [rust, orm] = [NewTag { name: "rust" }.insert(&db)?, NewTag { name: "orm" }.insert(&db)?];
    /// let (added, statements) = db.count_statements(|| post.tags().add_all(&db, [&rust, &orm]));
    /// assert_eq!(statements, 1);
    /// added?;
    ///
    /// let mut comments = vec![NewComment { text: "Good" }.insert(&db)?];
    /// post.comments().add_all(&db, &mut comments)?;
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`add`](Self::add).
    pub fn add_all<'i, I>(&self, db: &dyn Executor, rows: impl IntoIterator<Item = I>) -> Result<()>
    where
        C: Writable<Collection: Collection<Item<'i> = I, Link: Linkable>>,
    {
        let rows: Vec<I> = rows.into_iter().collect();
        self.members::<C>(db, false).add(&keys::<C, I>(&rows))?;
        self.point_all::<C, I>(rows, self.owner())
    }

    /// Takes a row out of the collection, and says whether it was in it.
    ///
    /// | the relation | what happens | SQL |
    /// |---|---|---|
    /// | `many_to_many` | the link is deleted, the row stays | `DELETE FROM link …` |
    /// | `has_many`, `has_one`, by a key with `#[cascade(delete_orphan)]` | the row is deleted | `DELETE FROM row …` |
    /// | `has_many`, `has_one`, by a key that is an `Option` | the key becomes NULL | `UPDATE row SET key = NULL …` |
    /// | `has_many`, `has_one`, else | it does not compile: the key could point nowhere | |
    ///
    /// Of a `has_many` or `has_one` it takes `&mut row`, since a key that becomes NULL does so in the row at hand, too:
    /// a later `row.update(&db)` would otherwise put it back. A row that is deleted is left as it was.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[many_to_many(tags: Tag, through = PostTag)] #[has_many(comments: Comment)] struct Post { id: Id<Post>, title: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Tag { id: Id<Tag>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct PostTag { #[key] #[belongs_to(Post)] #[cascade] post_id: Id<Post>, #[key] #[belongs_to(Tag)] #[cascade] tag_id: Id<Tag> }
    /// # #[derive(Model, Debug, PartialEq)] struct Comment { id: Id<Comment>, text: String, #[belongs_to(Post)] post_id: Option<Id<Post>> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Post].create(&db)?;
    /// # let post = NewPost { title: "First" }.insert(&db)?;
    /// # let [rust, orm] = [NewTag { name: "rust" }.insert(&db)?, NewTag { name: "orm" }.insert(&db)?];
    /// post.tags().add(&db, &rust)?;
    /// assert!(post.tags().remove(&db, &rust)?);
    /// assert!(!post.tags().remove(&db, &rust)?);
    ///
    /// let mut comment = NewComment { text: "Good" }.post_id(post.id).insert(&db)?;
    /// post.comments().remove(&db, &mut comment)?;
    /// assert_eq!(comment.post_id, None);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// `is_foreign_key_violation` when other rows point at the one that would be deleted.
    pub fn remove<'i, I>(&self, db: &dyn Executor, row: I) -> Result<bool>
    where
        C: Writable<Collection: Collection<Item<'i> = I, OnRemove: Removable>>,
    {
        let rows = [row];
        let deletes = deletes::<C>();
        let removed = self
            .members::<C>(db, deletes)
            .remove(Members::Listed, &keys::<C, I>(&rows))?
            > 0;
        if removed && !deletes {
            self.point_all::<C, I>(rows, &nothing(self.owner()))?;
        }
        Ok(removed)
    }

    /// Makes the collection consist of these rows: takes out the others as [`remove`](Self::remove) does, then adds those that are missing.
    /// Both or neither happens. Of no rows it is [`clear`](Self::clear).
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[many_to_many(tags: Tag, through = PostTag)] #[has_many(comments: Comment)] struct Post { id: Id<Post>, title: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Tag { id: Id<Tag>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct PostTag { #[key] #[belongs_to(Post)] #[cascade] post_id: Id<Post>, #[key] #[belongs_to(Tag)] #[cascade] tag_id: Id<Tag> }
    /// # #[derive(Model, Debug, PartialEq)] struct Comment { id: Id<Comment>, text: String, #[belongs_to(Post)] post_id: Option<Id<Post>> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Post].create(&db)?;
    /// # let post = NewPost { title: "First" }.insert(&db)?;
    /// # let [rust, orm] = [NewTag { name: "rust" }.insert(&db)?, NewTag { name: "orm" }.insert(&db)?];
    /// post.tags().add(&db, &rust)?;
    /// post.tags().replace(&db, [&orm])?;
    /// assert_eq!(post.tags().load(&db)?, [orm]);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`add`](Self::add) and [`remove`](Self::remove).
    pub fn replace<'i, I>(&self, db: &dyn Executor, rows: impl IntoIterator<Item = I>) -> Result<()>
    where
        C: Writable<Collection: Collection<Item<'i> = I, OnRemove: Removable, Link: Linkable>>,
    {
        let rows: Vec<I> = rows.into_iter().collect();
        let keys = keys::<C, I>(&rows);
        let members = self.members::<C>(db, deletes::<C>());
        db.db().atomically(|| {
            members.remove(Members::Others, &keys)?;
            members.add(&keys)
        })?;
        self.point_all::<C, I>(rows, self.owner())
    }

    /// Takes all rows out of the collection, as [`remove`](Self::remove) does, and says how many. Rows at hand are left as they were.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[many_to_many(tags: Tag, through = PostTag)] #[has_many(comments: Comment)] struct Post { id: Id<Post>, title: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Tag { id: Id<Tag>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct PostTag { #[key] #[belongs_to(Post)] #[cascade] post_id: Id<Post>, #[key] #[belongs_to(Tag)] #[cascade] tag_id: Id<Tag> }
    /// # #[derive(Model, Debug, PartialEq)] struct Comment { id: Id<Comment>, text: String, #[belongs_to(Post)] post_id: Option<Id<Post>> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Post].create(&db)?;
    /// # let post = NewPost { title: "First" }.insert(&db)?;
    /// # let [rust, orm] = [NewTag { name: "rust" }.insert(&db)?, NewTag { name: "orm" }.insert(&db)?];
    /// post.tags().add_all(&db, [&rust, &orm])?;
    /// assert_eq!(post.tags().clear(&db)?, 2);
    /// assert!(!post.tags().exists(&db)?);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`remove`](Self::remove).
    pub fn clear(&self, db: &dyn Executor) -> Result<u64>
    where
        C: Writable<Collection: Collection<OnRemove: Removable>>,
    {
        let removed = self
            .members::<C>(db, deletes::<C>())
            .remove(Members::All, &[])?;
        Ok(removed as u64)
    }

    /// Says whether a row is in the collection: `SELECT EXISTS (…)`.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[many_to_many(tags: Tag, through = PostTag)] #[has_many(comments: Comment)] struct Post { id: Id<Post>, title: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Tag { id: Id<Tag>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct PostTag { #[key] #[belongs_to(Post)] #[cascade] post_id: Id<Post>, #[key] #[belongs_to(Tag)] #[cascade] tag_id: Id<Tag> }
    /// # #[derive(Model, Debug, PartialEq)] struct Comment { id: Id<Comment>, text: String, #[belongs_to(Post)] post_id: Option<Id<Post>> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Post].create(&db)?;
    /// # let post = NewPost { title: "First" }.insert(&db)?;
    /// # let [rust, orm] = [NewTag { name: "rust" }.insert(&db)?, NewTag { name: "orm" }.insert(&db)?];
    /// post.tags().add(&db, &rust)?;
    /// assert!(post.tags().contains(&db, &rust)?);
    /// assert!(!post.tags().contains(&db, &orm)?);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// `is_schema` when the table is missing.
    pub fn contains(&self, db: &dyn Executor, row: &M) -> Result<bool>
    where
        C: Writable,
    {
        self.members::<C>(db, false).contains(&key_of(row))
    }

    fn members<'q, A: Writable>(&'q self, db: &'q dyn Executor, deletes: bool) -> Table<'q> {
        let (_, relation) = A::relation();
        Table {
            db: db.db(),
            relation,
            owner: self.owner(),
            deletes,
        }
    }

    fn point_all<'i, A, I>(
        &self,
        rows: impl IntoIterator<Item = I>,
        key: &[Value<'static>],
    ) -> Result<()>
    where
        A: Writable<Collection: Collection<Item<'i> = I>>,
    {
        rows.into_iter()
            .try_for_each(|row| A::Collection::point(row, key))
    }
}

fn keys<'i, A, I>(rows: &[I]) -> Vec<Vec<Value<'static>>>
where
    A: Writable<Collection: Collection<Item<'i> = I>>,
{
    rows.iter()
        .map(|row| {
            key_of(A::Collection::row(row))
                .into_iter()
                .map(Value::into_owned)
                .collect()
        })
        .collect()
}

fn deletes<A: Writable<Collection: Collection<OnRemove: Removable>>>() -> bool {
    <<A::Collection as Collection>::OnRemove as Removable>::DELETES
}

fn nothing(key: &[Value<'static>]) -> Vec<Value<'static>> {
    key.iter().map(|_| Value::Null).collect()
}

/// The table behind a collection: that of its rows, or of its links. Not generic.
struct Table<'q> {
    db: &'q Db,
    relation: &'static RelationDef,
    owner: &'q [Value<'static>],
    deletes: bool,
}

/// What tells the rows of a collection: which table, its column with the owner's key, its columns with the row's key.
struct Place {
    model: &'static ModelDef,
    owner: u16,
    member: &'static [u16],
    is_link: bool,
}

impl Table<'_> {
    fn place(&self) -> Option<Place> {
        match self.relation.link {
            Link::BelongsTo => None,
            Link::Has { inverse, .. } => {
                let model = (self.relation.target)();
                let owner = *model.relations[usize::from(inverse)]
                    .key_columns()
                    .first()?;
                Some(Place {
                    model,
                    owner,
                    member: model.key,
                    is_link: false,
                })
            }
            Link::Through { model, from, to } => {
                let model = model();
                let columns = |side: u16| model.relations[usize::from(side)].key_columns();
                Some(Place {
                    model,
                    owner: *columns(from).first()?,
                    member: columns(to),
                    is_link: true,
                })
            }
        }
    }

    fn add(&self, keys: &[Vec<Value<'static>>]) -> Result<()> {
        let (Some(place), false) = (self.place(), keys.is_empty()) else {
            return Ok(());
        };
        if place.is_link {
            self.link(&place, keys)
        } else {
            self.adopt(&place, keys)
        }
    }

    fn adopt(&self, place: &Place, keys: &[Vec<Value<'static>>]) -> Result<()> {
        let mut distinct: Vec<&Vec<Value<'static>>> = keys.iter().collect();
        distinct.sort_by_key(|key| key.iter().map(ToString::to_string).collect::<Vec<_>>());
        distinct.dedup();
        let text = sql::adopt(place.model, place.owner, keys.len());
        self.db.atomically(|| {
            let changed = self.run(place, &text, keys, &[])?;
            if changed < distinct.len() {
                return Err(gone(place.model, keys.first().map_or(&[], |key| key)));
            }
            Ok(())
        })
    }

    fn link(&self, place: &Place, keys: &[Vec<Value<'static>>]) -> Result<()> {
        let Some(to) = place.member.first() else {
            return Ok(());
        };
        let mut columns = Vec::new();
        let mut values = Vec::new();
        for (column, def) in place.model.places().zip(place.model.columns) {
            let value = match def.default {
                Some(Default::Integer(v)) => Value::Integer(v),
                Some(Default::Bool(v)) => Value::Integer(i64::from(v)),
                Some(Default::Real(v)) => Value::Real(v),
                Some(Default::Text(v)) => Value::Text(v.into()),
                Some(Default::Now) => def.facts.now.map_or(Value::Null, |now| (now.value)()),
                Some(Default::Sql(_)) | None => continue,
            };
            if column != place.owner && column != *to {
                columns.push(column);
                values.push(value);
            }
        }
        self.run(
            place,
            &sql::link(place.model, place.owner, *to, &columns),
            keys,
            &values,
        )
        .map(drop)
    }

    fn remove(&self, members: Members, keys: &[Vec<Value<'static>>]) -> Result<usize> {
        let Some(place) = self.place() else {
            return Ok(0);
        };
        let members = match (members, keys.is_empty()) {
            (Members::Listed, true) => return Ok(0),
            (Members::Others, true) => Members::All,
            (members, _) => members,
        };
        let text = if self.deletes || place.is_link {
            sql::expel(place.model, place.owner, place.member, members, keys.len())
        } else {
            sql::release(place.model, place.owner, members, keys.len())
        };
        self.run(
            &place,
            &text,
            if members == Members::All { &[] } else { keys },
            &[],
        )
    }

    fn contains(&self, key: &[Value<'_>]) -> Result<bool> {
        let Some(place) = self.place() else {
            return Ok(false);
        };
        let columns: Vec<u16> = [place.owner].iter().chain(place.member).copied().collect();
        let values: Vec<Param<'_>> = self.owner.iter().chain(key).map(Param::Value).collect();
        let mut found = false;
        self.db
            .query_text(
                &sql::exists(place.model, &columns),
                &values,
                &mut |reader| {
                    found = reader.cell(0) != ValueRef::Integer(0);
                    Ok(())
                },
            )
            .map_err(|error| explain(self.db, place.model, error, []))?;
        Ok(found)
    }

    /// Binds the owner, the rows' keys (one array where they are of one column, else one by one) and more values.
    fn run(
        &self,
        place: &Place,
        text: &str,
        keys: &[Vec<Value<'static>>],
        more: &[Value<'_>],
    ) -> Result<usize> {
        let mut params: Vec<Param<'_>> = self.owner.iter().map(Param::Value).collect();
        let array: Vec<Value<'static>> =
            keys.iter().filter_map(|key| key.first().cloned()).collect();
        match place.member {
            _ if keys.is_empty() => {}
            [_] => params.push(Param::List(&array)),
            _ => params.extend(keys.iter().flatten().map(Param::Value)),
        }
        params.extend(more.iter().map(Param::Value));
        self.db.execute(text, &params).map_err(|error| {
            let rows: Vec<_> = keys.iter().map(|key| self.pointing(place, key)).collect();
            explain(self.db, place.model, error, rows.iter().map(|row| &**row))
        })
    }

    /// The keys that a statement writes, as a row: the owner's, and in a link the target's.
    fn pointing(&self, place: &Place, key: &[Value<'static>]) -> Vec<Value<'static>> {
        let value = |column: u16| {
            let target = place.member.iter().position(|member| *member == column);
            match (column == place.owner, target) {
                (true, _) => self.owner.first().cloned(),
                (false, Some(target)) if place.is_link => key.get(target).cloned(),
                _ => None,
            }
        };
        place
            .model
            .places()
            .map(|column| value(column).unwrap_or(Value::Null))
            .collect()
    }
}
