//! An ORM for SQLite: plain structs become tables, accessors and eager-loading queries, with the mistakes found by the compiler.
//! ```
//! use relmodel::prelude::*;
//!
//! #[derive(Model, Debug)]
//! #[has_many(posts: Post)]
//! struct User {
//!     id: Id<User>,
//!     #[unique]
//!     username: String,
//!     #[unique]
//!     email: String,
//! }
//!
//! #[derive(Model, Debug)]
//! struct Post {
//!     id: Id<Post>,
//!     title: String,
//!     content: String,
//!     #[belongs_to(author: User)]
//!     user_id: Id<User>,
//! }
//!
//! fn main() -> relmodel::Result<()> {
//!     let db = Db::open_in_memory()?;
//!     schema![User].create(&db)?; // User, and every model it leads to
//!
//!     let john = NewUser { username: "john_doe", email: "john@example.com" }.insert(&db)?;
//!     for title in ["First Post", "Second Post"] {
//!         NewPost { title, content: "Hello World!", user_id: john.id }.insert(&db)?;
//!     }
//!
//!     // From here on, show what runs.
//!     db.observe(|statement| {
//!         if !statement.is_control() {
//!             println!("{statement}");
//!         }
//!     });
//!
//!     // Two statements, however many users there are. The type says what was loaded.
//!     let users: Vec<(User, Vec<Post>)> = User::all().with(|u| u.posts).load(&db)?;
//!     for (user, posts) in users {
//!         println!("{} has {} posts", user.username, posts.len());
//!     }
//!
//!     // An accessor is a query: refine it, then run it.
//!     let first = john.posts().filter(|p| p.title.contains("First"));
//!     for post in first.load(&db)? {
//!         let author = post.author().load(&db)?;
//!         println!("{} by {}", post.title, author.username);
//!     }
//!     Ok(())
//! }
//! ```
//!
//! It prints its results between the statements that gave them:
//!
//! ```text
//! SELECT t0."id", t0."username", t0."email" FROM "user" AS t0
//! SELECT t0.rowid, t1."id", t1."title", t1."content", t1."user_id" FROM rarray(?1) AS t0 CROSS JOIN "post" AS t1 ON t1."user_id" = t0.value
//! john_doe has 2 posts
//! SELECT t0."id", t0."title", t0."content", t0."user_id" FROM "post" AS t0 WHERE t0."user_id" = ?1 AND instr(t0."title", ?2) > 0
//! SELECT t0."id", t0."username", t0."email" FROM "user" AS t0 WHERE t0."id" = ?1
//! First Post by john_doe
//! ```
//!
//! # I want to …
//!
//! | I want to | here |
//! |---|---|
//! | declare a model, its columns and its key | [`derive(Model)`](derive@Model), [`Id`] |
//! | use an enum or a type of my own as a column | [`derive(ColumnType)`](derive@ColumnType) |
//! | declare relations: one to many, one to one, many to many | [`derive(Model)`](derive@Model#relations) |
//! | have keys of several columns, or tables without a key | [`derive(Model)`](derive@Model#the-key) |
//! | open a database | [`Db::open`], [`Db::open_in_memory`], [`DbOptions`] |
//! | create the tables | [`schema!`], [`Schema::create`] |
//! | insert rows, or rows with the keys that they hold | [`Insert::insert`], [`Model::insert_all`] |
//! | insert rows, and know their keys alone | [`Insert::insert_key`], [`Model::insert_all_keys`] |
//! | find a row by its key | [`Model::find`] |
//! | find rows by a condition | [`Model::filter`], [`Expression`], [`Condition`], [`all_of`], [`any_of`] |
//! | ask about related rows in a condition | [`Relation`] |
//! | reckon, and use functions | [`NumberFunctions`], [`TextFunctions`], [`DateFunctions`], [`case_when`], [`concat()`], [`value()`], [`Expr::raw`] |
//! | count and sum up related rows | [`Relation::count`], [`sum`](Relation::sum), [`avg`](Relation::avg), [`min`](Relation::min), [`max`](Relation::max) |
//! | count, sum up or group all rows | [`Query::aggregate`], [`Query::group_by`], [`Group`] |
//! | ask a query inside another | [`exists()`], [`Expression::in_`] |
//! | order rows, or take some of them | [`Query::order_by`], [`Query::limit`], [`Query::offset`] |
//! | run a query | [`Query::load`], [`first`](Query::first), [`one`](Query::one), [`optional`](Query::optional), [`count`](Query::count), [`exists`](Query::exists) |
//! | divide rows into pages | [`Query::page`], [`Query::page_after`] |
//! | read more rows than memory holds | [`Query::for_each`], [`in_batches`](Query::in_batches) |
//! | load the related rows of one row | [`Query`]: `user.posts().load(&db)?` |
//! | load related rows with many rows | [`Query::with`] |
//! | refine them, and choose how they are read | [`Loading`] |
//! | load the rows that link them, too | [`Query::with_link`], [`Relation::with_link`] |
//! | go along several relations at once | [`derive(Model)`](derive@Model#relations): `through = posts.comments` |
//! | go down or up a tree | [`Query::descendants`], [`Query::ancestors`] |
//! | insert a row that may be there already | [`Insert::upsert`], [`upsert_with`](Insert::upsert_with), [`Model::upsert_all`], [`insert_or_ignore`](Insert::insert_or_ignore), [`find_or_insert`](Insert::find_or_insert) |
//! | change or delete a row, or read it again | [`Model::update`], [`delete`](Model::delete), [`reload`](Model::reload) |
//! | set some columns, or change rows without loading them | [`Query::update`], [`update_returning`](Query::update_returning), [`Column::set`], [`Assignments`] |
//! | delete rows without loading them | [`Query::delete`], [`delete_returning`](Query::delete_returning) |
//! | write a collection | [`Query::add`], [`remove`](Query::remove), [`replace`](Query::replace), [`clear`](Query::clear), [`contains`](Query::contains) |
//! | write links that hold more than two keys | [`Query::add_with`], [`update_link`](Query::update_link) |
//! | say what goes when a row goes | [`derive(Model)`](derive@Model#when-a-row-goes): `#[cascade]` |
//! | write several things or nothing | [`Db::transaction`], [`try_transaction`](Db::try_transaction), [`transaction_with_retries`](Db::transaction_with_retries) |
//! | commit or roll back by hand | [`Db::begin`], [`Tx::commit`], [`Tx::rollback`] |
//! | run many small calls in a loop | [`Db::session`] |
//! | read several things in one state of the database | [`Db::read_transaction`] |
//! | insert rows that require each other | [`Db::defer_foreign_keys`] |
//! | see the statements that run, or count them | [`Db::observe`], [`Db::count_statements`], [`Query::statements`] |
//! | see which indexes they use | [`Query::explain`] |
//! | stop what takes too long | [`DbOptions::statement_timeout`], [`Db::interrupt_handle`] |
//! | know what went wrong | [`Error`] |
//! | write the SQL oneself | [`Model::raw`], [`Db::query_raw`] |
//! | use SQLite itself | [`Db::with_connection`], [`Db::execute_batch`] |
//!
//! # What stands beside a model
//!
//! `#[derive(Model)] struct Post` makes, with the visibility of `Post`:
//!
//! | | |
//! |---|---|
//! | the [verbs](trait@Model) of `Post` | `Post::all()`, `Post::filter(…)`, `post.update(&db)`, … |
//! | `PostFields` | what closures get: a [`Column`] for each field, and a [`Relation`] for each relation. `fn popular(p: PostFields) -> Expr<bool>` reuses a condition |
//! | `NewPost` | what a new row must be given, a field for each column; [`insert`](Insert::insert) inserts it |
//! | `NewPostWith` | a `NewPost` with more columns given, by the methods of `NewPost` that are named after them |
//! | `PostKeys` | what [`upsert`](Insert::upsert) and its kin choose from: a [`Unique`] for the key and one for each `#[unique]`, called `a_and_b` for several columns |
//! | accessors | a method of `Post` for each relation, `post.author()`: a [`Query`] for the rows that this row's relation leads to |
//!
//! `NewPostWith` is there when a column is optional, `PostKeys` when something tells the rows apart. All stand where `Post` stands:
//! what imports `Post` from another module imports `NewPost` from it, too.
//! What they need of relmodel comes by `use relmodel::prelude::*;`, which [`prelude`] lists.
//!
//! # Features
//!
//! | | | default |
//! |---|---|---|
//! | `bundled` | SQLite is compiled into the program; without it the system's is linked | yes |
//! | `chrono` | `chrono::DateTime<Utc>`, `NaiveDateTime`, `NaiveDate` and `NaiveTime` as columns | no |
//! | `jiff` | `jiff::Timestamp` and its `civil::DateTime`, `Date` and `Time` as columns | no |
//! | `json` | `Json<T>`, any type of serde, as a column | no |
//! | `rust_decimal` | `rust_decimal::Decimal` as a column | no |
//! | `serde` | [`Id`] is written and read as its number, [`Cursor`] as its text | no |
//! | `time` | `time::OffsetDateTime`, `PrimitiveDateTime`, `Date` and `Time` as columns | no |
//! | `uuid` | `uuid::Uuid` as a column | no |
//!
//! [`ColumnType`] says how each is stored.
#![forbid(unsafe_code)]

