//! `#[key]`, `#[key(auto)]` and `#[key(autoincrement)]`.

use proc_macro2::{Ident, Span};
use syn::Attribute;
use syn::parse::ParseStream;

use super::{is_bare, wrong_form};
use crate::errors::Errors;
use crate::suggest;

const WORDS: [&str; 2] = ["auto", "autoincrement"];

/// The field is the key, or a part of it.
#[derive(Default)]
pub(crate) struct Key {
    /// `auto` or `autoincrement`: SQLite assigns it.
    pub(crate) auto: Option<Span>,
    /// `autoincrement`: and never assigns the same one again.
    pub(crate) autoincrement: bool,
}

/// Reads the attribute; a wrong one still makes the field a key.
pub(super) fn read(attribute: &Attribute, errors: &mut Errors) -> Option<Key> {
    if is_bare(attribute) {
        return Some(Key::default());
    }
    let word = attribute.parse_args_with(|input: ParseStream<'_>| input.parse::<Ident>());
    let Some((word, meant)) = word.ok().and_then(|word| {
        let meant = suggest::nearest(&word.to_string(), WORDS)?;
        Some((word, meant))
    }) else {
        wrong_form(attribute, FORMS, errors);
        return Some(Key::default());
    };
    if word != meant {
        let what = format!("unknown word `{word}` in `#[key]`");
        errors.push(
            word.span(),
            suggest::unknown(&what, &word.to_string(), WORDS),
        );
    }
    Some(Key {
        auto: Some(word.span()),
        autoincrement: meant == "autoincrement",
    })
}

const FORMS: &str = "#[key]`, `#[key(auto)]` or `#[key(autoincrement)]";
