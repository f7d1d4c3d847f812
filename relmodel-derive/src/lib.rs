//! The derive macros of relmodel. Use them through the crate `relmodel`: the page of its derive
//! `Model` has a program with all kinds of relations, and says what is made beside a model.

#![forbid(unsafe_code)]

mod ast;
mod attr;
mod check;
mod errors;
mod expand;
mod ir;
mod naming;
mod suggest;
#[cfg(test)]
mod tests;

use errors::Errors;
use proc_macro2::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Makes a struct with named fields a model, by these attributes of the struct and of its fields.
/// A mistake is an error at the token to change; all mistakes of a struct are reported together.
///
/// # The model
///
/// | above the struct | |
/// |---|---|
/// | `#[model(table = "people")]` | the table's name; else the struct's in snake_case: `UserProfile` is in `user_profile` |
/// | `#[model(new = "UserInsert")]` | what `NewUser` is called instead |
/// | `#[model(keyless)]` | the table has no key: its rows are read and joined, and hold foreign keys, but what goes by a key (`find`, `update`, `delete`, `reload`, collections of them) does not compile |
/// | `#[model(view)]` | it is a view: a schema that reaches it does not make it. Without `#[key]` it is `keyless` |
/// | `#[model(crate = my::relmodel)]` | where the crate `relmodel` is, if it is renamed or re-exported |
/// | `#[unique(a, b)]`, `#[index(a, b)]` | an index over several columns, by their fields' names |
/// | `#[check("starts < ends")]` | a condition in SQL that every row meets, put into the DDL as it is written: columns have their names in the database. There may be several |
///
/// # Columns
///
/// | above a field | |
/// |---|---|
/// | `#[key]`, `#[key(auto)]`, `#[key(autoincrement)]` | the key: see below |
/// | `#[unique]`, `#[index]` | an index over this column. A foreign key has one in any case |
/// | `#[column(name = "e-mail")]` | the column's name in the database; else the field's |
/// | `#[check("price >= 0")]` | a condition in SQL that this column's values meet, as above the struct |
/// | `#[column(collate = "NOCASE")]` | how SQLite compares and orders the column's text, in `eq` and `order_by`, too: here without regard to the case of ASCII letters. `contains`, `starts_with` and `ends_with` match as Rust does all the same |
/// | `#[column(sql_type = "ANY")]` | the declared type, `INTEGER`, `REAL`, `TEXT`, `BLOB` or `ANY`; else that of the field's type |
/// | `#[column(default = 0)]` | what a new row gets that is not given the column: a number, a text, a bool, `now` (for date-times, by the clock of the program), or `sql("…")` for an expression of SQLite |
/// | `#[column(default_with = Uuid::new_v4)]` | the same from a function of the program, which is called for each new row that is not given the column, and gives a value of the field's type. The database knows nothing of it: other programs must give the column |
/// | `#[column(generated = "price * quantity")]` | a column that SQLite computes from others, when it is read; `generated = stored("…")` when they change. No program writes it: see below |
///
/// Columns are of the integer types, `f32`, `f64`, `bool`, `String`, `Vec<u8>`, `Id<Model>`, `AnyValue` for values of any storage class, with features of relmodel of the date-times of
/// `jiff`, `chrono` or `time`, of `Uuid`, `Decimal` and `Json<T>`, of types with [`derive(ColumnType)`](derive@ColumnType), or of an `Option` of these; the trait `ColumnType` lists them. A row holds no other rows: `posts: Vec<Post>` is not a field but the relation `#[has_many(posts: Post)]`.
///
/// `NewUser` has a field for each column but those with a type spelled `Option<…>`, those with a default, and a key that SQLite assigns.
/// The first two are given by methods of their name: `NewUser { email }.bio("…")`.
///
/// A generated column is part of a row, but not of `NewUser`. An insert gives it back as SQLite computed it, and `update` leaves it out:
/// after one the row at hand still has the old value, and `reload` reads the new one. It can be asked, ordered by and indexed as others.
/// The expression is put into the DDL as it is written: columns have their names in the database.
///
/// # The key
///
/// A field named `id` is the key when none is marked. Who gives a new row its key?
///
/// | the field | a new row's key |
/// |---|---|
/// | `id: Id<User>` or `id: Id<Self>`, in `User` | is assigned by SQLite |
/// | `#[key(auto)] id: i64`, or another integer | is assigned by SQLite |
/// | `#[key(autoincrement)] id: Id<User>`, or an integer | is assigned by SQLite, and is never that of a row that was deleted |
/// | `id: i64`, `#[key] id: i64` | is given by the program: `NewUser` has the field `id` |
/// | `#[key] name: String`, or any other type | is given by the program |
/// | `#[key] #[column(default_with = Uuid::new_v4)] id: Uuid` | is made by the function, unless the program gives it: `NewUser { … }.id(id)` |
/// | `#[key]` above several fields | is given by the program: together they are the key, and a tuple in `find((a, b))` |
///
/// Without `autoincrement` SQLite gives the number of the last row again after that row was deleted. With it the highest number
/// so far is kept in the database, at the price of one more write for each insert.
///
/// # Relations
///
/// All are declared as `name: Model`, where `Self` is this model, then options. A visibility may
/// come first, `#[has_many(pub(crate) logs: Log)]`; else a relation is as visible as the struct.
///
/// | | | options |
/// |---|---|---|
/// | `#[belongs_to(author: User)]` | above the field that holds the key of a `User`, or an `Option` of it | `references`, `constraint`, `on_delete`, `on_update` |
/// | `#[belongs_to(User)]` | the same, named after the field: `user` above `user_id` | as above |
/// | `#[belongs_to(city: City, key = (name, country))]` | above the struct: a key of several columns, in the order of what it refers to. Other keys may share columns with it | as above |
/// | `#[has_many(posts: Post)]` | above the struct: the rows of `Post` that belong to this | `inverse`, `where`, `order` |
/// | `#[has_many(comments: Comment, through = posts.comments)]` | above the struct: the rows of `Comment` that these relations lead to, one after the other, each row once. It is only read | `where`, `order` |
/// | `#[has_one(profile: Profile)]` | as `has_many`, when the key in `Profile` is `#[unique]`, or holds columns that are | `inverse`, `where` |
/// | `#[many_to_many(tags: Tag, through = PostTag)]` | above the struct: the rows of `Tag` that rows of `PostTag` link with this; `PostTag` is a model that belongs to both | `from`, `to`, `where`, `order` |
///
/// | option | |
/// |---|---|
/// | `inverse = author` | names the `belongs_to` that is meant, when the other model has several to this one |
/// | `from = follower`, `to = followed` | in a `many_to_many`, name the `belongs_to` of the through-model that leads here, and the one that leads to the target, when there are several |
/// | `where = \|p\| p.likes.gt(9)` | only the rows for which this holds, wherever the relation goes; it is only read. A `has_one` needs no unique key then, but that several rows are found is an error, `is_not_single` |
/// | `order = \|p\| p.id.desc()` | how the rows are ordered, as by `order_by`, which replaces it |
/// | `through = posts.comments.author` | a path: names of relations, the first of this model, the next of the one that it leads to. They may be of any kind, but not paths themselves |
/// | `references = email` | the key refers to this `#[unique]` field of the other model, or to `(a, b)` of a `#[unique(a, b)]`, instead of to its key |
/// | `constraint = false` | the database does not enforce the key, and does nothing when its row goes. It may point at no row, and that is none: the relation leads to an `Option` |
/// | `on_delete = …`, `on_update = …` | see below |
///
/// A key leads to an `Option` when one of its columns is an `Option`: if that is NULL, to none, whatever the others hold.
/// It has at most eight columns. The page "Relations in full" of the guide shows all of this at work, with the SQL.
///
/// `#[belongs_to(Tag)]` takes its name from a field that ends in `_id`, and from no other: above a key that is a text
/// write the name, `#[belongs_to(tag: Tag)]`. That field can't be called `tag` itself, since columns and relations stand
/// side by side in `PostTagFields`: call it `tag_name`.
///
/// Two models may belong to each other, and each require the other: a store its manager, and every member of the staff a store.
/// Then neither row can be the first, as long as each statement is checked. In a transaction with
/// `tx.defer_foreign_keys()?` they are checked at its end. An `Option` on one side does without.
///
/// # When a row goes
///
/// What happens to the rows that point at it is said beside their `belongs_to`, not beside the `has_many`.
/// Above the struct, `#[cascade]` is said of the `belongs_to` before it.
///
/// | | |
/// |---|---|
/// | nothing | it can't be deleted while rows point at it |
/// | `#[cascade]` | these rows are deleted with it |
/// | `#[cascade(delete_orphan)]` | they are, and also when they are taken out of its collection |
/// | `#[cascade(update)]` | these rows follow when its key changes, which `db.execute_batch` or another program does; alone or with the others: `#[cascade(delete_orphan, update)]` |
/// | `#[belongs_to(User, on_delete = set_null)]` | their keys become NULL; each column of one must be an `Option` |
/// | `on_delete = …`, `on_update = …` | `cascade`, `set_null`, `restrict`, `set_default` or `no_action`, as SQLite means them |
#[proc_macro_derive(
    Model,
    attributes(
        belongs_to,
        cascade,
        check,
        column,
        has_many,
        has_one,
        index,
        key,
        many_to_many,
        model,
        unique
    )
)]
pub fn derive_model(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let mut errors = Errors::default();
    let expansion = model(input, &mut errors);
    [errors.to_tokens(), expansion]
        .into_iter()
        .collect::<TokenStream>()
        .into()
}

