//! The model as data, for the runtime to read.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::relations::{blamed, lookup, missing};
use super::{column_type, door, numbers, respanned, tuple};
use crate::ir::{Action, Column, DefaultValue, Given, Index, Kind, Lookup, Model, Relation};
use crate::naming;

/// Expands to:
///
/// ```text
/// const COLUMNS: &'static [P::ColumnDef] = &[..];
/// const RELATIONS: &'static [P::RelationDef] = &[..];
/// const INDEXES: &'static [P::IndexDef] = &[..];
/// fn def() -> &'static P::ModelDef {
///     static DEF: P::ModelDef = P::def::<Post>("Post", "post", &[0]);
///     &DEF
/// }
/// ```
pub(super) fn expand(model: &Model) -> TokenStream {
    let p = door(Span::call_site());
    let (ident, table) = (&model.ident, &model.table);
    let name = naming::text(ident);
    let key = numbers(&model.key.columns);
    let view = model.view.then(|| quote!(.view()));
    let columns = model.columns.iter();
    let columns: Vec<_> = columns
        .filter(|column| column.given != Given::Never)
        .map(column)
        .collect();
    let columns = list("COLUMNS", "ColumnDef", columns.into_iter());
    let relations = model.relations.iter();
    let relations: Vec<_> = relations
        .filter(|relation| !is_refused(relation))
        .map(relation)
        .collect();
    let relations = list("RELATIONS", "RelationDef", relations.into_iter());
    let indexes = list("INDEXES", "IndexDef", model.indexes.iter().map(index));
    let checks = (!model.checks.is_empty()).then(|| {
        let checks = &model.checks;
        quote!(const CHECKS: &'static [&'static str] = &[#(#checks),*];)
    });
    quote! {
        #columns
        #relations
        #indexes
        #checks
        fn def() -> &'static #p::ModelDef {
            static DEF: #p::ModelDef = #p::def::<#ident>(#name, #table, #key) #view;
            &DEF
        }
    }
}

/// Whether it was reported already, and would be again for its types.
fn is_refused(relation: &Relation) -> bool {
    matches!(&relation.kind, Kind::BelongsTo(key) if key.refused)
}

