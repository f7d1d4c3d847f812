//! `Part`, `Row` and `Record`: how a model is read, described and written.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::{description, door, plain};
use crate::ir::Model;
use crate::naming;

/// Expands to:
///
/// ```text
/// impl P::Part for Post { .. }
/// impl P::Row for Post {}
/// impl P::Record for Post { .. }
/// ```
pub(super) fn impls(model: &Model) -> TokenStream {
    let p = door(Span::call_site());
    let ident = &model.ident;
    let fields_ident = &model.names.fields;
    let key = key(model);
    let part = part(model);
    let def = description::expand(model);
    let fields = fields(model);
    let value = value(model);
    quote! {
        #part
        impl #p::Row for #ident {}
        #[automatically_derived]
        impl #p::Record for #ident {
            type Fields = #fields_ident;
            type Key = #key;
            #def
            #fields
            #value
        }
    }
}

/// Expands to:
///
/// ```text
/// impl P::Part for Post {
///     const WIDTH: usize = 2usize;
///     fn decode(row: &mut P::Reader<'_>) -> P::Result<Self> {
///         ::core::result::Result::Ok(Self { id: row.get()?, title: row.get()? })
///     }
/// }
/// ```
fn part(model: &Model) -> TokenStream {
    let p = door(Span::call_site());
    let ident = &model.ident;
    let width = Literal::usize_suffixed(model.columns.len());
    let row = naming::local("row");
    let columns = model.columns.iter().map(|column| {
        let name = &column.ident;
        let at = column.ty.span;
        let get = quote_spanned!(at=> .get()?);
        quote!(#name: #row #get)
    });
    quote! {
        #[automatically_derived]
        impl #p::Part for #ident {
            const WIDTH: usize = #width;
            fn decode(#row: &mut #p::Reader<'_>) -> #p::Result<Self> {
                ::core::result::Result::Ok(Self { #(#columns),* })
            }
        }
    }
}

/// The type of the key, or the tuple of types.
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
///         0u16 => P::ColumnType::to_value(&self.id),
///         _ => P::ColumnType::to_value(&self.title),
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
        // `self` is only known to tokens that are generated, too.
        let at = naming::generated(column.ty.span);
        let p = door(at);
        let value = quote_spanned!(at=> #p::ColumnType::to_value(&self.#name));
        quote!(#pattern => #value)
    });
    quote! {
        fn value(&self, #number: u16) -> #p::Value<'_> {
            match #number { #(#arms,)* }
        }
    }
}
