//! The rules: what was written → a model with nothing left to doubt, and every message that
//! concerns more than one attribute.
//!
//! A broken part is reported and left out, or taken as it was most likely meant, so that the
//! rest can still be expanded.

mod columns;
mod indexes;
mod key;
mod names;
mod own;
mod projection;
mod relations;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{Expr, Type};

pub(crate) use self::own::own_type;
pub(crate) use self::projection::projection;
use self::relations::Relations;
use crate::attr::Spanned;
use crate::errors::Errors;
use crate::{ast, ir, naming};

/// How many columns a key can have: the tuples that stand for keys are no longer.
const MOST_KEY_COLUMNS: usize = 8;

/// What is said of a key with more columns.
fn too_wide() -> String {
    format!(
        "a key has at most {MOST_KEY_COLUMNS} columns: give the table a key of its own, `id: Id<…>`, and make these `#[unique(…)]`"
    )
}

/// Applies the rules; `None` when nothing could be made of what was written.
pub(crate) fn model(written: &ast::Model, errors: &mut Errors) -> Option<ir::Model> {
    let mut assertions = Vec::new();
    let settings = &written.attributes.model;
    let table = names::table(written, errors);
    let mut columns = columns::check(written, errors);
    let key = key::check(written, &mut columns, errors)?;
    let indexes = indexes::check(written, &columns, errors);
    let relations = Relations {
        written,
        columns: &columns,
        key: &key,
        indexes: &indexes,
        errors,
        assertions: &mut assertions,
        found: Vec::new(),
    };
    let relations = relations.check();
    let private = private(written);
    let new = match &settings.new {
        Some(name) => name.clone(),
        None => naming::beside(&written.ident, "New", ""),
    };
    if !errors.is_empty() {
        // They would fail over what is broken and say it again.
        assertions.clear();
    }
    Some(ir::Model {
        ident: written.ident.clone(),
        visibility: written.visibility.clone(),
        private,
        table,
        view: settings.view.is_some(),
        key,
        owners: relations::owners(&relations),
        only_keys: relations::only_keys(&relations, &columns),
        columns,
        relations,
        indexes,
        checks: checks(&written.attributes.checks),
        names: ir::Names {
            fields: naming::beside(&written.ident, "", "Fields"),
            keys: naming::beside(&written.ident, "", "Keys"),
            new_row: naming::beside(&new, "", "With"),
            new,
        },
        assertions,
    })
}

/// The path of the runtime's door for generated code.
fn private(written: &ast::Model) -> TokenStream {
    match &written.attributes.model.crate_path {
        Some(path) => quote!(#path::__private),
        None => quote!(::relmodel::__private),
    }
}

/// The conditions as they were written.
fn checks(written: &[Spanned<String>]) -> Vec<String> {
    written.iter().map(|check| check.value.clone()).collect()
}

/// A closure, with the token to blame for what it gives.
fn closure(written: &Expr) -> ir::Closure {
    let body = match written {
        Expr::Closure(closure) => &closure.body,
        other => other,
    };
    ir::Closure {
        tokens: written.to_token_stream(),
        span: syn::spanned::Spanned::span(body),
    }
}

/// A type for the expansion, which has no `Self` to speak of.
fn ty(written: &Type, model: &Ident) -> ir::Ty {
    ir::Ty {
        tokens: naming::without_self(written.to_token_stream(), model),
        span: syn::spanned::Spanned::span(written),
    }
}

/// Whether the type is spelled `Option<…>`.
fn is_option(ty: &Type) -> bool {
    last_segment(ty).is_some_and(|segment| segment.ident == "Option")
}

fn last_segment(ty: &Type) -> Option<&syn::PathSegment> {
    match ty {
        Type::Path(path) => path.path.segments.last(),
        Type::Group(group) => last_segment(&group.elem),
        Type::Paren(paren) => last_segment(&paren.elem),
        _ => None,
    }
}