/// `const NAME: &'static [P::Type] = &[..];`, or nothing when there are none.
fn list(name: &str, ty: &str, items: impl ExactSizeIterator<Item = TokenStream>) -> TokenStream {
    if items.len() == 0 {
        return TokenStream::new();
    }
    let p = door(Span::call_site());
    let (name, ty) = (format_ident!("{name}"), format_ident!("{ty}"));
    quote!(const #name: &'static [#p::#ty] = &[#(#items),*];)
}

/// Expands to: `P::IndexDef { columns: &[1], unique: true }`
fn index(index: &Index) -> TokenStream {
    let p = door(Span::call_site());
    let (columns, unique) = (numbers(&index.columns), index.unique);
    quote!(#p::IndexDef { columns: #columns, unique: #unique })
}

/// Expands to: `P::column("likes", <i64 as P::ColumnType>::FACTS).default(P::Default::Integer(0))`
fn column(column: &Column) -> TokenStream {
    let sql = &column.sql;
    let at = column.ty.span;
    let p = door(at);
    let facts = column_type(column, "FACTS");
    let optional = column.optional.then(|| quote_spanned!(at=> .optional()));
    let auto = (column.given == Given::Assigned).then(|| match column.autoincrement {
        true => quote_spanned!(at=> .autoincrement()),
        false => quote_spanned!(at=> .auto()),
    });
    let default = column.default.as_ref().map(|(default, at)| {
        let value = match default {
            DefaultValue::Integer(number) => {
                let number = Literal::i64_unsuffixed(*number);
                quote!(Integer(#number))
            }
            DefaultValue::Real(number) => {
                let number = Literal::f64_unsuffixed(*number);
                quote!(Real(#number))
            }
            DefaultValue::Text(text) => quote!(Text(#text)),
            DefaultValue::Bool(bool) => quote!(Bool(#bool)),
            DefaultValue::Now => quote!(Now),
            DefaultValue::Sql(text) => quote!(Sql(#text)),
        };
        quote_spanned!(*at=> .default(#p::Default::#value))
    });
    let default_with = column
        .default_with
        .as_ref()
        .map(|path| default_with(column, path));
    let generated = column.generated.as_ref().map(|generated| {
        let (sql, stored) = (&generated.sql, generated.stored);
        quote_spanned!(at=> .generated(#sql, #stored))
    });
    let text = |name: &str, value: &Option<(String, Span)>| {
        value.as_ref().map(|(text, at)| {
            let name = Ident::new(name, *at);
            quote_spanned!(*at=> .#name(#text))
        })
    };
    let collate = text("collate", &column.collate);
    let sql_type = text("sql_type", &column.sql_type);
    let checks = (!column.checks.is_empty()).then(|| {
        let checks = &column.checks;
        quote_spanned!(at=> .checks(&[#(#checks),*]))
    });
    quote_spanned! {at=>
        #p::column(#sql, #facts) #optional #auto #default #default_with #generated #collate #sql_type #checks
    }
}

/// Expands to: `.default(P::Default::With(|| P::Value::into_owned(<Uuid as P::ColumnType>::to_value(&P::default_with::<Uuid>(Uuid::new_v4)))))`
fn default_with(column: &Column, path: &TokenStream) -> TokenStream {
    let (p, ty) = (door(Span::call_site()), &column.ty);
    let to_value = column_type(column, "to_value");
    // Blamed at the path alone where it does not give the type.
    let at = door(path.span());
    let value = quote_spanned!(path.span()=> #at::default_with::<#ty>(#path));
    quote!(.default(#p::Default::With(|| #p::Value::into_owned(#to_value(&#value)))))
}

/// Expands to: `P::RelationDef::belongs_to("author", <Id<User> as P::KeyOf<User>>::TARGET, &[5]).on_delete(P::Action::Cascade)`,
/// or `P::RelationDef::has_many("comments", ..)`, with the same keys as the relation's own impl.
fn relation(relation: &Relation) -> TokenStream {
    let name = &relation.name;
    let at = blamed(relation);
    let p = door(at);
    match &relation.kind {
        Kind::BelongsTo(key) => {
            let target = respanned(&relation.target.tokens, at);
            let columns: Vec<u16> = key.columns.iter().map(|column| column.number).collect();
            let columns = numbers(&columns);
            let ty = tuple(key.columns.iter().map(|column| &column.ty), at);
            let target = match &key.references {
                None => quote_spanned!(at=> <#ty as #p::KeyOf<#target>>::TARGET),
                Some(names) => {
                    let (at, hash) = (names.span, Literal::u64_unsuffixed(names.hash));
                    let (p, target) = (door(at), respanned(&relation.target.tokens, at));
                    let ty = tuple(key.columns.iter().map(|column| &column.ty), at);
                    quote_spanned!(at=> <#ty as #p::Refers<#target, #hash>>::TARGET)
                }
            };
            let not_enforced = (!key.enforced).then(|| quote_spanned!(at=> .not_enforced()));
            let on_delete = action("on_delete", key.on_delete);
            let on_update = action("on_update", key.on_update);
            quote_spanned! {at=>
                #p::RelationDef::belongs_to(#name, #target, #columns)
                    #not_enforced
                    #on_delete
                    #on_update
            }
        }
        Kind::HasMany(key) => {
            let side = side(key);
            quote_spanned!(at=> #p::RelationDef::has_many(#name, #side))
        }
        Kind::HasOne(key) => {
            let side = side(key);
            quote_spanned!(at=> #p::RelationDef::has_one(#name, #side))
        }
        Kind::Path(_) => {
            let target = respanned(&relation.target.tokens, at);
            quote_spanned!(at=> #p::RelationDef::path(#name, <#target as #p::Record>::def))
        }
        Kind::ManyToMany { from, to, .. } => {
            let (from, to) = (side(from), side(to));
            quote_spanned!(at=> #p::RelationDef::many_to_many(#name, #from, #to))
        }
    }
}

/// Expands to: `<<Comment as P::BelongsTo<Post>>::Key as P::KeyType>::SIDE`, all of it blamed at
/// the token to change.
fn side(key: &Lookup) -> TokenStream {
    let at = missing(key);
    let (p, key) = (door(at), lookup(key));
    quote_spanned!(at=> <#key as #p::KeyType>::SIDE)
}

/// `.on_delete(P::Action::Cascade)`, or nothing when the database does nothing.
fn action(event: &str, action: Action) -> Option<TokenStream> {
    let action = match action {
        Action::Nothing => return None,
        Action::Restrict => quote!(Restrict),
        Action::SetNull => quote!(SetNull),
        Action::SetDefault => quote!(SetDefault),
        Action::Cascade => quote!(Cascade),
    };
    let (p, event) = (door(Span::call_site()), format_ident!("{event}"));
    Some(quote!(.#event(#p::Action::#action)))
}
