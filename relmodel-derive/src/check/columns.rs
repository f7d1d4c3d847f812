//! Columns: numbers, names, defaults, and how a new row gets them.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{GenericArgument, PathArguments, Type};

use super::{is_option, last_segment, names, ty};
use crate::attr::Spanned;
use crate::errors::Errors;
use crate::ir::Given;
use crate::{ast, ir, naming};

/// What a table of SQLite can hold.
const MOST_COLUMNS: usize = 2000;

/// All columns; that one of them is assigned by SQLite is found later, with the key.
pub(super) fn check(written: &ast::Model, errors: &mut Errors) -> Vec<ir::Column> {
    if let Some(column) = written.columns.get(MOST_COLUMNS) {
        errors.push(
            column.ident.span(),
            format!(
                "a table of SQLite has at most {MOST_COLUMNS} columns: make two models of this one"
            ),
        );
    }
    let mut names = Vec::new();
    let mut columns = Vec::new();
    for (number, column) in (0u16..).zip(&written.columns).take(MOST_COLUMNS) {
        let sql = names::column(column, &mut names, errors);
        let ty = ty(&column.ty, &written.ident);
        let optional = is_option(&column.ty);
        let list = list_element(&column.ty);
        let row = row_in_place_of_key(column);
        if let Some(model) = row {
            errors.push_over(
                &column.ty,
                format!(
                    "the field holds the key of the `{0}` and not the row: write `Id<{0}>`, or the type of its key",
                    model.to_token_stream()
                ),
            );
        } else if let Some(element) = list {
            errors.push_over(
                &column.ty,
                format!(
                    "a column holds no list: when `{0}` is a model, remove this field and declare \
                     `#[has_many({1}: {0})]` on the struct",
                    element.to_token_stream(),
                    column.ident
                ),
            );
        }
        let default = column.attributes.column.default.as_ref();
        let default_with = default_with(column, errors);
        let has_default = default.is_some() || default_with.is_some();
        let has_setter = (optional || has_default) && column.attributes.column.generated.is_none();
        if has_setter && column.ident == "insert" {
            errors.push(
                column.ident.span(),
                "a setter of this name would hide the `insert` of the new row: name the field \
                 otherwise, and write `#[column(name = \"insert\")]` above it",
            );
        }
        let generated = column.attributes.column.generated.as_ref();
        if let Some(generated) = generated {
            check_generated(written, column, generated.span, errors);
        }
        columns.push(ir::Column {
            number,
            sql,
            ident: column.ident.clone(),
            visibility: column.visibility.clone(),
            optional,
            default: default.map(|default| (default.value.clone(), default.span)),
            default_with,
            generated: generated.map(|generated| generated.value.clone()),
            collate: pair(column.attributes.column.collate.as_ref()),
            sql_type: pair(column.attributes.column.sql_type.as_ref()),
            checks: super::checks(&column.attributes.checks),
            autoincrement: false,
            given: if list.is_some() || row.is_some() {
                Given::Never
            } else if generated.is_some() {
                Given::Generated
            } else if optional || has_default {
                Given::Optional
            } else {
                Given::Required
            },
            // What it should have been, so that what goes by the key sees no further mistake.
            ty: match row {
                Some(model) => key_of(written, model, ty.span),
                None => ty,
            },
        });
    }
    columns
}

fn key_of(written: &ast::Model, model: &Type, span: Span) -> ir::Ty {
    let private = super::private(written);
    ir::Ty {
        tokens: quote!(#private::Id<#model>),
        span,
    }
}

/// The function, if it is the only default.
fn default_with(column: &ast::Column, errors: &mut Errors) -> Option<TokenStream> {
    let function = column.attributes.column.default_with.as_ref()?;
    if column.attributes.column.default.is_some() {
        errors.push(
            function.span,
            "a new row gets one default: remove `default` or `default_with`",
        );
        return None;
    }
    Some(function.value.clone())
}

/// Nobody gives such a column a value, so it is neither a foreign key nor has a default. That it is no key is checked with the key.
fn check_generated(model: &ast::Model, column: &ast::Column, span: Span, errors: &mut Errors) {
    let written = &column.attributes.column;
    let default = written.default.as_ref().map(|default| default.span);
    let default_with = written.default_with.as_ref().map(|function| function.span);
    if let Some(span) = default.or(default_with) {
        errors.push(
            span,
            "SQLite computes this column, so it has no default: remove the default or `generated`",
        );
    }
    let mut keys = model.attributes.foreign_keys.iter();
    let is_named = keys.any(|(key, _)| {
        let mut fields = key.key.iter().flat_map(|key| &key.value);
        fields.any(|field| *field == column.ident)
    });
    if is_named || column.attributes.belongs_to.is_some() {
        errors.push(
            span,
            "SQLite computes this column, so it can't be set to the key of another row: remove \
             `generated`, or the `#[belongs_to]`",
        );
    }
}

fn pair(text: Option<&Spanned<String>>) -> Option<(String, Span)> {
    text.map(|text| (text.value.clone(), text.span))
}

/// `User`, of a `belongs_to(User)` above a field of type `User`, `Option<User>` or `Vec<User>`.
fn row_in_place_of_key(column: &ast::Column) -> Option<&Type> {
    let target = &column.attributes.belongs_to.as_ref()?.target;
    let mut ty = &column.ty;
    while let Some(PathArguments::AngleBracketed(arguments)) =
        last_segment(ty).map(|segment| &segment.arguments)
        && let Some(GenericArgument::Type(inner)) = arguments.args.first()
        && ["Option", "Vec"]
            .iter()
            .any(|outer| last_segment(ty).is_some_and(|segment| segment.ident == outer))
    {
        ty = inner;
    }
    let is_target = ty.to_token_stream().to_string() == target.to_token_stream().to_string();
    is_target.then_some(target)
}

/// `Post` of a `Vec<Post>`: a plain name that begins with a capital, as those of models do.
fn list_element(ty: &Type) -> Option<&Type> {
    let segment = last_segment(ty).filter(|segment| segment.ident == "Vec")?;
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return None;
    };
    let Some(GenericArgument::Type(element)) = arguments.args.first() else {
        return None;
    };
    let name = last_segment(element).filter(|name| name.arguments.is_none())?;
    let capital = naming::text(&name.ident).starts_with(char::is_uppercase);
    capital.then_some(element)
}
