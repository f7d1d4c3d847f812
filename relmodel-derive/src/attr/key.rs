//! `#[key]` and `#[key(auto)]`.

use proc_macro2::{Ident, Span};
use syn::Attribute;
use syn::parse::ParseStream;

use super::{is_bare, wrong_form};
use crate::errors::Errors;

/// The field is the key, or a part of it.
pub(crate) struct Key {
    /// `auto`: SQLite assigns it.
    pub(crate) auto: Option<Span>,
}

/// Reads the attribute; a wrong one still makes the field a key.
pub(super) fn read(attribute: &Attribute, errors: &mut Errors) -> Option<Key> {
    if is_bare(attribute) {
        return Some(Key { auto: None });
    }
    let auto = attribute.parse_args_with(|input: ParseStream<'_>| {
        let word: Ident = input.parse()?;
        if word == "auto" {
            Ok(word.span())
        } else {
            Err(syn::Error::new(word.span(), ""))
        }
    });
    if auto.is_err() {
        wrong_form(attribute, "#[key]` or `#[key(auto)]", errors);
    }
    Some(Key { auto: auto.ok() })
}
