//! What is done with a new row: the verbs of the trait [`Insert`].

use super::unique::{Unique, UniqueKeys};
use super::{NewValues, conflict, insert};
use crate::db::Executor;
use crate::error::Result;
use crate::expr::Assignments;
use crate::record::{HasKey, Record, decode};
use crate::row::Part;

/// A row to insert: a `New…` struct with exactly the columns that must be given, or one with more of them set.
///
/// `NewProfile` lacks the columns that SQLite assigns, that may be NULL or that have a default.
/// The last two are given by methods of their name, and the row is then a `NewProfileWith`.
/// They take a value or an `Option` of one; `None` leaves the column out.
///
/// ```
/// use relmodel::prelude::*;
///
/// #[derive(Model, Debug, PartialEq)]
/// struct Profile {
///     id: Id<Profile>,
///     name: String,
///     bio: Option<String>,
///     #[column(default = 0)]
///     visits: i64,
/// }
///
/// let db = Db::open_in_memory()?;
/// schema![Profile].create(&db)?;
/// let profile = NewProfile { name: "jane" }.bio("writes").insert(&db)?;
/// assert_eq!(profile, Profile { id: Id::from(1), name: "jane".into(), bio: Some("writes".into()), visits: 0 });
///
/// // A column that is not given in the struct is given by its method.
/// NewProfile { name: "joe" }.visits(3).bio(None::<&str>).insert(&db)?;
/// # Ok::<(), relmodel::Error>(())
/// ```
///
/// A row of the model itself is inserted, too, by a reference to it: with the key that it holds, and with all columns but generated ones.
/// That is for keys that the program chooses where SQLite would assign them, and for rows that come from elsewhere.
///
/// ```
/// # use relmodel::prelude::*;
/// # #[derive(Model, Debug, PartialEq)] struct Tag { id: Id<Tag>, name: String }
/// # let db = Db::open_in_memory()?;
/// # schema![Tag].create(&db)?;
/// let tag = Tag { id: Id::from(7), name: "rust".into() };
/// assert_eq!(tag.insert(&db)?, tag);
/// assert!(tag.insert(&db).unwrap_err().is_unique_violation());
/// assert_eq!(NewTag { name: "sql" }.insert(&db)?.id, Id::from(8));
/// # Ok::<(), relmodel::Error>(())
/// ```
///
/// Many rows at once are inserted by [`Model::insert_all`](crate::Model::insert_all). Where a row may be there already, there are
/// [`upsert`](Self::upsert), [`upsert_with`](Self::upsert_with), [`insert_or_ignore`](Self::insert_or_ignore) and [`find_or_insert`](Self::find_or_insert),
/// and for many rows [`Model::upsert_all`](crate::Model::upsert_all).
/// The page "Writing" of the guide shows all of them, and how parents are inserted with their children, with the SQL.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a row to insert",
    label = "expected a `New…` struct, or a reference to a row",
    note = "a row of a model is inserted by reference: `row.insert(&db)`, `Model::insert_all(&db, &rows)`"
)]
pub trait Insert<'a> {
    /// The model of the row.
    type Model: Record;

    /// Hands over the columns.
    #[doc(hidden)]
    fn give(new: Self, row: &mut NewValues<'a>);

    /// Inserts the row, and gives it back as it was stored, with its key and defaults: `INSERT INTO … VALUES …`.
    ///
    /// Where the database computes a column (`default = sql(…)`, `generated`) the statement has a `RETURNING`.
    /// What triggers change is not in the row that comes back; [`reload`](crate::Model::reload) reads it.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// # db.observe(|e| assert_eq!(e.sql(), r#"INSERT INTO "user" ("name") VALUES (?1)"#));
    /// let ann: User = NewUser { name: "ann" }.insert(&db)?;
    /// assert_eq!(ann.id, Id::from(1));
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// `is_unique_violation`, `is_foreign_key_violation` or `is_check_violation` when the row breaks a rule of the table;
    /// `is_unstorable` for NaN and too large integers.
    fn insert(self, db: &dyn Executor) -> Result<Self::Model>
    where
        Self: Sized,
    {
        insert::one::<Self::Model, _>(db, values(self), decode)
    }

    /// Inserts the row, as [`insert`](Self::insert), and gives back its key alone. Nothing of the row is copied, unless the database computes a column of it, and of what comes back only the key is looked at.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] struct User { id: Id<User>, name: String }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// let id: Id<User> = NewUser { name: "ann" }.insert_key(&db)?;
    /// assert_eq!(User::find(id).load(&db)?.name, "ann");
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`insert`](Self::insert).
    fn insert_key(self, db: &dyn Executor) -> Result<<Self::Model as HasKey>::Key>
    where
        Self: Sized,
        Self::Model: HasKey<Key: Part>,
    {
        insert::one::<Self::Model, _>(db, values(self), insert::key::<Self::Model>)
    }

    /// Inserts the row, or writes the columns that it gives into the row that is there: `INSERT … ON CONFLICT (…) DO UPDATE SET …`.
    ///
    /// The closure gets the model's unique keys, and chooses the one by which a row is the same: the key itself, a `#[unique]` column, or
    /// those of a `#[unique(a, b)]`, called `a_and_b`. What the new row does not give stays as it was, and so does what a setter was given `None` for; a row of the model, `&page`, gives all its columns, NULL included. The row comes back as it is then.
    /// NULL is equal to nothing: a row that has it in its unique key is always inserted, and so it is by the other verbs that go by one.
    ///
    /// It is one statement, so that nobody can insert in between, and what points at the row stays: nothing is deleted.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// #[derive(Model, Debug, PartialEq)]
    /// struct Page {
    ///     id: Id<Page>,
    ///     #[unique]
    ///     path: String,
    ///     title: String,
    ///     #[column(default = 0)]
    ///     views: i64,
    /// }
    ///
    /// # let db = Db::open_in_memory()?;
    /// # schema![Page].create(&db)?;
    /// let old = NewPage { path: "/", title: "Home" }.views(7).insert(&db)?;
    /// # db.observe(|e| if !e.is_control() { assert_eq!(e.sql(), r#"INSERT INTO "page" AS t0 ("path", "title", "views") VALUES (?1, ?2, ?3) ON CONFLICT ("path") DO UPDATE SET "title" = excluded."title" RETURNING "id", "path", "title", "views""#) });
    /// let page = NewPage { path: "/", title: "Welcome" }.upsert(&db, |keys| keys.path)?;
    /// assert_eq!(page, Page { title: "Welcome".into(), ..old });
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// `is_query` when the new row has no value for the unique key because SQLite assigns it; `is_schema` when the table of a database made elsewhere has no unique index over it;
    /// else as [`insert`](Self::insert): by another unique key than the chosen one it is an `is_unique_violation`.
    fn upsert(
        self,
        db: &dyn Executor,
        key: impl FnOnce(<Self::Model as UniqueKeys>::Keys) -> Unique<Self::Model>,
    ) -> Result<Self::Model>
    where
        Self: Sized,
        Self::Model: UniqueKeys,
    {
        let key = key(Self::Model::KEYS).columns();
        conflict::upsert(db, values(self), key)
    }

    /// Inserts the row, or sets columns of the row that is there, as [`upsert`](Self::upsert): to what the second closure says.
    ///
    /// It gets the columns twice: of the row that is there, and of the new one.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] struct Word { #[key] word: String, count: i64 }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Word].create(&db)?;
    /// for word in ["a", "b", "a"] {
    ///     NewWord { word, count: 1 }.upsert_with(
    ///         &db,
    ///         |keys| keys.word,
    ///         |old, new| old.count.set(old.count + new.count),
    ///     )?;
    /// }
    /// assert_eq!(Word::find("a").load(&db)?.count, 2);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`upsert`](Self::upsert), and as [`update`](crate::Query::update) for what is set.
    fn upsert_with<A: Assignments<Self::Model>>(
        self,
        db: &dyn Executor,
        key: impl FnOnce(<Self::Model as UniqueKeys>::Keys) -> Unique<Self::Model>,
        set: impl FnOnce(<Self::Model as Record>::Fields, <Self::Model as Record>::Fields) -> A,
    ) -> Result<Self::Model>
    where
        Self: Sized,
        Self::Model: UniqueKeys,
    {
        let key = key(Self::Model::KEYS).columns();
        conflict::upsert_with(db, values(self), key, set)
    }

    /// Inserts the row unless one is there with the same unique key, and gives it back if it was inserted: `INSERT … ON CONFLICT (…) DO NOTHING`.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] struct Tag { id: Id<Tag>, #[unique] name: String }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Tag].create(&db)?;
    /// assert!(NewTag { name: "rust" }.insert_or_ignore(&db, |keys| keys.name)?.is_some());
    /// assert!(NewTag { name: "rust" }.insert_or_ignore(&db, |keys| keys.name)?.is_none());
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`upsert`](Self::upsert).
    fn insert_or_ignore(
        self,
        db: &dyn Executor,
        key: impl FnOnce(<Self::Model as UniqueKeys>::Keys) -> Unique<Self::Model>,
    ) -> Result<Option<Self::Model>>
    where
        Self: Sized,
        Self::Model: UniqueKeys,
    {
        let key = key(Self::Model::KEYS).columns();
        conflict::insert_or_ignore(db, values(self), key)
    }

    /// Gives the row that is there with the same unique key, or else inserts this one: `SELECT …`, and if there is none `INSERT … ON CONFLICT (…) DO NOTHING`.
    ///
    /// Whoever inserts at the same time, there is one row in the end, and all get it. A row that is there stays as it is.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] struct Tag { id: Id<Tag>, #[unique] name: String }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Tag].create(&db)?;
    /// let tag = NewTag { name: "rust" }.find_or_insert(&db, |keys| keys.name)?;
    /// assert_eq!(NewTag { name: "rust" }.find_or_insert(&db, |keys| keys.name)?, tag);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`upsert`](Self::upsert), and `is_query` where SQLite computes a column of the unique key.
    fn find_or_insert(
        self,
        db: &dyn Executor,
        key: impl FnOnce(<Self::Model as UniqueKeys>::Keys) -> Unique<Self::Model>,
    ) -> Result<Self::Model>
    where
        Self: Sized,
        Self::Model: UniqueKeys,
    {
        let key = key(Self::Model::KEYS).columns();
        conflict::find_or_insert(db, values(self), key)
    }
}

pub(super) fn values<'a, R: Insert<'a>>(row: R) -> NewValues<'a> {
    let mut values = NewValues::new(R::Model::def());
    values.begin();
    R::give(row, &mut values);
    values
}

/// A row with the key that it holds.
#[diagnostic::do_not_recommend]
impl<'a, M: Record> Insert<'a> for &'a M {
    type Model = M;

    fn give(new: Self, row: &mut NewValues<'a>) {
        for (place, column) in row.model.places().zip(row.model.columns) {
            if column.generated.is_none() {
                row.give(place, new.value(place));
            }
        }
    }
}
