//! Columns: numbers, names, defaults, and how a new row gets them.

use super::{is_option, names, ty};
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
        let default = column.attributes.column.default.as_ref();
        columns.push(ir::Column {
            number,
            same_name: sql == naming::text(&column.ident),
            sql,
            ident: column.ident.clone(),
            visibility: column.visibility.clone(),
            optional,
            default: default.map(|default| (default.value.clone(), default.span)),
            given: if optional || default.is_some() {
                Given::Optional
            } else {
                Given::Required
            },
            ty,
        });
    }
    columns
}
