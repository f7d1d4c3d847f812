//! Writing through accessors: `post.tags().add(&db, &tag)`. What a relation can't do does not compile.

use super::collection::{Collection, Linkable, Removable, Writable};
use super::members::{Members, member_columns};
use crate::db::Executor;
use crate::error::Result;
use crate::query::{Origin, Query};
use crate::record::{HasKey, Record};
use crate::sql::write::Which;
use crate::value::Value;

/// # Writing a collection
///
/// An accessor of a to-many relation or of a `has_one`, as it stands, can also be written: `post.tags().add(&db, &tag)?`.
/// A refined one can't. The rows of a `many_to_many` are given as `&row`, those of a `has_many` or `has_one` as `&mut row`,
/// since their foreign key is in the row itself: it is written in the database and in the row at hand,
/// so that a later `row.update(&db)` does not undo it.
impl<M: Record, S, C: Origin> Query<M, S, C> {
    /// Adds a row to the collection. What is there already stays as it is.
    ///
    /// On a `has_many` or `has_one` it is `add(&db, &mut row)`: the row's foreign key is written, in the database
    /// (`UPDATE row SET key = … WHERE …`) and in the row at hand.
    /// On a `many_to_many` it is `add(&db, &row)`: a row of the through-model is inserted, unless the two are linked
    /// (`INSERT INTO link … SELECT … WHERE NOT EXISTS (…)`).
    /// Where a link needs more columns this does not compile: [`add_with`](Self::add_with) gives them.
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
        M: HasKey,
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
        M: HasKey,
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
    /// | `many_to_many` | the link is deleted, or all of them if it stands more than once; the row stays | `DELETE FROM link …` |
    /// | `has_many`, `has_one`, by a key with `#[cascade(delete_orphan)]` | the row is deleted | `DELETE FROM row …` |
    /// | `has_many`, `has_one`, by a key that is an `Option` | the key becomes NULL; of one of several columns those that may, but for what another foreign key shares | `UPDATE row SET key = NULL …` |
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
        M: HasKey,
        C: Writable<Collection: Collection<Item<'i> = I, OnRemove: Removable>>,
    {
        let rows = [row];
        let deletes = deletes::<C>();
        let removed = self
            .members::<C>(db, deletes)
            .remove(Which::Listed, &keys::<C, I>(&rows))?
            > 0;
        if removed && !deletes {
            self.point_all::<C, I>(rows, &self.members::<C>(db, deletes).released())?;
        }
        Ok(removed)
    }

    /// Makes the collection consist of these rows: takes out the others as [`remove`](Self::remove) does, then adds those that are missing.
    /// Both or neither happens. Of no rows it is [`clear`](Self::clear).
    /// Rows at hand that are taken out are left as they were: read them again before you `update` them.
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
        M: HasKey,
        C: Writable<Collection: Collection<Item<'i> = I, OnRemove: Removable, Link: Linkable>>,
    {
        let rows: Vec<I> = rows.into_iter().collect();
        let keys = keys::<C, I>(&rows);
        self.members::<C>(db, deletes::<C>()).replace(&keys)?;
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
            .remove(Which::All, &[])?;
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
        M: HasKey,
        C: Writable,
    {
        let columns = member_columns(C::relation().1).iter();
        let key: Vec<Value<'_>> = columns.map(|column| row.value(*column)).collect();
        self.members::<C>(db, false).contains(&key)
    }

    pub(super) fn members<'q, A: Writable>(
        &'q self,
        db: &'q dyn Executor,
        deletes: bool,
    ) -> Members<'q> {
        let (_, relation) = A::relation();
        Members {
            db,
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
    let columns = member_columns(A::relation().1);
    let key = |row: &I| {
        let row = A::Collection::row(row);
        let values = columns.iter().map(|column| row.value(*column));
        values.map(Value::into_owned).collect()
    };
    rows.iter().map(key).collect()
}

fn deletes<A: Writable<Collection: Collection<OnRemove: Removable>>>() -> bool {
    <<A::Collection as Collection>::OnRemove as Removable>::DELETES
}
