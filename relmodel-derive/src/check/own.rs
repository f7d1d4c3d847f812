//! Types of the user's that are columns: enums, and structs around one value.

use quote::quote;

use super::{is_option, ty};
use crate::errors::Errors;
use crate::{ast, ir, naming};

/// Applies the rules.
pub(crate) fn own_type(written: &ast::OwnType, errors: &mut Errors) -> ir::OwnType {
    let body = match &written.body {
        ast::Body::Around(inner) if is_option(inner) => {
            errors.push_over(
                inner,
                format!(
                    "a column type is never NULL: write the type without `Option` here, and \
                     `Option<{}>` in the model",
                    written.ident
                ),
            );
            ir::Body::Refused
        }
        ast::Body::Around(inner) => ir::Body::Around(ty(inner, &written.ident)),
        ast::Body::Enum(variants) => variants_of(written, variants, errors),
        ast::Body::Refused => ir::Body::Refused,
    };
    if let (Some(span), ast::Body::Around(_)) = (written.attributes.integer, &written.body) {
        errors.push(
            span,
            "`integer` is said of an enum, and a struct is stored as what it is around: remove it",
        );
    }
    ir::OwnType {
        ident: written.ident.clone(),
        private: match &written.attributes.crate_path {
            Some(path) => quote!(#path::__private),
            None => quote!(::relmodel::__private),
        },
        body,
    }
}

fn variants_of(written: &ast::OwnType, variants: &[ast::Variant], errors: &mut Errors) -> ir::Body {
    if written.attributes.integer.is_some() {
        for rename in variants
            .iter()
            .filter_map(|variant| variant.rename.as_ref())
        {
            errors.push(
                rename.span,
                "a variant that is stored as an integer has no word: remove `rename`",
            );
        }
        let idents = variants.iter().map(|variant| variant.ident.clone());
        return ir::Body::Integers(idents.collect());
    }
    let mut words: Vec<(proc_macro2::Ident, String)> = Vec::new();
    for variant in variants {
        let (word, span) = match &variant.rename {
            Some(rename) => (rename.value.clone(), rename.span),
            None => (
                naming::snake(&naming::text(&variant.ident)),
                variant.ident.span(),
            ),
        };
        if word.contains('\0') {
            errors.push(span, "a word can't contain the character NUL: remove it");
        }
        if let Some((other, _)) = words.iter().find(|(_, before)| *before == word) {
            errors.push(
                span,
                format!(
                    "`{other}` is stored as `{word}`, too: give this variant another word with \
                     `#[column_type(rename = \"…\")]`"
                ),
            );
        }
        words.push((variant.ident.clone(), word));
    }
    ir::Body::Texts(words)
}
