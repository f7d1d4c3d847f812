//! `NewPost`: the columns that a new row must be given, and setters for those it may be.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::{allowed, column_type, door, parameter, respanned};
use crate::ir::{Column, Given, Model};
use crate::naming;

/// Expands to:
///
/// ```text
/// pub struct NewPost<'a> {
///     pub title: <String as P::ColumnType>::Given<'a>,
/// }
/// pub struct NewPostWith<'a>(P::Draft<'a, Post>);
/// ```
///
/// The second only if there are optional columns.
pub(super) fn items(model: &Model) -> TokenStream {
    let p = &model.private;
    let (ident, visibility) = (&model.ident, &model.visibility);
    let (new, new_row) = (&model.names.new, &model.names.new_row);
    let lifetime = lifetime(model);
    let allowed = allowed(model);
    let doc = doc(model);
    let must_use = quote!(#[must_use = "a new row is in no table until it is inserted"]);
    let fields = columns(model, Given::Required).map(|column| {
        let (visibility, name, ty) = (&column.visibility, &column.ident, &column.ty);
        let at = ty.span;
        let p = respanned(p, at);
        let given = quote_spanned!(at=> <#ty as #p::ColumnType>::Given<'a>);
        quote!(#visibility #name: #given)
    });
    let row = has(model, Given::Optional).then(|| {
        let doc = format!(" A [`{new}`] with more of its columns given.");
        quote! {
            #[doc = #doc]
            #allowed
            #must_use
            #visibility struct #new_row<'a>(#p::Draft<'a, #ident>);
        }
    });
    quote! {
        #[doc = #doc]
        #allowed
        #must_use
        #visibility struct #new #lifetime { #(#fields,)* }
        #row
    }
}

fn doc(model: &Model) -> String {
    let must = format!(" The columns that a new [`{}`] must be given.", model.ident);
    let setters: Vec<String> = columns(model, Given::Optional)
        .map(|column| format!("`.{}(…)`", naming::text(&column.ident)))
        .collect();
    match &*setters {
        [] => must,
        setters => format!("{must} Setters give more: {}.", setters.join(", ")),
    }
}

/// Expands to:
///
/// ```text
/// impl<'a> P::Insert<'a> for NewPost<'a> {
///     type Model = Post;
///     fn give(new_row: Self, row: &mut P::NewValues<'a>) {
///         row.give(1u16, <String as P::ColumnType>::given(new_row.title));
///     }
/// }
/// ```
///
/// and, if there are optional columns, what [`setters`] emits.
pub(super) fn impls(model: &Model) -> TokenStream {
    let p = door(Span::call_site());
    let (ident, new) = (&model.ident, &model.names.new);
    let lifetime = lifetime(model);
    let row = naming::local("row");
    let gives = columns(model, Given::Required).map(|column| {
        let number = Literal::u16_suffixed(column.number);
        let at = column.ty.span;
        let given = column_type(column, "given");
        // All of it blamed at the type, so that one that can't be a column is blamed there and only once.
        let (new, mut name) = (parameter("new_row", model, at), column.ident.clone());
        name.set_span(name.span().located_at(at));
        quote_spanned!(at=> #row.give(#number, #given(#new.#name));)
    });
    let arguments = if has(model, Given::Required) {
        let new = parameter("new_row", model, ident.span());
        quote!(#new: Self, #row)
    } else {
        quote!(_: Self, _)
    };
    let setters = has(model, Given::Optional).then(|| setters(model));
    quote! {
        impl<'a> #p::Insert<'a> for #new #lifetime {
            type Model = #ident;
            fn give(#arguments: &mut #p::NewValues<'a>) {
                #(#gives)*
            }
        }
        #setters
    }
}

/// Expands to:
///
/// ```text
/// impl<'a> NewPost<'a> { .. }
/// impl<'a> NewPostWith<'a> { .. }
/// impl<'a> P::Insert<'a> for NewPostWith<'a> {
///     type Model = Post;
///     fn give(new_row: Self, row: &mut P::NewValues<'a>) {
///         new_row.0.give(row);
///     }
/// }
/// ```
fn setters(model: &Model) -> TokenStream {
    let p = door(Span::call_site());
    let (ident, new, new_row) = (&model.ident, &model.names.new, &model.names.new_row);
    let lifetime = lifetime(model);
    let (row, new_ident) = (naming::local("row"), naming::local("new_row"));
    let first = columns(model, Given::Optional).map(|column| first_setter(model, column));
    let further = columns(model, Given::Optional).map(setter);
    quote! {
        impl #lifetime #new #lifetime {
            #(#first)*
        }
        impl<'a> #new_row<'a> {
            #(#further)*
        }
        impl<'a> #p::Insert<'a> for #new_row<'a> {
            type Model = #ident;
            fn give(#new_ident: Self, #row: &mut #p::NewValues<'a>) {
                #new_ident.0.give(#row);
            }
        }
    }
}

/// Expands to:
///
/// ```text
/// pub fn subtitle(self, value: impl P::Give<'a, Option<String>>) -> NewPostWith<'a> {
///     NewPostWith(P::Draft::new(self)).subtitle(value)
/// }
/// ```
fn first_setter(model: &Model, column: &Column) -> TokenStream {
    let new_row = &model.names.new_row;
    let (visibility, name, ty) = (&column.visibility, &column.ident, &column.ty);
    let value = naming::local("value");
    let doc = format!(" Sets `{}`; `None` leaves it out.", naming::text(name));
    let lifetime = (!has(model, Given::Required)).then(|| quote!(<'a>));
    let at = ty.span;
    let p = door(at);
    let give = quote_spanned!(at=> #p::Give<'a, #ty>);
    quote! {
        #[doc = #doc]
        #visibility fn #name #lifetime(self, #value: impl #give) -> #new_row<'a> {
            #new_row(#p::Draft::new(self)).#name(#value)
        }
    }
}

/// Expands to:
///
/// ```text
/// pub fn subtitle(self, value: impl P::Give<'a, Option<String>>) -> Self {
///     Self(self.0.set(2u16, value))
/// }
/// ```
fn setter(column: &Column) -> TokenStream {
    let (visibility, name, ty) = (&column.visibility, &column.ident, &column.ty);
    let number = Literal::u16_suffixed(column.number);
    let value = naming::local("value");
    let at = ty.span;
    let p = door(at);
    let give = quote_spanned!(at=> #p::Give<'a, #ty>);
    quote! {
        #visibility fn #name(self, #value: impl #give) -> Self {
            Self(self.0.set(#number, #value))
        }
    }
}

/// `<'a>`, or nothing when no column is required: there is nothing to borrow then.
fn lifetime(model: &Model) -> Option<TokenStream> {
    has(model, Given::Required).then(|| quote!(<'a>))
}

fn has(model: &Model, given: Given) -> bool {
    columns(model, given).next().is_some()
}

fn columns(model: &Model, given: Given) -> impl Iterator<Item = &Column> {
    let columns = model.columns.iter();
    columns.filter(move |column| column.given == given)
}
