//! The key: which columns, and whether SQLite assigns it.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::{GenericArgument, PathArguments, Type};

use super::{is_option, last_segment, ty};
use crate::errors::Errors;
use crate::ir::Given;
use crate::{ast, ir};

/// The fields marked `#[key]`, else the field named `id`.
pub(super) fn check(
    written: &ast::Model,
    columns: &mut [ir::Column],
    errors: &mut Errors,
) -> Option<ir::Key> {
    let mut parts: Vec<_> = pairs(written, columns)
        .filter(|(column, _)| column.attributes.key.is_some())
        .collect();
    let model = &written.attributes.model;
    // A view has a key if the program says so.
    if model.keyless.is_some() || model.view.is_some() && parts.is_empty() {
        return Some(keyless(&parts, errors));
    }
    if parts.is_empty() {
        parts.extend(pairs(written, columns).find(|(column, _)| column.ident == "id"));
        if let [(column, _)] = &*parts
            && let Some(other) = id_of(&column.ty)
            && !is_model(other, &written.ident)
            && column.attributes.belongs_to.is_none()
        {
            let (ident, other) = (&written.ident, other.to_token_stream());
            errors.push_over(
                &column.ty,
                format!(
                    "the key of `{ident}` is not that of a `{other}`: write `Id<{ident}>`; or, if each \
                     `{ident}` has the key of its `{other}`, `#[key] #[belongs_to(name: {other})]` above it"
                ),
            );
        }
    }
    if parts.is_empty() {
        let ident = &written.ident;
        errors.push(
            ident.span(),
            format!(
                "`{ident}` needs a key: add a field `id: Id<{ident}>`, \
                 or write `#[key]` above the field that is the key, \
                 or `#[model(keyless)]` above the struct if its table has none"
            ),
        );
        // Any column serves, so that code that uses the model sees no further errors.
        parts.extend(pairs(written, columns).next());
    }
    for (column, _) in &parts {
        if is_option(&column.ty) {
            errors.push_over(
                &column.ty,
                "a key can't be NULL: write the type without `Option`",
            );
        }
    }
    for (column, _) in &parts {
        if let Some(generated) = &column.attributes.column.generated {
            errors.push(
                generated.span,
                "SQLite computes this column, and a key is a column that is given: remove `generated`",
            );
        }
    }
    if let Some((column, _)) = parts.get(super::MOST_KEY_COLUMNS) {
        errors.push(column.ident.span(), super::too_wide());
    }
    let auto = assigned(&parts, &written.ident, errors);
    let marks = parts
        .iter()
        .filter_map(|(column, _)| column.attributes.key.as_ref());
    let autoincrement = marks.into_iter().any(|key| key.autoincrement);
    let key = ir::Key {
        columns: parts.iter().map(|(_, column)| column.number).collect(),
        // Of an `Option` the type inside, so that the mistake is not said again by whatever needs a key.
        types: parts
            .iter()
            .map(|(column, _)| ty(without_option(&column.ty), &written.ident))
            .collect(),
    };
    if auto {
        for (column, _) in &parts {
            if let Some(sql_type) = &column.attributes.column.sql_type {
                errors.push(
                    sql_type.span,
                    "SQLite assigns this key, whose type is `INTEGER` for that: remove `sql_type`",
                );
            }
        }
        let number = *key.columns.first()?;
        let column = columns.iter_mut().find(|column| column.number == number)?;
        column.given = Given::Assigned;
        column.autoincrement = autoincrement;
    }
    Some(key)
}

fn keyless(parts: &[(&ast::Column, &ir::Column)], errors: &mut Errors) -> ir::Key {
    for (column, _) in parts {
        errors.push(
            column.ident.span(),
            "a key, in a model that is `keyless`: remove one of the two",
        );
    }
    ir::Key {
        columns: Vec::new(),
        types: Vec::new(),
    }
}

fn pairs<'a>(
    written: &'a ast::Model,
    columns: &'a [ir::Column],
) -> impl Iterator<Item = (&'a ast::Column, &'a ir::Column)> {
    written.columns.iter().zip(columns)
}

fn without_option(ty: &Type) -> &Type {
    let inside = last_segment(ty)
        .filter(|_| is_option(ty))
        .and_then(|segment| match &segment.arguments {
            PathArguments::AngleBracketed(arguments) => arguments.args.first(),
            _ => None,
        });
    match inside {
        Some(GenericArgument::Type(inside)) => inside,
        _ => ty,
    }
}

/// Whether SQLite assigns the key: `#[key(auto)]` or `#[key(autoincrement)]`, or a single key spelled `Id<ThisModel>`.
fn assigned(parts: &[(&ast::Column, &ir::Column)], model: &Ident, errors: &mut Errors) -> bool {
    let mut auto = false;
    for (column, _) in parts {
        let Some(span) = column.attributes.key.as_ref().and_then(|key| key.auto) else {
            continue;
        };
        if parts.len() > 1 {
            errors.push(
                span,
                "SQLite assigns only keys of one column: write `#[key]`, and give this one with each new row",
            );
        } else if column.attributes.belongs_to.is_some() {
            errors.push(
                span,
                "this key is that of another row, so SQLite can't assign it: write `#[key]`",
            );
        } else if has_default(column) {
            errors.push(
                span,
                "SQLite assigns this key, so it has no default: remove the default or write `#[key]`",
            );
        } else {
            auto = true;
        }
    }
    let own_id = match parts {
        [(column, _)] => {
            column.attributes.belongs_to.is_none()
                && !has_default(column)
                && is_own_id(&column.ty, model)
        }
        _ => false,
    };
    auto || own_id
}

fn has_default(column: &ast::Column) -> bool {
    let column = &column.attributes.column;
    column.default.is_some() || column.default_with.is_some()
}

/// Whether the type is spelled `Id<ThisModel>` or `Id<Self>`.
fn is_own_id(ty: &Type, model: &Ident) -> bool {
    id_of(ty).is_some_and(|of| is_model(of, model))
}

/// `Post` of a type that is spelled `Id<Post>`.
fn id_of(ty: &Type) -> Option<&Type> {
    let segment = last_segment(ty).filter(|segment| segment.ident == "Id")?;
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return None;
    };
    match arguments.args.first() {
        Some(GenericArgument::Type(of)) if arguments.args.len() == 1 => Some(of),
        _ => None,
    }
}

/// Whether the type is spelled as this model.
fn is_model(ty: &Type, model: &Ident) -> bool {
    last_segment(ty).is_some_and(|of| of.ident == *model || of.ident == "Self")
}
