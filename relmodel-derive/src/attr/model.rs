//! `#[model(…)]`: what is said of the model as a whole.

use proc_macro2::{Ident, Span};
use syn::parse::ParseStream;
use syn::{Attribute, Meta, Path, Token};

use super::{Spanned, options, wrong_form};
use crate::errors::Errors;
use crate::naming;

const KEYS: [&str; 5] = ["table", "new", "crate", "keyless", "view"];

/// The keys of `#[model(…)]`.
#[derive(Default)]
pub(crate) struct Model {
    /// The table's name in the database.
    pub(crate) table: Option<Spanned<String>>,
    /// What the `New…` struct is called.
    pub(crate) new: Option<Ident>,
    /// The table has no key.
    pub(crate) keyless: Option<Span>,
    /// It is a view, which has no key either.
    pub(crate) view: Option<Span>,
    /// Where the runtime crate is found.
    pub(crate) crate_path: Option<Path>,
}

/// Reads the attribute.
pub(super) fn read(attribute: &Attribute, errors: &mut Errors) -> Model {
    let mut model = Model::default();
    if !matches!(attribute.meta, Meta::List(_)) {
        wrong_form(attribute, "#[model(table = \"…\")]", errors);
        return model;
    }
    let read = attribute.parse_args_with(|input: ParseStream<'_>| {
        let span = super::span_of(attribute);
        options::read(input, "model", &KEYS, errors, |key, input| {
            match key {
                "keyless" => {
                    model.keyless = Some(span);
                    stands_alone(input, key)?;
                }
                "view" => {
                    model.view = Some(span);
                    stands_alone(input, key)?;
                }
                "table" => model.table = Some(options::text(input, key)?),
                "new" => model.new = Some(new_name(input, key)?),
                _ => model.crate_path = Some(Path::parse_mod_style(input)?),
            }
            Ok(())
        });
        Ok(())
    });
    if let Err(error) = read {
        errors.add(error);
    }
    model
}

fn stands_alone(input: ParseStream<'_>, key: &str) -> syn::Result<()> {
    if input.peek(Token![=]) {
        return Err(input.error(format!("`{key}` stands alone: write `#[model({key})]`")));
    }
    Ok(())
}

fn new_name(input: ParseStream<'_>, key: &str) -> syn::Result<Ident> {
    let text = options::text(input, key)?;
    naming::ident(&text.value, text.span).ok_or_else(|| {
        syn::Error::new(
            text.span,
            "this can't be the name of a struct: write one such as `NewPost`",
        )
    })
}
