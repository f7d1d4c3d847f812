//! Indexes: those of fields and those of the struct, each over its columns once.

use proc_macro2::{Ident, Span};

use crate::attr::Index;
use crate::errors::Errors;
use crate::{ast, ir, naming, suggest};

/// All indexes that were asked for: the fields' first.
pub(super) fn check(
    written: &ast::Model,
    columns: &[ir::Column],
    errors: &mut Errors,
) -> Vec<ir::Index> {
    let mut indexes = Vec::new();
    for (column, checked) in written.columns.iter().zip(columns) {
        let attributes = &column.attributes;
        for (span, unique) in [(attributes.unique, true), (attributes.index, false)] {
            if let Some(span) = span {
                let index = ir::Index {
                    columns: vec![checked.number],
                    unique,
                    hash: naming::hash_all([&column.ident]),
                };
                add(&mut indexes, span, index, errors);
            }
        }
    }
    for index in &written.attributes.indexes {
        if let Some(numbers) = numbers(&index.columns, columns, errors) {
            if index.unique {
                check_name(index, columns, &indexes, errors);
            }
            let checked = ir::Index {
                columns: numbers,
                unique: index.unique,
                hash: naming::hash_all(&index.columns),
            };
            add(&mut indexes, index.span, checked, errors);
        }
    }
    indexes
}

/// A unique key over several columns is called by their names, which may be that of a unique column.
fn check_name(index: &Index, columns: &[ir::Column], indexes: &[ir::Index], errors: &mut Errors) {
    let names: Vec<_> = index.columns.iter().map(naming::text).collect();
    let name = names.join("_and_");
    let is_called_so = |column: &ir::Column| {
        let is_unique = |index: &ir::Index| index.unique && index.columns == [column.number];
        names.len() > 1 && naming::text(&column.ident) == name && indexes.iter().any(is_unique)
    };
    if columns.iter().any(is_called_so) {
        errors.push(
            index.span,
            format!(
                "`upsert` and its kin call this unique key `{name}`, and the `#[unique]` column of that name, too: \
                 name the columns here in another order, or rename that field"
            ),
        );
    }
}

fn add(indexes: &mut Vec<ir::Index>, span: Span, index: ir::Index, errors: &mut Errors) {
    if indexes.iter().any(|before| before.columns == index.columns) {
        errors.push(
            span,
            "there is an index over this already: keep one, `#[unique]` if values must differ",
        );
        return;
    }
    indexes.push(index);
}

/// The columns by number; `None` if one of them is wrong.
pub(super) fn numbers(
    names: &[Ident],
    columns: &[ir::Column],
    errors: &mut Errors,
) -> Option<Vec<u16>> {
    let mut numbers = Vec::new();
    let mut good = true;
    for name in names {
        let text = naming::text(name);
        let found = columns
            .iter()
            .find(|column| naming::text(&column.ident) == text);
        match found {
            Some(column) if numbers.contains(&column.number) => {
                errors.push(name.span(), format!("`{text}` stands here twice: keep one"));
                good = false;
            }
            Some(column) => numbers.push(column.number),
            None => {
                let fields: Vec<_> = columns
                    .iter()
                    .map(|column| naming::text(&column.ident))
                    .collect();
                let what = format!("no field is called `{text}`");
                errors.push(
                    name.span(),
                    suggest::unknown(&what, &text, fields.iter().map(String::as_str)),
                );
                good = false;
            }
        }
    }
    good.then_some(numbers)
}
