//! `#[column_type(…)]`: what is said of a type of the user's that is a column, and of its variants.

use proc_macro2::Span;
use syn::meta::ParseNestedMeta;
use syn::{Attribute, Meta, Path, Token};

use super::{Spanned, named, options, wrong_form};
use crate::errors::Errors;
use crate::naming;
use crate::suggest;

/// What the attributes of the type say.
#[derive(Default)]
pub(crate) struct OnType {
    /// Its variants are stored as integers.
    pub(crate) integer: Option<Span>,
    /// Where the runtime crate is found.
    pub(crate) crate_path: Option<Path>,
}

/// Reads the attributes of the type.
pub(crate) fn on_type(attributes: &[Attribute], errors: &mut Errors) -> OnType {
    let mut found = OnType::default();
    let valid = ["integer", "crate"];
    read(attributes, "integer", errors, |meta, key| match key {
        "integer" if meta.input.peek(Token![=]) => {
            Err(meta.error("`integer` stands alone: write `#[column_type(integer)]`"))
        }
        "integer" => {
            found.integer = meta.path.get_ident().map(proc_macro2::Ident::span);
            Ok(())
        }
        "crate" => {
            found.crate_path = Some(Path::parse_mod_style(meta.value()?)?);
            Ok(())
        }
        "rename" => Err(meta.error(
            "`rename` is said of a variant: write `#[column_type(rename = \"…\")]` above it",
        )),
        other => Err(unknown(meta, other, &valid)),
    });
    found
}

/// Reads the attributes of a variant: the word that it is stored as.
pub(crate) fn on_variant(attributes: &[Attribute], errors: &mut Errors) -> Option<Spanned<String>> {
    let mut found = None;
    read(attributes, "rename = \"…\"", errors, |meta, key| {
        match key {
        "rename" if found.is_some() => Err(meta.error("`rename` is given twice: keep one")),
        "rename" if !meta.input.peek(Token![=]) => {
            Err(meta.error("`rename` needs a value: write `rename = \"…\"`"))
        }
        "rename" => {
            found = Some(options::text(meta.value()?, key)?);
            Ok(())
        }
        "integer" => Err(meta.error(
            "`integer` is said of the enum: write `#[column_type(integer)]` above it, and `= 1` behind this variant",
        )),
        other => Err(unknown(meta, other, &["rename"])),
    }
    });
    found
}

fn read(
    attributes: &[Attribute],
    right: &str,
    errors: &mut Errors,
    mut take: impl FnMut(&ParseNestedMeta<'_>, &str) -> syn::Result<()>,
) {
    for (attribute, _) in named(attributes).filter(|(_, name)| name == "column_type") {
        if !matches!(attribute.meta, Meta::List(_)) {
            wrong_form(attribute, &format!("#[column_type({right})]"), errors);
            continue;
        }
        let read = attribute.parse_nested_meta(|meta| {
            let key = meta.path.get_ident().map(naming::text);
            take(&meta, &key.unwrap_or_default())
        });
        if let Err(error) = read {
            errors.add(error);
        }
    }
}

fn unknown(meta: &ParseNestedMeta<'_>, key: &str, valid: &[&str]) -> syn::Error {
    let what = format!("unknown key `{key}` for `#[column_type]`");
    let error = suggest::unknown(&what, key, valid.iter().copied());
    syn::Error::new_spanned(&meta.path, error)
}
