//! `post.author()`: a method per relation, each a query over what belongs to one row.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::relations::has_way;
use super::{door, plain, through};
use crate::ir::{Kind, Model};

/// Expands to:
///
/// ```text
/// impl Post {
///     pub fn author(&self) -> P::Accessor<Post, User, 0> {
///         P::Query::of(self)      // `along` where the relation says more of its rows than their key
///     }
/// }
/// ```
pub(super) fn impls(model: &Model) -> TokenStream {
    if model.relations.is_empty() {
        return TokenStream::new();
    }
    let ident = &model.ident;
    let methods = model.relations.iter().map(|relation| {
        let (visibility, name, target) = (&relation.visibility, &relation.ident, &relation.target);
        let number = plain(relation.number);
        let what = match &relation.kind {
            Kind::BelongsTo(_) => "of this row: a query to load.",
            Kind::HasOne(_) => "of this row: a query to load, if there is one.",
            Kind::HasMany(_) | Kind::ManyToMany { .. } | Kind::Path(_) => {
                "of this row: a query to refine or to load."
            }
        };
        let doc = format!(" The `{}` {what}", relation.name);
        let at = target.span;
        let p = door(at);
        let through = through(relation);
        let query = quote_spanned!(at=> #p::Accessor<#ident, #target, #number #through>);
        let of = match has_way(relation) {
            true => quote_spanned!(at=> #p::Query::along),
            false => quote_spanned!(at=> #p::Query::of),
        };
        let body = quote!((&self) -> #query { #of(self) });
        quote! {
            #[doc = #doc]
            #visibility fn #name #body
        }
    });
    quote! {
        impl #ident {
            #(#methods)*
        }
    }
}
