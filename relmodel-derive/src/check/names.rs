//! Names in the database: what SQLite would refuse or confuse.

use proc_macro2::Span;

use crate::errors::Errors;
use crate::{ast, naming};

/// The table's name.
pub(super) fn table(written: &ast::Model, errors: &mut Errors) -> String {
    let (name, span) = match &written.attributes.model.table {
        Some(table) => (table.value.clone(), table.span),
        None => (
            naming::snake(&naming::text(&written.ident)),
            written.ident.span(),
        ),
    };
    legal(&name, span, "table", errors);
    let prefix = name.get(..7).unwrap_or_default();
    if prefix.eq_ignore_ascii_case("sqlite_") {
        errors.push(
            span,
            format!(
                "SQLite keeps table names that begin with `sqlite_` for itself: \
                 choose another than `{name}` with `#[model(table = \"…\")]`"
            ),
        );
    }
    name
}

/// A column's name, which must differ from those before it.
pub(super) fn column(
    column: &ast::Column,
    before: &mut Vec<String>,
    errors: &mut Errors,
) -> String {
    let (name, span) = match &column.attributes.column.name {
        Some(name) => (name.value.clone(), name.span),
        None => (naming::text(&column.ident), column.ident.span()),
    };
    legal(&name, span, "column", errors);
    if let Some(other) = before
        .iter()
        .find(|other| other.eq_ignore_ascii_case(&name))
    {
        errors.push(
            span,
            format!(
                "SQLite can't tell the column `{name}` from `{other}`: \
                 choose another name with `#[column(name = \"…\")]`"
            ),
        );
    }
    before.push(name.clone());
    name
}

fn legal(name: &str, span: Span, what: &str, errors: &mut Errors) {
    if name.is_empty() {
        errors.push(span, format!("a {what} needs a name: this one is empty"));
    } else if name.contains('\0') {
        errors.push(
            span,
            format!("the name of a {what} can't contain the character NUL: remove it"),
        );
    }
}
