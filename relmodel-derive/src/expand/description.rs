//! `Record::def`: the model as data, for the runtime to read.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::{door, numbers, plain};
use crate::ir::{Action, Column, DefaultValue, Kind, Model, Relation};
use crate::naming;

/// Expands to:
///
/// ```text
/// fn def() -> &'static P::ModelDef {
///     static DEF: P::ModelDef = P::ModelDef::new("Post", "post", &[0], P::KeyKind::Auto)
///         .columns(&[..])
///         .relations(&[..])
///         .indexes(&[..]);
///     &DEF
/// }
/// ```
pub(super) fn expand(model: &Model) -> TokenStream {
    let p = door(Span::call_site());
    let name = naming::text(&model.ident);
    let table = &model.table;
    let key = numbers(&model.key.columns);
    let kind = if model.key.auto {
        quote!(Auto)
    } else {
        quote!(Given)
    };
    let columns = model.columns.iter().map(column);
    let relations = part(
        "relations",
        model.relations.iter().map(|each| relation(model, each)),
    );
    let indexes = part(
        "indexes",
        model.indexes.iter().map(|index| {
            let (columns, unique) = (numbers(&index.columns), index.unique);
            quote!(#p::IndexDef { columns: #columns, unique: #unique })
        }),
    );
    quote! {
        fn def() -> &'static #p::ModelDef {
            static DEF: #p::ModelDef = #p::ModelDef::new(#name, #table, #key, #p::KeyKind::#kind)
                .columns(&[#(#columns),*])
                #relations
                #indexes;
            &DEF
        }
    }
}

/// `.relations(&[..])`, or nothing when there are none.
fn part(method: &str, items: impl ExactSizeIterator<Item = TokenStream>) -> TokenStream {
    if items.len() == 0 {
        return TokenStream::new();
    }
    let method = naming::local(method);
    quote!(.#method(&[#(#items),*]))
}

/// Expands to: `P::ColumnDef::of::<i64>("likes").default(P::Default::Integer(0))`
fn column(column: &Column) -> TokenStream {
    let (ty, sql) = (&column.ty, &column.sql);
    let at = ty.span;
    let p = door(at);
    let field = (!column.same_name).then(|| {
        let field = naming::text(&column.ident);
        quote!(.field(#field))
    });
    let default = column.default.as_ref().map(|default| {
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
        quote!(.default(#p::Default::#value))
    });
    quote_spanned!(at=> #p::ColumnDef::of::<#ty>(#sql) #field #default)
}

/// Expands to: `P::RelationDef::of::<Post, User, 0>("author")`, and for a `belongs_to` its key:
/// `.key(&[5], P::Action::Cascade, P::Action::NoAction)`
fn relation(model: &Model, relation: &Relation) -> TokenStream {
    let (ident, target, name) = (&model.ident, &relation.target, &relation.name);
    let number = plain(relation.number);
    let at = naming::generated(target.span);
    let p = door(at);
    let key = match &relation.kind {
        Kind::BelongsTo(key) => {
            let column = numbers(&[key.column]);
            let (on_delete, on_update) = (action(key.on_delete), action(key.on_update));
            quote!(.key(#column, #p::Action::#on_delete, #p::Action::#on_update))
        }
        _ => TokenStream::new(),
    };
    quote_spanned!(at=> #p::RelationDef::of::<#ident, #target, #number>(#name) #key)
}

fn action(action: Action) -> TokenStream {
    match action {
        Action::Nothing => quote!(NoAction),
        Action::Restrict => quote!(Restrict),
        Action::SetNull => quote!(SetNull),
        Action::SetDefault => quote!(SetDefault),
        Action::Cascade => quote!(Cascade),
    }
}
