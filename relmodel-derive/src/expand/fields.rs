//! `PostFields`: the columns and relations of a model, as closures in queries get them.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::{allowed, plain, respanned, through};
use crate::ir::Model;
use crate::naming;

/// Expands to:
///
/// ```text
/// pub struct PostFields {
///     pub id: P::Column<Post, Id<Post>>,
///     pub author: P::Relation<Post, User, 0>,
/// }
/// ```
pub(super) fn item(model: &Model) -> TokenStream {
    let p = &model.private;
    let (ident, visibility, fields) = (&model.ident, &model.visibility, &model.names.fields);
    let doc =
        format!(" The columns and relations of [`{ident}`], as closures in queries get them.");
    let allowed = allowed(model);
    let columns = model.columns.iter().map(|column| {
        let (visibility, name, ty) = (&column.visibility, &column.ident, &column.ty);
        let at = ty.span;
        let p = respanned(p, at);
        let column = quote_spanned!(at=> #p::Column<#ident, #ty>);
        quote!(#visibility #name: #column)
    });
    let relations = model.relations.iter().map(|relation| {
        let (visibility, name, target) = (&relation.visibility, &relation.ident, &relation.target);
        let (number, through) = (plain(relation.number), through(relation));
        let at = naming::generated(target.span);
        let p = respanned(p, at);
        let relation = quote_spanned!(at=> #p::Relation<#ident, #target, #number #through>);
        quote!(#visibility #name: #relation)
    });
    quote! {
        #[doc = #doc]
        #allowed
        #visibility struct #fields {
            #(#columns,)*
            #(#relations,)*
        }
    }
}

/// Expands to:
///
/// ```text
/// impl Clone for PostFields { .. }
/// impl Copy for PostFields {}
/// ```
///
/// By hand, because `#[derive(Clone)]` expands to eight times as much.
pub(super) fn impls(model: &Model) -> TokenStream {
    let fields = &model.names.fields;
    quote! {
        #[automatically_derived]
        impl ::core::clone::Clone for #fields {
            fn clone(&self) -> Self {
                *self
            }
        }
        impl ::core::marker::Copy for #fields {}
    }
}
