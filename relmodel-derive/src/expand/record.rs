//! `Record`: how a model is read, described and written.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::{column_type, description, door, parameter, plain};
use crate::ir::{Given, Model};
use crate::naming;

/// Expands to:
///
/// ```text
/// impl P::Record for Post { .. }
/// impl P::HasKey for Post { type Key = Id<Post>; }
/// ```
///
/// without the second for a model that has no key.
pub(super) fn impls(model: &Model) -> TokenStream {
    let p = door(Span::call_site());
    let ident = &model.ident;
    let fields_ident = &model.names.fields;
    let key = key(model);
    let description = description::expand(model);
    let decode = decode(model);
    let fields = fields(model);
    let value = value(model);
    let has_key = (!model.key.columns.is_empty()).then(|| {
        quote! {
            impl #p::HasKey for #ident {
                type Key = #key;
            }
        }
    });
    quote! {
        impl #p::Record for #ident {
            type Fields = #fields_ident;
            #description
            #fields
            #decode
            #value
        }
        #has_key
    }
}

/// Expands to:
///
/// ```text
/// fn decode(row: &mut P::Reader<'_>) -> P::Result<Self> {
///     ::core::result::Result::Ok(Self { id: row.get(<Id<Post> as P::ColumnType>::from_sql)?, .. })
/// }
/// ```
fn decode(model: &Model) -> TokenStream {
    let p = door(Span::call_site());
    let row = parameter("row", model, model.ident.span());
    let columns = model.columns.iter().map(|column| {
        let (name, at) = (&column.ident, column.ty.span);
        let (row, from_sql) = (parameter("row", model, at), column_type(column, "from_sql"));
        let value = quote_spanned!(at=> #row.get(#from_sql)?);
        quote!(#name: #value)
    });
    if is_refused(model) {
        return quote!(fn decode(_: &mut #p::Reader<'_>) -> #p::Result<Self> { loop {} });
    }
    quote! {
        fn decode(#row: &mut #p::Reader<'_>) -> #p::Result<Self> {
            ::core::result::Result::Ok(Self { #(#columns),* })
        }
    }
}

/// Whether a field was refused as a column: reading and writing it would say that again.
fn is_refused(model: &Model) -> bool {
    let mut columns = model.columns.iter();
    columns.any(|column| column.given == Given::Never)
}

/// The type of the key, or a tuple for several columns.
fn key(model: &Model) -> TokenStream {
    match &*model.key.types {
        [only] => quote!(#only),
        several => quote!((#(#several),*)),
    }
}

/// Expands to:
///
/// ```text
/// fn fields(scope: P::Scope) -> Self::Fields {
///     PostFields { id: P::Column::new(scope, 0), author: P::Relation::new(scope) }
/// }
/// ```
fn fields(model: &Model) -> TokenStream {
    let p = door(Span::call_site());
    let fields = &model.names.fields;
    let scope = naming::local("scope");
    let columns = model.columns.iter().map(|column| {
        let (name, number) = (&column.ident, plain(column.number));
        quote!(#name: #p::Column::new(#scope, #number))
    });
    let relations = model.relations.iter().map(|relation| {
        let name = &relation.ident;
        quote!(#name: #p::Relation::new(#scope))
    });
    quote! {
        fn fields(#scope: #p::Scope) -> Self::Fields {
            #fields { #(#columns,)* #(#relations,)* }
        }
    }
}

/// Expands to:
///
/// ```text
/// fn value(&self, column: u16) -> P::Value<'_> {
///     match column {
///         0u16 => <Id<Post> as P::ColumnType>::to_value(&self.id),
///         _ => <String as P::ColumnType>::to_value(&self.title),
///     }
/// }
/// ```
fn value(model: &Model) -> TokenStream {
    let p = door(Span::call_site());
    let number = naming::local("column");
    let last = model.columns.len().saturating_sub(1);
    let arms = model.columns.iter().enumerate().map(|(index, column)| {
        let name = &column.ident;
        let pattern = if index == last {
            quote!(_)
        } else {
            let number = Literal::u16_suffixed(column.number);
            quote!(#number)
        };
        let to_value = column_type(column, "to_value");
        let field = quote!(&self.#name);
        let value = quote_spanned!(column.ty.span=> #to_value(#field));
        quote!(#pattern => #value)
    });
    if is_refused(model) {
        return quote!(fn value(&self, _: u16) -> #p::Value<'_> { loop {} });
    }
    quote! {
        fn value(&self, #number: u16) -> #p::Value<'_> {
            match #number { #(#arms,)* }
        }
    }
}
