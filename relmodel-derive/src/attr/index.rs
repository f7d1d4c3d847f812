//! `#[unique]` and `#[index]`: bare on a field, with columns on the struct.

use proc_macro2::{Ident, Span};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Token};

use super::{is_bare, span_of, wrong_form};
use crate::errors::Errors;

/// `#[unique(a, b)]` or `#[index(a, b)]`.
pub(crate) struct Index {
    pub(crate) span: Span,
    pub(crate) unique: bool,
    pub(crate) columns: Vec<Ident>,
}

/// Reads `#[unique]` or `#[index]` on a field; a wrong one is taken for the bare one.
pub(super) fn on_field(attribute: &Attribute, name: &str, errors: &mut Errors) -> Option<Span> {
    if !is_bare(attribute) {
        errors.push_over(
            &attribute.meta,
            format!(
                "on a field, write `#[{name}]`; for several columns, write `#[{name}(a, b)]` above the struct"
            ),
        );
    }
    Some(span_of(attribute))
}

/// Reads `#[unique(a, b)]` or `#[index(a, b)]` on the struct.
pub(super) fn on_struct(attribute: &Attribute, name: &str, errors: &mut Errors) -> Option<Index> {
    let Meta::List(list) = &attribute.meta else {
        errors.push_over(
            &attribute.meta,
            format!(
                "on the struct, name the columns: `#[{name}(a, b)]`; for one column, write `#[{name}]` above its field"
            ),
        );
        return None;
    };
    let columns = Punctuated::<Ident, Token![,]>::parse_terminated.parse2(list.tokens.clone());
    match columns {
        Ok(columns) if !columns.is_empty() => Some(Index {
            span: span_of(attribute),
            unique: name == "unique",
            columns: columns.into_iter().collect(),
        }),
        _ => {
            wrong_form(
                attribute,
                &format!("#[{name}(a, b)]` with names of fields for `a` and `b"),
                errors,
            );
            None
        }
    }
}