/// Makes an enum without fields, or a struct around one column type, a type that a model's field can have.
///
/// | | is stored as |
/// |---|---|
/// | `struct Email(String);` | what it is around, in a column of that type |
/// | `enum Status { Open, InReview }` | a text, the variant's name in snake_case: `'in_review'` |
/// | `#[column_type(rename = "done")]` above a variant | this text instead |
/// | `#[column_type(integer)]` above the enum | an integer, the variant's discriminant: 3 for `High = 3` |
/// | `#[column_type(crate = my::relmodel)]` above the type | as before; the crate `relmodel` is there, if it is renamed or re-exported |
///
/// An enum's column has a CHECK with these values in the DDL. Another value, which a table of another program may hold,
/// is an error when it is read, that names model, column and value: `is_decode`.
///
/// Such a type stands wherever a column type does: in `Option<Status>`, `#[key] code: CountryCode` and the foreign keys that point at it,
/// `.eq(Status::Open)`, `.in_([…])`, and `#[column(default = "open")]`, a text or an integer as it is stored. `New…` structs take it by value.
/// A struct around a `String` is asked as text: `u.email.ends_with("@example.com")` takes a `&str`, as `contains`, `starts_with` and `like` do.
#[proc_macro_derive(ColumnType, attributes(column_type))]
pub fn derive_column_type(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let mut errors = Errors::default();
    let expansion = column_type(&input, &mut errors);
    [errors.to_tokens(), expansion]
        .into_iter()
        .collect::<TokenStream>()
        .into()
}

