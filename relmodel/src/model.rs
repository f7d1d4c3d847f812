//! What a model can do by itself: the verbs of the trait [`Model`].

use crate::db::Executor;
use crate::error::Result;
use crate::expr::Condition;
use crate::query::{Lazy, Params, Plan, Query, Single, raw};
use crate::record::{HasKey, IntoKey, KeyValues, Record, decode, key_of};
use crate::row::Part;
use crate::sql::Scope;
use crate::value::Value;
use crate::write::{self, Insert, Unique, UniqueKeys};

/// What a model can do by itself: the verbs that `#[derive(Model)]` gives to a struct.
///
/// [`derive(Model)`](derive@crate::Model) has a whole example, and says what the attributes mean.
/// What begins with rows of a table is here; what begins with a new row, or with a row that holds its key already, is [`Insert::insert`];
/// what begins with a relation of a row is its accessor, `user.posts()`, which is a [`Query`].
///
/// ```
/// use relmodel::prelude::*;
///
/// #[derive(Model, Debug, PartialEq)]
/// struct Tag {
///     id: Id<Tag>,
///     name: String,
/// }
///
/// let db = Db::open_in_memory()?;
/// schema![Tag].create(&db)?;
///
/// let mut tag = NewTag { name: "rst" }.insert(&db)?;
/// tag.name = "rust".into();
/// tag.update(&db)?;
///
/// assert_eq!(Tag::find(tag.id).load(&db)?, tag);
/// assert_eq!(Tag::filter(|t| t.name.starts_with("r")).count(&db)?, 1);
/// assert_eq!(Tag::all().load(&db)?, [tag]);
/// # Ok::<(), relmodel::Error>(())
/// ```
///
/// A row is a value: it does not know what changed in the database, and nothing is written until a verb is called.
///
/// The verbs are provided methods, so that an inherent method of the same name wins.
pub trait Model: Record {
    /// Makes a query for all rows.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// assert_eq!(User::all().to_sql()?, r#"SELECT t0."id", t0."name" FROM "user" AS t0"#);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn all() -> Query<Self> {
        Query::new(Plan::of(Self::def(), Scope::fresh()), Vec::new())
    }

    /// Makes a query for the rows for which a condition holds.
    ///
    /// The closure runs once, when the query is made, never per row: it gets columns, and what it gives becomes SQL.
    /// What columns can be asked is in [`Expression`](crate::Expression), how conditions are joined in [`Condition`],
    /// and what relations can be asked in [`Relation`](crate::Relation).
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model)]
    /// # struct User { id: Id<User>, name: String, age: Option<i64> }
    /// let query = User::filter(|u| u.name.eq("jane").and(u.age.is_null().not()));
    /// assert_eq!(
    ///     query.to_sql()?,
    ///     r#"SELECT t0."id", t0."name", t0."age" FROM "user" AS t0 WHERE t0."name" = ?1 AND NOT (t0."age" IS NULL)"#,
    /// );
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn filter<C: Condition>(condition: impl FnOnce(Self::Fields) -> C) -> Query<Self> {
        Self::all().filter(condition)
    }

    /// Makes a query for the row with a key: `WHERE key = ?1`.
    ///
    /// [`load`](Query::load) gives the row or a not-found error, [`optional`](Query::optional) an `Option`.
    /// A key of several columns is a tuple, in the order of the fields. Of a table the first row that has the key is read, since there is no other;
    /// of a view, which can't promise that, a second one is an error.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// let ann = NewUser { name: "ann" }.insert(&db)?;
    /// assert_eq!(User::find(ann.id).load(&db)?, ann);
    /// assert_eq!(User::find(Id::from(7)).optional(&db)?, None);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    fn find<K: IntoKey<<Self as HasKey>::Key>>(key: K) -> Query<Self, Self, Single>
    where
        Self: HasKey,
    {
        found(key.into_values())
    }

    /// Makes a query of SQL text that gives rows of the model: a whole SELECT, which becomes the table of the query.
    ///
    /// So it can be refined and loaded as any other, with relations, pages and the rest.
    /// Its columns are taken by their names in the database; it may have more. `?`, or `?1`, `?2`, …, stand for the values that are bound.
    /// An order is promised by [`order_by`](Query::order_by) alone, not by one in the text.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// # let ann = NewUser { name: "ann" }.insert(&db)?;
    /// # NewPost { title: "Rust", user_id: ann.id }.insert(&db)?;
    /// let sql = "SELECT user.*, rank() OVER (ORDER BY name) AS rank FROM user WHERE name GLOB ?";
    /// let query = User::raw(sql, ("a*",)).filter(|u| u.id.gt(Id::from(0)));
    /// assert_eq!(
    ///     query.to_sql()?,
    ///     r#"SELECT t0."id", t0."name" FROM (SELECT user.*, rank() OVER (ORDER BY name) AS rank FROM user WHERE name GLOB ?1) AS t0 WHERE t0."id" > ?2"#,
    /// );
    /// let users: Vec<(User, Vec<Post>)> = query.with(|u| u.posts).load(&db)?;
    /// assert_eq!(users[0].1[0].title, "Rust");
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// The text is part of the program: what a user of it enters is given as values, never put into the text.
    ///
    /// # Errors
    /// When it is run: `is_query` where the text takes another number of values than are given; `is_schema` where it gives a column of the model not,
    /// which the error names; whatever SQLite says of the text. Values for SQL from another source have [`Db::query_raw`](crate::Db::query_raw).
    fn raw(sql: &str, params: impl Params) -> Query<Self> {
        raw(sql, params)
    }

    /// Inserts rows in the order given, and gives them back as they were stored: `INSERT INTO … VALUES (…), (…), …`.
    ///
    /// All of them are inserted, or none, in one transaction. Of no rows it does nothing.
    /// A statement takes 128 rows, and what is left over goes in row by row. All do where a trigger, a `default = sql(…)` or a
    /// generated column decides what is stored, or where rows differ in which columns they give.
    ///
    /// Rows of the model itself are inserted with the keys that they hold: `Post::insert_all(&db, &posts)`.
    ///
    /// `NewPost { .. }` and `NewPost { .. }.subtitle(…)` are of different types. Where only some rows have a subtitle,
    /// give all of them `.subtitle(…)`, with `None` where there is none.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// # let ann = NewUser { name: "ann" }.insert(&db)?;
    /// let titles = ["First", "Second"];
    /// let posts: Vec<Post> =
    ///     Post::insert_all(&db, titles.map(|title| NewPost { title, user_id: ann.id }))?;
    /// assert_eq!(posts[1].title, "Second");
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`insert`](Insert::insert).
    fn insert_all<'a, R: IntoIterator<Item: Insert<'a, Model = Self>>>(
        db: &dyn Executor,
        rows: R,
    ) -> Result<Vec<Self>> {
        write::insert_all(db, rows, decode)
    }

    /// Inserts rows in the order given, as [`insert_all`](Self::insert_all), and gives back their keys alone. Nothing of the rows is copied, unless the database computes a column of them.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] struct Tag { id: Id<Tag>, name: String }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Tag].create(&db)?;
    /// let ids: Vec<Id<Tag>> = Tag::insert_all_keys(&db, ["a", "b"].map(|name| NewTag { name }))?;
    /// assert_eq!(ids, [Id::from(1), Id::from(2)]);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`insert`](Insert::insert).
    fn insert_all_keys<'a, R: IntoIterator<Item: Insert<'a, Model = Self>>>(
        db: &dyn Executor,
        rows: R,
    ) -> Result<Vec<<Self as HasKey>::Key>>
    where
        Self: HasKey<Key: Part>,
    {
        write::insert_all(db, rows, write::stored_key::<Self>)
    }

    /// Inserts each row, or writes the columns that it gives into the row that is there, as [`upsert`](Insert::upsert) does, and gives them back in the order given.
    ///
    /// All of it happens, or nothing, in one transaction: one statement for each row. Of no rows it does nothing.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] struct Price { #[key] sku: String, cents: i64 }
    /// # let db = Db::open_in_memory()?;
    /// # schema![Price].create(&db)?;
    /// # NewPrice { sku: "a", cents: 1 }.insert(&db)?;
    /// let prices = [("a", 100), ("b", 200)].map(|(sku, cents)| NewPrice { sku, cents });
    /// let stored: Vec<Price> = Price::upsert_all(&db, prices, |keys| keys.sku)?;
    /// assert_eq!(Price::all().load(&db)?, stored);
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`upsert`](Insert::upsert).
    fn upsert_all<'a, R: IntoIterator<Item: Insert<'a, Model = Self>>>(
        db: &dyn Executor,
        rows: R,
        key: impl FnOnce(Self::Keys) -> Unique<Self>,
    ) -> Result<Vec<Self>>
    where
        Self: UniqueKeys,
    {
        write::upsert_all(db, rows, key(Self::KEYS))
    }

    /// Writes all columns of the row but generated ones: `UPDATE … SET … WHERE key`. A key that was changed in the row means another row.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// let mut ann = NewUser { name: "ann" }.insert(&db)?;
    /// ann.name = "anne".into();
    /// # db.observe(|e| assert_eq!(e.sql(), r#"UPDATE "user" SET "name" = ?1 WHERE "id" = ?2"#));
    /// ann.update(&db)?;
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// `is_not_found` when the row is gone; `is_unique_violation`, `is_foreign_key_violation` or `is_check_violation`
    /// when it breaks a rule of the table; `is_unstorable` for NaN and too large integers.
    fn update(&self, db: &dyn Executor) -> Result<()>
    where
        Self: HasKey,
    {
        write::update(db, self)
    }

    /// Deletes the row, and with it what the database cascades: `DELETE … WHERE key`.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// # let ann = NewUser { name: "ann" }.insert(&db)?;
    /// let post = NewPost { title: "Rust", user_id: ann.id }.insert(&db)?;
    /// ann.delete(&db)?;
    /// assert!(post.reload(&db).unwrap_err().is_not_found()); // its key says `#[cascade]`
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// `is_not_found` when the row is gone already; `is_foreign_key_violation` when rows without a cascade point at it;
    /// `is_limit`, as [`Query::delete`], when more than 1,000 rows would go one because of the other.
    fn delete(&self, db: &dyn Executor) -> Result<()>
    where
        Self: HasKey,
    {
        write::delete(db, self)
    }

    /// Reads the row again, by its key. The row at hand stays as it is.
    ///
    /// ```
    /// # use relmodel::prelude::*;
    /// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String }
    /// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] #[cascade(delete_orphan)] user_id: Id<User> }
    /// # let db = Db::open_in_memory()?;
    /// # schema![User].create(&db)?;
    /// let ann = NewUser { name: "ann" }.insert(&db)?;
    /// db.execute_batch("UPDATE user SET name = 'anne'")?;
    /// assert_eq!(ann.reload(&db)?.name, "anne");
    /// # Ok::<(), relmodel::Error>(())
    /// ```
    ///
    /// # Errors
    /// `is_not_found` when the row is gone; else as [`load`](Query::load).
    fn reload(&self, db: &dyn Executor) -> Result<Self>
    where
        Self: HasKey,
    {
        found::<Self>(key_of(self).into_iter().map(Value::into_owned).collect()).load(db)
    }
}

impl<M: Record> Model for M {}

fn found<M: Record>(key: KeyValues) -> Query<M, M, Single> {
    Query::new(Lazy::by_key(M::def(), key), Vec::new())
}
