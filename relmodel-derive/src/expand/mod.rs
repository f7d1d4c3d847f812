//! A checked model → the tokens of its expansion. Nothing here can fail.
//!
//! Each file emits one kind of item and shows it in a comment, where `P` is the runtime's door for
//! generated code. Types of the user's keep their own spans, so that rustc blames the type that
//! was written.

mod accessors;
mod assertions;
mod column_type;
mod description;
mod fields;
mod keys;
mod new;
mod projection;
mod record;
mod relations;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

pub(crate) use self::column_type::own_type;
pub(crate) use self::projection::projection;
use crate::ir::{Column, Kind, Model, Relation, Ty};

/// Expands to:
///
/// ```text
/// pub struct PostFields { .. }
/// pub struct PostKeys { .. }
/// pub struct NewPost<'a> { .. }
/// pub struct NewPostWith<'a>(..);
/// const _: () = {
///     use ::relmodel::__private as __p;
///     impl __p::Record for Post { .. }
///     ..
/// };
/// ```
///
/// The `const` gives the door a short name that nothing outside can see or clash with; items that
/// the user names stand beside the model.
pub(crate) fn model(model: &Model) -> TokenStream {
    let (private, door) = (&model.private, door(Span::call_site()));
    let names = names(model);
    let beside = [
        Some(fields::item(model)),
        keys::item(model),
        Some(new::items(model)),
    ];
    let beside = beside.iter().flatten();
    let within = [
        Some(fields::impls(model)),
        Some(record::impls(model)),
        keys::impls(model),
        Some(relations::impls(model)),
        Some(accessors::impls(model)),
        Some(new::impls(model)),
        Some(assertions::items(model)),
    ];
    let within = within.iter().flatten();
    quote! {
        #(#beside)*
        #[allow(dead_code, deprecated, missing_docs, private_interfaces, unused_qualifications)]
        #names
        const _: () = {
            use #private as #door;
            #(#within)*
        };
    }
}

/// The runtime's door for generated code, as it is called inside the `const`: everything that
/// blames a token of the user's must begin there.
fn door(at: Span) -> Ident {
    Ident::new("__p", at)
}

/// Lets a closure of an attribute only call a function. Clippy would put the function's name in its place, which no attribute takes.
fn closure_lints() -> TokenStream {
    quote!(#[allow(clippy::redundant_closure, clippy::redundant_closure_for_method_calls)])
}

/// The tokens, blamed at another place.
fn respanned(tokens: &TokenStream, at: Span) -> TokenStream {
    let tokens = tokens.clone().into_iter();
    tokens
        .map(|mut tree| {
            tree.set_span(at);
            tree
        })
        .collect()
}

/// A parameter of a generated function, where what is made of it is blamed at a token of the
/// user's. Its name is always resolved where the model's is: resolved at the token it would be
/// another name if that comes out of a macro.
fn parameter(name: &str, model: &Model, at: Span) -> Ident {
    parameter_of(name, &model.ident, at)
}

/// As [`parameter`], of a type of this name.
fn parameter_of(name: &str, ident: &Ident, at: Span) -> Ident {
    Ident::new(name, ident.span().located_at(at))
}

/// `<String as P::ColumnType>::from_sql`, all of it blamed at the type: rustc reports a type that
/// can't be a column at each use, and merges the reports only if they are equal to the letter.
fn column_type(column: &Column, item: &str) -> TokenStream {
    projection_of(&column.ty, "ColumnType", item)
}

/// `<String as P::Trait>::item`, all of it blamed at the type.
fn projection_of(ty: &Ty, of: &str, item: &str) -> TokenStream {
    let at = ty.span;
    let (p, of, item) = (door(at), Ident::new(of, at), Ident::new(item, at));
    let ty = respanned(&ty.tokens, at);
    quote_spanned!(at=> <#ty as #p::#of>::#item)
}

impl ToTokens for Ty {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.tokens.to_tokens(tokens);
    }
}

/// `, PostTag` where a relation goes through a model: its types name every model that it touches.
fn through(relation: &Relation) -> Option<TokenStream> {
    match &relation.kind {
        Kind::ManyToMany { through, .. } => Some(quote!(, #through)),
        Kind::BelongsTo(_) | Kind::HasMany(_) | Kind::HasOne(_) | Kind::Path(_) => None,
    }
}

/// A number whose type the place where it stands decides.
fn plain(number: u16) -> Literal {
    Literal::u16_unsuffixed(number)
}

/// The type, or the tuple of several, or `()` for none; all of it blamed at a token of the user's.
fn tuple<'a>(types: impl IntoIterator<Item = &'a Ty>, at: Span) -> TokenStream {
    let types = types.into_iter().map(|ty| respanned(&ty.tokens, at));
    match &*types.collect::<Vec<_>>() {
        [only] => only.clone(),
        several => quote_spanned!(at=> (#(#several),*)),
    }
}

/// `&[0, 2]`
fn numbers(numbers: &[u16]) -> TokenStream {
    let numbers = numbers.iter().copied().map(plain);
    quote!(&[#(#numbers),*])
}

/// What lints of the user's may not say of items that are not the user's.
fn allowed(model: &Model) -> TokenStream {
    let names = names(model);
    quote! {
        #[allow(dead_code, missing_docs, missing_debug_implementations, private_interfaces)]
        #names
    }
}

/// What lints say of a field's name they say once, above the model.
fn names(model: &Model) -> Option<TokenStream> {
    let is_unusual = |column: &Column| column.ident.to_string().contains(char::is_uppercase);
    let mut columns = model.columns.iter();
    columns
        .any(is_unusual)
        .then(|| quote!(#[allow(non_snake_case)]))
}
