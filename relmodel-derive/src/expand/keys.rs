//! `PostKeys`: the columns by which no two rows of a model are equal, as `upsert` and its kin get them.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::{allowed, door, numbers};
use crate::ir::Model;
use crate::naming;

/// Expands to:
///
/// ```text
/// pub struct PostKeys {
///     pub id: P::Unique<Post>,
///     pub user_id_and_slug: P::Unique<Post>,
/// }
/// ```
///
/// or to nothing, for a model whose rows nothing tells apart.
pub(super) fn item(model: &Model) -> Option<TokenStream> {
    let p = &model.private;
    let (ident, visibility, keys) = (&model.ident, &model.visibility, &model.names.keys);
    let doc = format!(
        " The unique keys of [`{ident}`], as `upsert`, `insert_or_ignore` and `find_or_insert` get them."
    );
    let allowed = allowed(model);
    let all = uniques(model);
    let fields = all.iter().map(|(name, columns)| {
        let first = columns
            .first()
            .and_then(|first| model.columns.get(usize::from(*first)));
        let visibility = first.map_or(visibility, |first| &first.visibility);
        quote!(#visibility #name: #p::Unique<#ident>)
    });
    (!all.is_empty()).then(|| {
        quote! {
            #[doc = #doc]
            #allowed
            #visibility struct #keys { #(#fields,)* }
        }
    })
}

/// Expands to:
///
/// ```text
/// impl P::UniqueKeys for Post {
///     type Keys = PostKeys;
///     const KEYS: PostKeys =
///         PostKeys { id: P::Unique::new(&[0]), user_id_and_slug: P::Unique::new(&[3, 4]) };
/// }
/// ```
pub(super) fn impls(model: &Model) -> Option<TokenStream> {
    let p = door(Span::call_site());
    let (ident, keys) = (&model.ident, &model.names.keys);
    let all = uniques(model);
    let fields = all.iter().map(|(name, columns)| {
        let columns = numbers(columns);
        quote!(#name: #p::Unique::new(#columns))
    });
    (!all.is_empty()).then(|| {
        quote! {
            impl #p::UniqueKeys for #ident {
                type Keys = #keys;
                const KEYS: #keys = #keys { #(#fields),* };
            }
        }
    })
}

/// The key and each `#[unique]`, by the names of their columns.
fn uniques(model: &Model) -> Vec<(Ident, &[u16])> {
    let indexes = model.indexes.iter().filter(|index| index.unique);
    let all = [&*model.key.columns]
        .into_iter()
        .chain(indexes.map(|index| &*index.columns));
    let mut uniques: Vec<(Ident, &[u16])> = Vec::new();
    for columns in all.filter(|columns| !columns.is_empty()) {
        let name = name(model, columns);
        // The key may be `#[unique]` besides.
        if uniques.iter().all(|(other, _)| *other != name) {
            uniques.push((name, columns));
        }
    }
    uniques
}

/// The name of the column, or those of several with `_and_` between.
fn name(model: &Model, columns: &[u16]) -> Ident {
    let columns = columns
        .iter()
        .filter_map(|column| model.columns.get(usize::from(*column)));
    let idents: Vec<&Ident> = columns.map(|column| &column.ident).collect();
    match &*idents {
        [only] => (*only).clone(),
        several => {
            let names: Vec<String> = several.iter().map(|ident| naming::text(ident)).collect();
            let span = several
                .first()
                .map_or_else(Span::call_site, |first| first.span());
            format_ident!("{}", names.join("_and_"), span = span)
        }
    }
}