extern crate self as relmodel;

pub mod bounds;
mod db;
mod error;
mod expr;
mod migrate;
mod model;
pub mod prelude;
mod projection;
mod query;
mod record;
mod relation;
mod row;
mod schema;
mod sql;
mod value;
mod write;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use db::{Db, DbOptions, Event, Executor, InterruptHandle, RawConnection, Session, Tx};
pub use error::{Error, Result};
pub use expr::{
    Assignment, Assignments, Case, Column, Condition, DateFunctions, Expr, Expression, IntoExpr,
    NumberFunctions, Operand, Order, OrderBy, Selection, TextFunctions, all_of, any_of, case_when,
    concat, value,
};
pub use migrate::Schema;
pub use model::Model;
pub use projection::Projection;
pub use query::{
    Aggregates, Batches, Cursor, Group, GroupKey, Grouped, Groups, KeysetPage, Many, Optional,
    Page, Params, Query, Single, Statement, exists,
};
pub use record::IntoKey;
pub use relation::{Loading, Refined, Relation};
/// Makes a type of your own a column: an enum without fields, or a struct around one column type.
///
/// ```
/// use relmodel::prelude::*;
///
/// #[derive(ColumnType, Debug, Clone, Copy, PartialEq)]
/// enum Status {
///     Open,
///     InReview,
///     #[column_type(rename = "done")]
///     Closed,
/// }
///
/// #[derive(ColumnType, Debug, Clone, Copy, PartialEq)]
/// #[column_type(integer)]
/// enum Priority {
///     Low = 1,
///     High = 10,
/// }
///
/// #[derive(ColumnType, Debug, Clone, PartialEq)]
/// struct Email(String);
///
/// #[derive(Model, Debug, PartialEq)]
/// struct Issue {
///     id: Id<Issue>,
///     reporter: Email,
///     priority: Priority,
///     #[column(default = "open")]
///     status: Status,
///     last_status: Option<Status>,
/// }
///
/// let db = Db::open_in_memory()?;
/// schema![Issue].create(&db)?;
/// assert!(schema![Issue].sql().contains(
///     r#""status" TEXT NOT NULL DEFAULT 'open' CHECK ("status" IN ('open', 'in_review', 'done'))"#,
/// ));
///
/// let reporter = Email("ann@example.com".into());
/// let mut issue = NewIssue { reporter: reporter.clone(), priority: Priority::High }.insert(&db)?;
/// assert_eq!(issue.status, Status::Open);
/// issue.status = Status::Closed;
/// issue.update(&db)?;
///
/// let closed = Issue::filter(|i| i.reporter.eq(&reporter) & i.status.in_([Status::InReview, Status::Closed]));
/// assert_eq!(closed.load(&db)?, [issue]);
///
/// // The database refuses other words. In a table without the CHECK, reading one is an error.
/// let refused = db.execute_batch("UPDATE issue SET status = 'lost'");
/// assert!(refused.is_err_and(|error| error.is_check_violation()));
/// # Ok::<(), relmodel::Error>(())
/// ```
///
/// # The attributes
///
pub use relmodel_derive::ColumnType;
/// Makes a struct with named fields a model: a row of a table, whose fields are the columns.
///
/// ```
/// use relmodel::prelude::*;
///
/// #[derive(Model, Debug, Clone, PartialEq)]
/// #[has_many(posts: Post)]
/// #[has_one(profile: Profile)]
/// pub struct User {
///     pub id: Id<User>,
///     #[unique]
///     pub email: String,
/// }
///
/// #[derive(Model, Debug, Clone, PartialEq)]
/// pub struct Profile {
///     pub id: Id<Profile>,
///     pub bio: Option<String>,
///     #[belongs_to(User)]
///     #[unique]
///     #[cascade(delete_orphan)]
///     pub user_id: Id<User>,
/// }
///
/// #[derive(Model, Debug, Clone, PartialEq)]
/// #[many_to_many(tags: Tag, through = PostTag)]
/// #[index(title, user_id)]
/// pub struct Post {
///     pub id: Id<Post>,
///     pub title: String,
///     #[column(default = 0)]
///     pub likes: i64,
///     #[belongs_to(author: User)]
///     #[cascade]
///     pub user_id: Id<User>,
/// }
///
/// #[derive(Model, Debug, Clone, PartialEq)]
/// #[many_to_many(posts: Post, through = PostTag)]
/// pub struct Tag {
///     #[key]
///     pub name: String,
/// }
///
/// #[derive(Model, Debug, Clone, PartialEq)]
/// pub struct PostTag {
///     #[key]
///     #[belongs_to(Post)]
///     #[cascade]
///     pub post_id: Id<Post>,
///     #[key]
///     #[belongs_to(tag: Tag)]
///     #[cascade]
///     pub tag_name: String,
/// }
///
/// let db = Db::open_in_memory()?;
/// schema![User].create(&db)?;
///
/// // `NewUser`, `NewPost`, …: exactly the columns that a new row must be given.
/// let ann = NewUser { email: "ann@example.com" }.insert(&db)?;
/// NewProfile { user_id: ann.id }.bio("writes").insert(&db)?;
/// let post = NewPost { title: "First", user_id: ann.id }.likes(3).insert(&db)?;
/// let rust = NewTag { name: "rust" }.insert(&db)?;
///
/// // An accessor of each relation.
/// post.tags().add(&db, &rust)?;
/// assert_eq!(post.author().load(&db)?, ann);
/// assert_eq!(ann.profile().load(&db)?.and_then(|profile| profile.bio).as_deref(), Some("writes"));
/// assert_eq!(rust.posts().filter(|p| p.likes.gt(2)).load(&db)?, [post]);
///
/// // `UserFields`, `PostFields`, …: what closures get.
/// fn popular(p: PostFields) -> Expr<bool> {
///     p.likes.gt(2)
/// }
/// let users: Vec<(User, Vec<(Post, Vec<Tag>)>, Option<Profile>)> = User::filter(|u| u.posts.any(popular))
///     .with(|u| u.posts.filter(popular).with(|p| p.tags))
///     .with(|u| u.profile)
///     .load(&db)?;
/// # assert_eq!(users.len(), 1);
/// # Ok::<(), relmodel::Error>(())
/// ```
///
/// # What it makes
///
/// | | |
/// |---|---|
/// | the trait [`Model`](trait@Model) | `User::all()`, `User::find(id)`, `user.update(&db)`, … |
/// | `UserFields` | what closures get: a [`Column`] for each field and a [`Relation`] for each relation |
/// | `NewUser` | a [`Insert`]: the columns that a new row must be given |
/// | `NewUserWith` | a `NewUser` with more columns given, by methods named after them |
/// | `UserKeys` | what [`upsert`](Insert::upsert) and its kin choose from: a [`Unique`] for the key and one for each `#[unique]`, called `a_and_b` for several columns |
/// | `user.posts()`, … | for each relation a method, its accessor: a [`Query`] for the rows that this row's relation leads to |
///
/// # What a relation loads
///
/// | relation | `user.posts().load(&db)?` gives, and `.with(\|u\| u.posts)` adds | written by |
/// |---|---|---|
/// | `has_many`, `many_to_many` | `Vec<Post>` | [`add`](Query::add), [`remove`](Query::remove), [`replace`](Query::replace), … |
/// | `has_one` | `Option<Profile>` | the same |
/// | these with a `where`, and paths | as above | nothing: they are only read |
/// | `belongs_to`, by a key that is an `Option`, or with `constraint = false` | `Option<User>` | its field, and [`update`](Model::update) |
/// | `belongs_to`, by another key | `User` | the same |
///
/// [`Query`] says what runs an accessor, and [`Loading`] what refines a relation for [`with`](Query::with).
///
/// # The attributes
///
pub use relmodel_derive::Model;
/// Makes a struct a projection, a named shape of what is loaded: its fields are columns, relations as other projections, or expressions.
///
/// ```
/// # use relmodel::prelude::*;
/// # #[derive(Model, Debug, PartialEq)] #[has_many(posts: Post)] struct User { id: Id<User>, name: String, email: String }
/// # #[derive(Model, Debug, PartialEq)] struct Post { id: Id<Post>, title: String, #[belongs_to(author: User)] user_id: Id<User> }
/// #[derive(Projection, Debug, PartialEq)]
/// #[projection(User)]
/// struct AuthorPage {
///     name: String,
///     posts: Vec<PostCard>,
///     #[projection(|u| u.posts.order_by(|p| p.id.desc()).limit(1))]
///     newest: Vec<PostCard>,
/// }
///
/// #[derive(Projection, Debug, PartialEq)]
/// #[projection(Post)]
/// struct PostCard {
///     title: String,
/// }
///
/// # let db = Db::open_in_memory()?;
/// # schema![User].create(&db)?;
/// # let ann = NewUser { name: "ann", email: "a@x" }.insert(&db)?;
/// # NewPost { title: "Rust", user_id: ann.id }.insert(&db)?;
/// let (pages, statements) = db.count_statements(|| User::all().project::<AuthorPage>().load(&db));
/// assert_eq!(pages?[0].posts[0].title, "Rust");
/// assert_eq!(statements, 3); // the users, and one for each relation
/// # Ok::<(), relmodel::Error>(())
/// ```
///
/// Only the columns that are needed are read. What does not fit, such as a `Vec` for a relation to one row, does not compile, and the error stands at the field.
/// So does a projection that contains itself.
///
/// # The attributes
///
pub use relmodel_derive::Projection;
#[cfg(feature = "json")]
pub use value::Json;
pub use value::{AnyValue, ColumnType, Id, Mismatch, Type, Value, ValueRef};
pub use write::{Give, Insert, Unique};
