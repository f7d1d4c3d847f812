//! The derive macros of relmodel. Use them through the crate `relmodel`, whose guide shows them
//! at work; this crate holds nothing else.

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

/// Makes a struct with named fields a model: a row of a table, whose fields are the columns.
///
/// ```ignore
/// use relmodel::prelude::*;
///
/// #[derive(Model, Debug, Clone, PartialEq)]
/// #[has_many(posts: Post)]
/// pub struct User {
///     pub id: Id<User>,
///     #[unique]
///     pub email: String,
/// }
///
/// #[derive(Model, Debug, Clone, PartialEq)]
/// pub struct Post {
///     pub id: Id<Post>,
///     pub title: String,
///     #[belongs_to(author: User)]
///     #[cascade(delete_orphan)]
///     pub user_id: Id<User>,
/// }
/// ```
///
/// Beside the struct stand `UserFields`, which closures in queries get (`|u| u.posts`), and
/// `NewUser`, which has exactly the columns that a new row must be given. Each relation is also a
/// method of the struct (`user.posts()`): a query over what belongs to one row.
///
/// A mistake is an error at the token to change; all mistakes of a struct are reported together.
///
/// # The model
///
/// | above the struct | |
/// |---|---|
/// | `#[model(table = "people")]` | the table's name; else the struct's in snake_case: `UserProfile` is in `user_profile` |
/// | `#[model(new = "UserInsert")]` | what `NewUser` is called instead |
/// | `#[model(crate = my::relmodel)]` | where the crate `relmodel` is, if it is renamed or re-exported |
/// | `#[unique(a, b)]`, `#[index(a, b)]` | an index over several columns, by their fields' names |
///
/// # Columns
///
/// | above a field | |
/// |---|---|
/// | `#[key]` | the key, or with others a part of it; a field named `id` is the key when none is marked. A key spelled `Id<ThisModel>` is assigned by SQLite |
/// | `#[key(auto)]` | the key, assigned by SQLite, of any type that is an integer |
/// | `#[unique]`, `#[index]` | an index over this column |
/// | `#[column(name = "e-mail")]` | the column's name in the database; else the field's |
/// | `#[column(default = 0)]` | what a new row gets that is not given the column: a number, a text, a bool, `now`, or `sql("…")` for an expression of SQLite |
///
/// A column of a type spelled `Option<…>`, one with a default and a key that SQLite assigns are
/// not required: `NewUser` lacks them. The first two are given by methods of their name:
/// `NewUser { email }.bio("…")`.
///
/// # Relations
///
/// All are declared as `name: Model`, where `Self` is this model, then options. A visibility may
/// come first, `#[has_many(pub(crate) logs: Log)]`; else a relation is as visible as the struct.
///
/// | | |
/// |---|---|
/// | `#[belongs_to(author: User)]` | above the field that holds the key of a `User`, or an `Option` of it |
/// | `#[belongs_to(User)]` | the same, named after the field: `user` above `user_id` |
/// | `#[has_many(posts: Post)]` | above the struct: the rows of `Post` that belong to this |
/// | `#[has_one(profile: Profile)]` | the same, when the key in `Profile` is unique |
/// | `#[many_to_many(tags: Tag, through = PostTag)]` | above the struct: the rows of `Tag` that rows of `PostTag` link with this; `PostTag` is a model that belongs to both |
///
/// When the other model has several keys to this one, `inverse = author` names the `belongs_to`
/// that is meant; in a `many_to_many`, `from = …` names the one that leads here and `to = …` the
/// one that leads to the target.
///
/// Beside `belongs_to` stands what happens when the row that is pointed at goes:
///
/// | | |
/// |---|---|
/// | nothing | it can't be deleted while rows point at it |
/// | `#[cascade]` | these rows are deleted with it |
/// | `#[cascade(delete_orphan)]` | so they are when they are taken from its collection |
/// | `#[cascade(update)]` | these rows follow when its key changes; alone or with the others |
/// | `#[belongs_to(User, on_delete = set_null)]` | keys become NULL; also `restrict`, `set_default`, `no_action`, `cascade`, and the same for `on_update` |
#[proc_macro_derive(
    Model,
    attributes(
        belongs_to,
        cascade,
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

/// The stages. What could be understood is expanded, errors or not, so that a mistake in a model
/// is not reported again by everything that uses it.
fn model(input: DeriveInput, errors: &mut Errors) -> TokenStream {
    ast::Model::read(input, errors)
        .and_then(|written| check::model(&written, errors))
        .map(|model| expand::model(&model))
        .unwrap_or_default()
}