/// The stages, as those of a model.
fn column_type(input: &DeriveInput, errors: &mut Errors) -> TokenStream {
    ast::OwnType::read(input, errors)
        .map(|written| expand::own_type(&check::own_type(&written, errors)))
        .unwrap_or_default()
}

/// Makes a struct with named fields a projection: its fields say what is loaded of a model.
///
/// | above the struct | |
/// |---|---|
/// | `#[projection(User)]` | the model |
/// | `#[projection(User, crate = my::relmodel)]` | as before; the crate `relmodel` is there, if it is renamed or re-exported |
///
/// | a field | is filled by |
/// |---|---|
/// | `username: String` | the column of its name, of the same type |
/// | `posts: Vec<PostCard>` | the to-many relation of its name: each row as a projection of the relation's target, which a model is, too |
/// | `profile: Option<ProfileCard>` | the relation of its name to one row or none |
/// | `author: UserCard` | the relation of its name to one row |
/// | `#[projection(\|u\| u.posts.order_by(\|p\| p.id.desc()).limit(3))] recent: Vec<PostCard>` | what the closure gives: a relation, refined or not |
/// | `#[projection(\|u\| u.posts.count())] post_count: i64` | or a column or an expression of the field's type |
/// | `#[projection(flatten)] names: UserNames` | another projection of the same model; the model itself is the whole row |
#[proc_macro_derive(Projection, attributes(projection))]
pub fn derive_projection(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let mut errors = Errors::default();
    let expansion = projection(&input, &mut errors);
    [errors.to_tokens(), expansion]
        .into_iter()
        .collect::<TokenStream>()
        .into()
}

/// The stages, as those of a model.
fn projection(input: &DeriveInput, errors: &mut Errors) -> TokenStream {
    ast::Projection::read(input, errors)
        .and_then(|written| check::projection(&written, errors))
        .map(|projection| expand::projection(&projection))
        .unwrap_or_default()
}

/// The stages. What could be understood is expanded, errors or not, so that a mistake in a model
/// is not reported again by everything that uses it.
fn model(input: DeriveInput, errors: &mut Errors) -> TokenStream {
    ast::Model::read(input, errors)
        .and_then(|written| check::model(&written, errors))
        .map(|model| expand::model(&model))
        .unwrap_or_default()
}
