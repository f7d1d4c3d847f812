//! What each relation is, for the type system: foreign keys, and the kinds that stand on them.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::{door, numbers, parameter, plain, projection_of, respanned, through, tuple};
use crate::ir::{Closure, ForeignKey, Kind, Lookup, Model, OnRemove, Relation};
use crate::naming;

/// All relations, then the pairs of keys that are all a row needs.
pub(super) fn impls(model: &Model) -> TokenStream {
    let relations = model.relations.iter().map(|relation| {
        let kind = match &relation.kind {
            Kind::BelongsTo(key) => return foreign_key(model, relation, key),
            Kind::HasMany(key) => ("Many", kind("HasMany", &[key])),
            Kind::HasOne(key) => ("Optional", kind("HasOne", &[key])),
            Kind::ManyToMany { from, to, .. } => ("Many", kind("ManyToMany", &[from, to])),
            Kind::Path(_) => {
                let p = door(Span::call_site());
                ("Many", quote!(#p::Along))
            }
        };
        related(model, relation, kind)
    });
    let relations: TokenStream = relations.collect();
    let owners = owners(model);
    let only_keys = only_keys(model);
    let uniques = uniques(model);
    quote!(#relations #owners #only_keys #uniques)
}

/// Expands to:
///
/// ```text
/// impl P::ForeignKey<User, 0> for Post {
///     type Column = Id<User>;     // a tuple of several, `P::Unenforced<..>` without a constraint
///     type OnRemove = P::Deletes;
///     const UNIQUE: bool = false;
///     fn point(&mut self, key: &mut P::Reader<'_>) -> P::Result<()> {
///         self.user_id = key.get(<Id<User> as P::ColumnType>::from_sql)?;
///         ::core::result::Result::Ok(())
///     }
/// }
/// impl P::Named<User, HASH> for Post { type Key = P::Fk<Post, User, 0>; }
/// ```
fn foreign_key(model: &Model, relation: &Relation, foreign: &ForeignKey) -> TokenStream {
    let (ident, target) = (&model.ident, &relation.target);
    let at = naming::generated(target.span);
    let p = door(at);
    let number = plain(relation.number);
    let hash = Literal::u64_unsuffixed(naming::hash(&relation.name));
    let unique = foreign.unique;
    let columns = foreign.columns.iter();
    let column = match &*foreign.columns {
        [only] => only.ty.to_token_stream(),
        _ => tuple(columns.clone().map(|column| &column.ty), foreign.span),
    };
    let column = match foreign.enforced {
        true => column,
        false => quote_spanned!(foreign.span=> #p::Unenforced<#column>),
    };
    let on_remove = match foreign.on_remove {
        OnRemove::Deletes => quote!(Deletes),
        OnRemove::SetsNull => quote!(SetsNull),
        OnRemove::Stays => quote!(Stays),
    };
    let point = match foreign.refused {
        // Its columns are not what they are taken for.
        true => quote!(fn point(&mut self, _: &mut #p::Reader<'_>) -> #p::Result<()> { loop {} }),
        false => point(model, foreign, &p),
    };
    quote_spanned! {at=>
        impl #p::ForeignKey<#target, #number> for #ident {
            type Column = #column;
            type OnRemove = #p::#on_remove;
            const UNIQUE: bool = #unique;
            #point
        }
        #[diagnostic::do_not_recommend]
        impl #p::Named<#target, #hash> for #ident {
            type Key = #p::Fk<#ident, #target, #number>;
        }
    }
}

/// The function that writes a key into the row: each column blamed at its type.
fn point(model: &Model, foreign: &ForeignKey, p: &Ident) -> TokenStream {
    let row_key = parameter("key", model, model.ident.span());
    let columns = foreign.columns.iter().map(|column| {
        let (field, at) = (&column.field, column.ty.span);
        let key = parameter("key", model, at);
        let from_sql = projection_of(&column.ty, "ColumnType", "from_sql");
        let get = quote_spanned!(at=> #key.get(#from_sql)?);
        quote!(self.#field = #get;)
    });
    let at = p.span();
    quote_spanned! {at=>
        fn point(&mut self, #row_key: &mut #p::Reader<'_>) -> #p::Result<()> {
            #(#columns)*
            ::core::result::Result::Ok(())
        }
    }
}

/// Expands to, for each model that keys point at:
///
/// ```text
/// impl P::BelongsTo<User> for Post { type Key = P::Fk<Post, User, 0>; }
/// ```
///
/// or, when several keys do, `type Key = P::Ambiguous<Post, User>;`
fn owners(model: &Model) -> TokenStream {
    let ident = &model.ident;
    let impls = model.owners.iter().map(|owner| {
        let target = &owner.target;
        let at = naming::generated(target.span);
        let p = door(at);
        let key = match owner.only {
            Some(number) => {
                let number = plain(number);
                quote_spanned!(at=> Fk<#ident, #target, #number>)
            }
            None => quote_spanned!(at=> Ambiguous<#ident, #target>),
        };
        quote_spanned! {at=>
            impl #p::BelongsTo<#target> for #ident {
                type Key = #p::#key;
            }
        }
    });
    impls.collect()
}

/// Expands to:
///
/// ```text
/// impl P::Related<Comment, 1> for Post {
///     type Shape = P::Many;
///     type Kind = P::HasMany<..>;     // P::Narrowed<P::HasMany<..>> with a condition
/// }
/// ```
///
/// and, where the relation says more of its rows than their key, what [`way`] emits.
fn related(model: &Model, relation: &Relation, (shape, kind): (&str, TokenStream)) -> TokenStream {
    let (ident, target) = (&model.ident, &relation.target);
    let number = plain(relation.number);
    let at = naming::generated(target.span);
    let p = door(at);
    let through = through(relation);
    let shape = Ident::new(shape, at);
    let kind = match &relation.rows.condition {
        Some(_) => quote_spanned!(at=> #p::Narrowed<#kind>),
        None => kind,
    };
    let way = way(model, relation);
    quote_spanned! {at=>
        impl #p::Related<#target, #number #through> for #ident {
            type Shape = #p::#shape;
            type Kind = #kind;
            #way
        }
    }
}

/// Whether a relation is more than its keys.
pub(super) fn has_way(relation: &Relation) -> bool {
    let rows = &relation.rows;
    rows.condition.is_some() || rows.order.is_some() || matches!(relation.kind, Kind::Path(_))
}

/// Expands to:
///
/// ```text
/// fn way() -> P::Way<Self, User> {
///     #[allow(unused_imports)]
///     use P::verbs::*;
///     P::Way::<Post, Post>::start().by(|row| row.posts).by(|row| row.author).to::<User>()
/// }
/// ```
///
/// or, of a relation by keys, `P::Way::<Post, User>::of::<1>().filter(|p| ..).order_by(|p| ..)`.
fn way(model: &Model, relation: &Relation) -> Option<TokenStream> {
    if !has_way(relation) {
        return None;
    }
    let p = door(Span::call_site());
    let (ident, target) = (&model.ident, &relation.target);
    let begin = match &relation.kind {
        Kind::Path(steps) if steps.is_empty() => {
            return Some(quote!(fn way() -> #p::Way<Self, #target> { loop {} }));
        }
        Kind::Path(steps) => path(model, steps, relation),
        _ => {
            let number = plain(relation.number);
            quote!(#p::Way::<#ident, #target>::of::<#number>())
        }
    };
    let call = |method: &str, closure: &Option<Closure>| {
        closure.as_ref().map(|Closure { tokens, span }| {
            let method = Ident::new(method, *span);
            quote_spanned!(*span=> .#method(#tokens))
        })
    };
    let filter = call("filter", &relation.rows.condition);
    let order = call("order_by", &relation.rows.order);
    let lints = (filter.is_some() || order.is_some()).then(super::closure_lints);
    Some(quote! {
        #lints
        fn way() -> #p::Way<Self, #target> {
            #[allow(unused_imports)]
            use #p::verbs::*;
            #begin #filter #order
        }
    })
}

/// Each step is blamed at its name.
fn path(model: &Model, steps: &[Ident], relation: &Relation) -> TokenStream {
    let p = door(Span::call_site());
    let row = naming::local("row");
    let by = steps.iter().map(|step| {
        let at = naming::generated(step.span());
        quote_spanned!(at=> .by(|#row| #row.#step))
    });
    let last = steps.last().map_or_else(Span::call_site, Ident::span);
    let (at, ident) = (naming::generated(last), &model.ident);
    let target = respanned(&relation.target.tokens, at);
    let to = quote_spanned!(at=> .to::<#target>());
    quote!(#p::Way::<#ident, #ident>::start()#(#by)* #to)
}

/// Expands to: `P::HasMany<..>`
///
/// It is blamed where its key is, because rustc reports a key that is not found for both, and
/// says what stands at one place only once.
fn kind(name: &str, keys: &[&Lookup]) -> TokenStream {
    let span = keys
        .first()
        .map_or_else(Span::call_site, |key| missing(key));
    let at = span;
    let p = door(at);
    let name = Ident::new(name, at);
    let keys = keys.iter().map(|key| lookup(key));
    quote_spanned!(at=> #p::#name<#(#keys),*>)
}

/// The token to change when something is wrong with a relation.
pub(super) fn blamed(relation: &Relation) -> Span {
    match &relation.kind {
        Kind::BelongsTo(key) => key.span,
        Kind::HasMany(key) | Kind::HasOne(key) => missing(key),
        Kind::ManyToMany { from, .. } => missing(from),
        Kind::Path(_) => relation.target.span,
    }
}

/// The token to change when the key is not found.
pub(super) fn missing(lookup: &Lookup) -> Span {
    match &lookup.named {
        Some(named) => named.span,
        None => lookup.holder.span,
    }
}

/// Expands to: `<Comment as P::BelongsTo<Post>>::Key`, or by name `<Comment as P::Named<Post, HASH>>::Key`
pub(super) fn lookup(lookup: &Lookup) -> TokenStream {
    let span = missing(lookup);
    let at = span;
    let p = door(at);
    let owner = &lookup.owner;
    match &lookup.named {
        Some(named) => {
            let hash = Literal::u64_unsuffixed(named.hash);
            let holder = respanned(&lookup.holder.tokens, span);
            quote_spanned!(at=> <#holder as #p::Named<#owner, #hash>>::Key)
        }
        None => {
            let holder = &lookup.holder;
            quote_spanned!(at=> <#holder as #p::BelongsTo<#owner>>::Key)
        }
    }
}

/// Expands to, for each pair:
///
/// ```text
/// impl P::OnlyKeys<P::Fk<PostTag, Post, 0>, P::Fk<PostTag, Tag, 1>> for PostTag {}
/// ```
fn only_keys(model: &Model) -> TokenStream {
    let p = door(Span::call_site());
    let ident = &model.ident;
    let impls = model.only_keys.iter().map(|(from, to)| {
        let (from_target, from_number) = (&from.target, plain(from.number));
        let (to_target, to_number) = (&to.target, plain(to.number));
        quote! {
            impl #p::OnlyKeys<
                #p::Fk<#ident, #from_target, #from_number>,
                #p::Fk<#ident, #to_target, #to_number>,
            > for #ident {}
        }
    });
    impls.collect()
}

/// Expands to, for each `#[unique]`:
///
/// ```text
/// impl P::UniqueKey<HASH> for User {
///     type Values = <String as P::ColumnType>::Base;
///     const PLACES: &'static [u16] = &[1];
/// }
/// ```
fn uniques(model: &Model) -> TokenStream {
    let p = door(Span::call_site());
    let ident = &model.ident;
    let uniques = model.indexes.iter().filter(|index| index.unique);
    let impls = uniques.map(|index| {
        let columns = index.columns.iter();
        let columns = columns.filter_map(|number| model.columns.get(usize::from(*number)));
        let types: Vec<_> = columns
            .map(|column| projection_of(&column.ty, "ColumnType", "Base"))
            .collect();
        let values = match &*types {
            [only] => only.clone(),
            several => quote!((#(#several),*)),
        };
        let (hash, places) = (Literal::u64_unsuffixed(index.hash), numbers(&index.columns));
        quote! {
            impl #p::UniqueKey<#hash> for #ident {
                type Values = #values;
                const PLACES: &'static [u16] = #places;
            }
        }
    });
    impls.collect()
}
