//! `#[cascade]`, `#[cascade(delete_orphan)]`, `#[cascade(update)]`: what happens to a row when
//! the row it belongs to goes or changes its key.

use proc_macro2::{Ident, Span};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Token};

use super::{span_of, wrong_form};
use crate::errors::Errors;
use crate::suggest;

const WORDS: [&str; 2] = ["delete_orphan", "update"];

/// What was asked for, each with the token that asked.
#[derive(Default)]
pub(crate) struct Cascade {
    /// Rows go with their owner.
    pub(crate) delete: Option<Span>,
    /// They also go when they are taken from their owner.
    pub(crate) orphan: bool,
    /// Keys follow the owner's key.
    pub(crate) update: Option<Span>,
}

/// Reads the attribute and adds it to what others of its kind said.
pub(super) fn read(attribute: &Attribute, cascade: &mut Cascade, errors: &mut Errors) {
    match &attribute.meta {
        Meta::Path(_) => set(&mut cascade.delete, span_of(attribute), "cascade", errors),
        Meta::List(list) => {
            match Punctuated::<Ident, Token![,]>::parse_terminated.parse2(list.tokens.clone()) {
                Ok(words) if !words.is_empty() => {
                    for word in words {
                        add(&word, cascade, errors);
                    }
                }
                _ => wrong_form(attribute, FORMS, errors),
            }
        }
        Meta::NameValue(_) => wrong_form(attribute, FORMS, errors),
    }
}

const FORMS: &str = "#[cascade]`, `#[cascade(delete_orphan)]` or `#[cascade(update)]";

fn add(word: &Ident, cascade: &mut Cascade, errors: &mut Errors) {
    let text = word.to_string();
    let known = WORDS.contains(&&*text);
    if !known {
        let what = format!("unknown word `{text}` in `#[cascade]`");
        errors.push(word.span(), suggest::unknown(&what, &text, WORDS));
    }
    match suggest::nearest(&text, WORDS) {
        Some("update") => set(&mut cascade.update, word.span(), "update", errors),
        Some(_) => {
            cascade.orphan = true;
            set(&mut cascade.delete, word.span(), "delete_orphan", errors);
        }
        None => {}
    }
}

fn set(slot: &mut Option<Span>, span: Span, word: &str, errors: &mut Errors) {
    if slot.replace(span).is_some() {
        errors.push(
            span,
            format!("`{word}` repeats what `#[cascade]` already says: remove one"),
        );
    }
}
